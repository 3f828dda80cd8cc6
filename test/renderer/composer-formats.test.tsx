// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ComposerScreen } from "../../renderer/features/composer/composer-screen.tsx";
import { formatAfter, withheld } from "../../renderer/features/composer/formats.ts";
import { resetDrafts } from "../../renderer/features/composer/use-draft.ts";
import { useImports } from "../../renderer/lib/imports.ts";
import { useNotices } from "../../renderer/lib/notices.ts";
import { ShownAccountProvider } from "../../renderer/lib/shown-account.tsx";
import { resetUndo, undoLast } from "../../renderer/lib/undo.ts";
import { PLAIN_OPTIONS } from "../../shared/contract/post-defaults.ts";
import type { Post, PostMedia } from "../../shared/contract/posts.ts";
import { axeFaults } from "./axe-faults.ts";
import { FakeBridge } from "./preview/fake-bridge.ts";
import { videoMedia } from "./preview/sample-videos.ts";
import { STORY_NOW } from "./preview/story.ts";
import { liveAccount, mediaOf, newWorld } from "./preview/world.ts";

let bridge: FakeBridge;

beforeEach(() => {
  vi.useFakeTimers({ now: STORY_NOW, toFake: ["Date"] });
  const world = newWorld(STORY_NOW);
  world.accounts = [liveAccount(STORY_NOW)];
  const picture = (scene: string, at: number) => ({
    ...mediaOf(`${scene}.0`, `${scene}.jpg`, STORY_NOW - at),
    width: 1200,
    height: 1500,
  });
  world.media = [
    picture("shelf-vase", 0),
    picture("oak-joint", 1),
    picture("lamp-evening", 2),
    videoMedia(mediaOf("workshop-rack.video", "workshop.mov", STORY_NOW - 3)),
  ];
  bridge = new FakeBridge(world);
  Object.assign(window, { bridge });
  window.history.replaceState(null, "", "/composer/post-1");
});

afterEach(() => {
  cleanup();
  resetDrafts();
  resetUndo();
  useNotices.getState().reset();
  useImports.getState().reset();
  vi.useRealTimers();
});

const item = (mediaId: string): PostMedia => ({
  mediaId,
  altText: `About ${mediaId}`,
  crop: { aspect: "original", x: 0.5, y: 0.5 },
  userTags: [],
  productTags: [],
});
const SHELF = item("shelf-vase.0");
const JOINT = item("oak-joint.0");
const LAMP = item("lamp-evening.0");
const VIDEO = item("workshop-rack.video");

async function open(patch: Partial<Post>, account = liveAccount(STORY_NOW)) {
  const post: Post = {
    id: "post-1",
    accountId: account.id,
    title: "Shelf",
    caption: "Shelf",
    media: [SHELF],
    format: "image",
    options: PLAIN_OPTIONS,
    plan: null,
    status: "draft",
    publicationId: null,
    version: 3,
    createdAt: STORY_NOW - 1000,
    updatedAt: STORY_NOW - 1000,
    ...patch,
  };
  bridge.world.accounts = [account];
  bridge.world.posts = [post];
  const user = userEvent.setup({ delay: null });
  const view = render(
    <ShownAccountProvider account={account}>
      <ComposerScreen postId="post-1" />
    </ShownAccountProvider>,
  );
  await screen.findByText(/checks? pass/);
  return { user, view };
}

const kept = () => bridge.world.posts[0] as Post;
const ids = () => kept().media.map((one) => one.mediaId);
const button = (name: string | RegExp) => screen.getByRole("button", { name });
const format = () => screen.getByRole("radio", { checked: true }).textContent;

test("a second picture makes it a carousel, and one undo takes back both", async () => {
  const { user } = await open({});
  await user.click(button(/^Add more/));
  const dialog = await screen.findByRole("dialog", { name: "Add to the post" });
  await user.click(await within(dialog).findByRole("option", { name: /oak-joint/ }));
  await user.click(within(dialog).getByRole("option", { name: /lamp-evening/ }));
  await user.click(within(dialog).getByRole("button", { name: "Add 2" }));
  await waitFor(() => expect(ids()).toEqual([SHELF, JOINT, LAMP].map((one) => one.mediaId)));
  expect(kept().format).toBe("carousel");
  expect(format()).toBe("Carousel");
  await act(() => undoLast());
  await waitFor(() => expect(ids()).toEqual([SHELF.mediaId]));
  expect(kept().format).toBe("image");
});

test("a video that comes alone makes it a reel", async () => {
  const { user } = await open({ media: [] });
  await user.click(screen.getAllByRole("button", { name: "Add picture" })[0] as HTMLElement);
  await user.click(await screen.findByRole("option", { name: /workshop/ }));
  await waitFor(() => expect(kept().format).toBe("reel"));
  expect(await screen.findByRole("article", { name: "Preview of the reel" })).toBeTruthy();
});

test("a carousel of which one is left is an image again; taking out keeps what was written", async () => {
  const { user } = await open({ format: "carousel", media: [SHELF, JOINT] });
  await user.click(button("Remove picture"));
  await waitFor(() => expect(kept().format).toBe("image"));
  expect(ids()).toEqual([JOINT.mediaId]);
  await act(() => undoLast());
  await waitFor(() => expect(kept().media).toEqual([SHELF, JOINT]));
  expect(kept().format).toBe("carousel");
});

test("the format that follows from what the post holds", () => {
  expect(formatAfter("image", ["picture", "video"])).toBe("carousel");
  expect(formatAfter("reel", ["picture"])).toBe("image");
  expect(formatAfter("carousel", ["picture"])).toBe("carousel");
  expect(formatAfter("carousel", ["video"], true)).toBe("reel");
  expect(formatAfter("story", ["video"])).toBe("story");
  expect(formatAfter("reel", [])).toBe("reel");
});

test("Alt with an arrow key moves an item and keeps the focus on it; arrows alone look at the next", async () => {
  const { user } = await open({ format: "carousel", media: [SHELF, JOINT, LAMP] });
  const strip = screen.getByRole("list", { name: "Pictures and videos of this post" });
  within(strip).getByRole("button", { name: "Number 1" }).focus();
  await user.keyboard("{Alt>}{ArrowRight}{/Alt}");
  await waitFor(() => expect(ids()).toEqual(["oak-joint.0", "shelf-vase.0", "lamp-evening.0"]));
  expect(screen.getByText("Now number 2 of 3")).toBeTruthy();
  expect(document.activeElement?.getAttribute("aria-label")).toBe("Number 2");
  await user.keyboard("{ArrowRight}");
  expect(document.activeElement?.getAttribute("aria-label")).toBe("Number 3");
  expect(screen.getByRole("group", { name: "Number 3 of 3" })).toBeTruthy();
});

test("all of a carousel take the shape chosen for the first", async () => {
  const { user } = await open({ format: "carousel", media: [SHELF, JOINT] });
  await user.click(button("Crop"));
  await user.click(screen.getByRole("radio", { name: "1:1" }));
  await waitFor(() => expect(kept().media.map((one) => one.crop.aspect)).toEqual(["1:1", "1:1"]));
  await user.click(button("Done"));
  await user.click(button("Number 2"));
  expect(screen.getByText("In the shape of the first, 1:1.")).toBeTruthy();
  await user.click(button("Crop 1:1"));
  expect(screen.queryByRole("radio", { name: "4:5" })).toBeNull();
});

test("the preview of a carousel turns by arrow keys and by swiping", async () => {
  const { user } = await open({ format: "carousel", media: [SHELF, JOINT] });
  button("Next").focus();
  await user.keyboard("{ArrowRight}");
  const shown = screen.getByRole("group", { name: "Number 2 of 2" });
  fireEvent.pointerDown(shown, { clientX: 10 });
  fireEvent.pointerUp(shown, { clientX: 90 });
  expect(screen.getByRole("group", { name: "Number 1 of 2" })).toBeTruthy();
});

test("another format keeps what she wrote, and the checks say what it does not take", async () => {
  const { user } = await open({});
  await user.click(screen.getByRole("radio", { name: "Story" }));
  await waitFor(() => expect(kept().format).toBe("story"));
  expect(kept().caption).toBe("Shelf");
  expect(screen.getByText(/A story has no caption, alt text, .* gone after 24 hours/)).toBeTruthy();
  const row = screen.getByText(/takes no caption with a story/).closest("li") as HTMLElement;
  await user.click(within(row).getByRole("button", { name: "Take it out" }));
  await waitFor(() => expect(kept().caption).toBe(""));
  expect(screen.queryByLabelText("Caption")).toBeNull();
  expect(screen.queryByLabelText("Alt text")).toBeNull();
});

test("a reel's cover is a moment of it or a picture, its sound has a name, and it may be a trial", async () => {
  const { user } = await open({ format: "reel", media: [VIDEO], caption: "Workshop" });
  const slider = screen.getByRole<HTMLInputElement>("slider", { name: "Moment of the cover" });
  expect(Number(slider.max)).toBeLessThan(32_400);
  fireEvent.change(slider, { target: { value: "4200" } });
  await user.type(screen.getByRole("textbox", { name: "Sound’s name" }), "Oak");
  await user.click(screen.getByRole("switch", { name: "In the feed and the grid too" }));
  await waitFor(() =>
    expect(kept().options).toMatchObject({
      cover: { kind: "frame", offsetMs: 4200 },
      audioName: "Oak",
      shareToFeed: false,
    }),
  );
  expect(screen.queryByRole("tab", { name: "Grid tile" })).toBeNull();
  await user.click(button("Picture…"));
  const dialog = await screen.findByRole("dialog", { name: "Choose the cover" });
  await user.click(await within(dialog).findByRole("option", { name: /lamp-evening/ }));
  await waitFor(() =>
    expect(kept().options.cover).toEqual({ kind: "picture", mediaId: "lamp-evening.0" }),
  );
  expect(within(dialog).queryByRole("option", { name: /workshop/ })).toBeNull();
  await user.click(await screen.findByRole("button", { name: "Use a frame" }));
  await waitFor(() => expect(kept().options.cover).toBeNull());
});

test("collaborators are kept as Instagram writes them at each keystroke, and counted", async () => {
  const { user } = await open({});
  expect(screen.getByText("None set")).toBeTruthy();
  await user.click(button(/^More options/));
  const field = screen.getByRole<HTMLInputElement>("textbox", { name: "Collaborators" });
  await user.type(field, "@Haus.Lund, @Terra");
  await waitFor(() => expect(kept().options.collaborators).toEqual(["haus.lund", "terra"]));
  await user.tab();
  expect(field.value).toBe("@haus.lund, @terra");
  expect(screen.getByText("1 set")).toBeTruthy();
});

test("a tag typed stands in the middle of the picture and is moved and taken out by keys", async () => {
  const { user } = await open({});
  await user.click(button(/^More options/));
  await user.type(screen.getByRole("textbox", { name: "Tag an account" }), "@Terra{Enter}");
  const mark = await screen.findByRole("button", { name: /^@terra, 50 % across/ });
  mark.focus();
  await user.keyboard("{ArrowLeft}{Shift>}{ArrowDown}{/Shift}");
  await waitFor(() =>
    expect(kept().media[0]?.userTags).toEqual([{ username: "terra", x: 0.49, y: 0.55 }]),
  );
  await user.keyboard("{Delete}");
  await waitFor(() => expect(kept().media[0]?.userTags).toEqual([]));
});

test("a press on the picture asks who stands there", async () => {
  const { user } = await open({});
  await user.click(button("Tag"));
  const layer = screen.getByText(/Press where someone/).parentElement as HTMLElement;
  layer.getBoundingClientRect = () => new DOMRect(0, 0, 200, 400);
  fireEvent.click(layer, { clientX: 50, clientY: 300 });
  await user.type(await screen.findByRole("textbox", { name: "Account" }), "haus.lund{Enter}");
  await waitFor(() =>
    expect(kept().media[0]?.userTags).toEqual([{ username: "haus.lund", x: 0.25, y: 0.75 }]),
  );
});

test("a check leads to the field it is about, opened and with the focus", async () => {
  const { user } = await open({ options: { ...PLAIN_OPTIONS, locationId: "the shop" } });
  const row = screen.getByText(/A location is named by/).closest("li") as HTMLElement;
  await user.click(within(row).getByRole("button", { name: "Edit" }));
  await waitFor(() =>
    expect(document.activeElement).toBe(screen.getByRole("textbox", { name: "Location" })),
  );
});

test("what the login cannot send is not offered, and says why in one line each", async () => {
  const { user, view } = await open({});
  await user.click(button(/^More options/));
  expect(screen.queryByRole("textbox", { name: /Tag a product/ })).toBeNull();
  const lines = within(screen.getByRole("list", { name: "Not offered here" }));
  expect(lines.getAllByText(/only from accounts connected through Facebook/)).toHaveLength(3);
  view.unmount();
  const again = await open({}, { ...liveAccount(STORY_NOW), login: "facebook" });
  await again.user.click(button(/^More options/));
  await again.user.type(screen.getByRole("textbox", { name: "Tag a product" }), "42{Enter}");
  await waitFor(() => expect(kept().media[0]?.productTags[0]?.productId).toBe("42"));
  expect(screen.queryByRole("list", { name: "Not offered here" })).toBeNull();
});

test("a reel has no alt text, and says so where the other fields stand", () => {
  expect(withheld("reel", "facebook").map((line) => line.name)).toEqual(["Alt text"]);
});

test("a line about one of several pictures says which", async () => {
  await open({ format: "carousel", media: [SHELF, { ...JOINT, altText: "" }] });
  expect(screen.getByText(/^Number 2: No alt text yet/)).toBeTruthy();
});

test.each([
  ["a carousel with everything open", { format: "carousel", media: [SHELF, JOINT, VIDEO] }],
  ["a reel", { format: "reel", media: [VIDEO] }],
  ["a story", { format: "story", media: [SHELF], caption: "" }],
] as const)("axe finds nothing in %s", async (_, patch) => {
  const { user } = await open({ ...patch, media: [...patch.media] });
  await user.click(button(/^More options/));
  expect(await axeFaults()).toEqual([]);
});
