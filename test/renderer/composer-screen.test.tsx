// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ComposerScreen } from "../../renderer/features/composer/composer-screen.tsx";
import { resetDrafts } from "../../renderer/features/composer/use-draft.ts";
import { useNotices } from "../../renderer/lib/notices.ts";
import { useImports } from "../../renderer/lib/imports.ts";
import { givePicture } from "../../renderer/lib/picture-taker.ts";
import { ShownAccountProvider } from "../../renderer/lib/shown-account.tsx";
import { resetUndo, undoLast } from "../../renderer/lib/undo.ts";
import { PLAIN_OPTIONS } from "../../shared/contract/post-defaults.ts";
import type { Post } from "../../shared/contract/posts.ts";
import { AppError } from "../../shared/result.ts";
import { FakeBridge } from "./preview/fake-bridge.ts";
import { STORY_NOW } from "./preview/story.ts";
import { liveAccount, mediaOf, newWorld } from "./preview/world.ts";

const NOTED = "Five shelves, one wall";
let bridge: FakeBridge;

beforeEach(() => {
  // Only the clock stands still: timers run, so that the screen behaves as it does for her.
  vi.useFakeTimers({ now: STORY_NOW, toFake: ["Date"] });
  const world = newWorld(STORY_NOW);
  world.accounts = [liveAccount(STORY_NOW)];
  world.media = [
    { ...mediaOf("shelf-vase.0", "shelf.jpg", STORY_NOW), width: 1200, height: 1500 },
    { ...mediaOf("oak-joint.0", "tall.heic", STORY_NOW - 1), width: 1000, height: 1800 },
  ];
  world.posts = [draftOf({})];
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

function draftOf(patch: Partial<Post>): Post {
  return {
    id: "post-1",
    accountId: "account-live",
    title: NOTED,
    caption: NOTED,
    media: [
      {
        mediaId: "shelf-vase.0",
        altText: "A vase on an oak shelf.",
        crop: { aspect: "original", x: 0.5, y: 0.5 },
        userTags: [],
        productTags: [],
      },
    ],
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
}

const plan = {
  wallTime: "2026-10-13T18:30",
  zone: "Europe/Berlin",
  at: Date.UTC(2026, 9, 13, 16, 30),
};

/** Shows the composer for the post as given, and waits until it is there. */
async function open(patch: Partial<Post> = {}) {
  bridge.world.posts = [draftOf(patch)];
  const user = userEvent.setup({ delay: null });
  const view = render(
    <ShownAccountProvider account={liveAccount(STORY_NOW)}>
      <ComposerScreen postId="post-1" />
    </ShownAccountProvider>,
  );
  const caption = await screen.findByLabelText<HTMLTextAreaElement>("Caption");
  await screen.findByText(/checks? pass|Published\.|going out/);
  return { user, view, caption };
}

const kept = () => bridge.world.posts.find((post) => post.id === "post-1");
const calls = (route: string) =>
  bridge.calls.filter((call) => call.route === route).map((call) => call.input);
const button = (name: string | RegExp) => screen.getByRole("button", { name });
const checkRow = (words: RegExp) => within(screen.getByText(words).closest("li") as HTMLElement);

test("what she types is saved in order and the screen says when", async () => {
  const { user, caption } = await open({ caption: "" });
  await user.type(caption, "Oak and brass");
  await waitFor(() => expect(kept()?.caption).toBe("Oak and brass"));
  const saved = (calls("posts.save") as { patch: { caption: string } }[]).map(
    (call) => call.patch.caption,
  );
  expect(saved).toEqual(saved.toSorted((a, b) => a.length - b.length));
  expect(await screen.findByText(/^Saved \d\d:\d\d:\d\d$/)).toBeTruthy();
});

test("news from elsewhere does not touch the words she is typing", async () => {
  const { user, caption } = await open();
  bridge.answer("posts.save", () => new Promise(() => {}));
  await user.type(caption, " and more");
  bridge.world.posts = [
    draftOf({ caption: "An older text", version: 4, status: "scheduled", plan }),
  ];
  act(() => bridge.emit("posts.changed", { ids: ["post-1"] }));
  await screen.findByText("Scheduled");
  expect(caption.value).toBe(`${NOTED} and more`);
});

test("a change made elsewhere shows once she is not typing", async () => {
  const { caption } = await open();
  bridge.world.posts = [draftOf({ caption: "Changed in another place", version: 9 })];
  act(() => bridge.emit("posts.changed", { ids: ["post-1"] }));
  await waitFor(() => expect(caption.value).toBe("Changed in another place"));
});

test("a save that fails is told, read out and tried again; the words stay", async () => {
  const { user, caption } = await open();
  let isBroken = true;
  const save = (input: unknown) => {
    if (isBroken) throw new AppError("disk-full", "The disk is full. Make room; nothing is lost.");
    const { patch } = input as { patch: Partial<Post> };
    return { ...draftOf(patch), version: 4 };
  };
  bridge.answer("posts.save", save);
  await user.type(caption, "!");
  expect(await screen.findByText("Not saved – retrying")).toBeTruthy();
  expect(screen.getByText(/Not saved. The disk is full/)).toBeTruthy();
  expect(caption.value).toBe(`${NOTED}!`);
  isBroken = false;
  await user.click(button("Save now"));
  await waitFor(() => expect(screen.queryByText("Not saved – retrying")).toBeNull());
  expect(caption.value).toBe(`${NOTED}!`);
});

test.each([
  ["the window loses focus", () => fireEvent(window, new Event("blur"))],
  ["the window is closed", () => fireEvent(window, new Event("pagehide"))],
  ["the window is hidden", () => fireEvent(document, new Event("visibilitychange"))],
  ["she goes to another screen", () => cleanup()],
])("when %s, unsaved words are saved at once", async (_, leave) => {
  const { caption } = await open();
  fireEvent.change(caption, { target: { value: "The last words" } });
  expect(calls("posts.save")).toEqual([]);
  leave();
  // Not one timer has run: the save was asked for in the same turn.
  expect(calls("posts.save")).toEqual([{ id: "post-1", patch: { caption: "The last words" } }]);
});

test("words that could not be saved are there when she comes back", async () => {
  const { caption, view } = await open();
  bridge.answer("posts.save", () => {
    throw new AppError("internal", "Something went wrong.");
  });
  fireEvent.change(caption, { target: { value: "Unsaved but kept" } });
  view.unmount();
  await waitFor(() => expect(calls("posts.save")).toHaveLength(1));
  const { caption: again } = await open();
  expect(again.value).toBe("Unsaved but kept");
});

test("a picture of a shape Instagram refuses is mended by one press", async () => {
  const tall = {
    mediaId: "oak-joint.0",
    altText: "A joint.",
    crop: { aspect: "original", x: 0.5, y: 0.5 } as const,
    userTags: [],
    productTags: [],
  };
  const { user } = await open({ media: [tall] });
  const row = checkRow(/too tall for Instagram's feed/);
  await user.click(row.getByRole("button", { name: "Crop to 4:5" }));
  await waitFor(() => expect(kept()?.media[0]?.crop.aspect).toBe("4:5"));
  expect(screen.queryByText(/too tall/)).toBeNull();
  expect(screen.getByText("Sent as 1000 × 1250")).toBeTruthy();
});

test("each check leads to what mends it", async () => {
  const { user } = await open({
    caption: "a".repeat(2300),
    media: [
      {
        mediaId: "shelf-vase.0",
        altText: "",
        crop: { aspect: "original", x: 0.5, y: 0.5 },
        userTags: [],
        productTags: [],
      },
    ],
  });
  await user.click(button("Edit caption"));
  expect(document.activeElement).toBe(screen.getByLabelText("Caption"));
  await user.click(button("Describe it"));
  expect(document.activeElement).toBe(screen.getByLabelText("Alt text"));
  await user.click(
    checkRow(/Choose when it goes out/).getByRole("button", { name: "Choose a time" }),
  );
  expect(await screen.findByRole("dialog", { name: "When it goes out" })).toBeTruthy();
});

test("what passes stands in one line, dated, and opens", async () => {
  const { user } = await open({ plan });
  const line = button(/^11 checks pass/);
  expect(line.textContent).toContain("Rules as of 4 Oct 2026");
  expect(screen.queryByText("The caption fits.")).toBeNull();
  await user.click(line);
  expect(screen.getByText("The caption fits.")).toBeTruthy();
});

test("a picture is chosen from the library, starts in a shape that is taken, and brings its alt text", async () => {
  bridge.world.media = bridge.world.media.map((media) => ({
    ...media,
    altText: `About ${media.name}`,
  }));
  const { user } = await open({ media: [] });
  await user.click(screen.getAllByRole("button", { name: "Add picture" })[0] as HTMLElement);
  const dialog = await screen.findByRole("dialog", { name: "Choose a picture" });
  await user.click(await within(dialog).findByRole("option", { name: "tall.heic" }));
  await waitFor(() =>
    expect(kept()?.media).toEqual([
      {
        mediaId: "oak-joint.0",
        altText: "About tall.heic",
        crop: { aspect: "4:5", x: 0.5, y: 0.5 },
        userTags: [],
        productTags: [],
      },
    ]),
  );
  expect(screen.queryByRole("dialog")).toBeNull();
});

test("files from the computer come in one by one; a broken one is refused beside its name and stops no other", async () => {
  bridge.answer("media.pick", () => ({
    files: [
      { ticket: "ticket-broken-1", name: "broken.jpg" },
      { ticket: "ticket-new.jpg-2", name: "new.jpg" },
    ],
  }));
  const { user } = await open({ media: [] });
  await user.click(screen.getAllByRole("button", { name: "Add picture" })[0] as HTMLElement);
  await user.click(await screen.findByRole("button", { name: "From this computer…" }));
  expect(await screen.findByText("broken.jpg")).toBeTruthy();
  expect(screen.getByText(/ends in the middle/)).toBeTruthy();
  await user.click(await screen.findByRole("option", { name: "new.jpg" }));
  await waitFor(() => expect(kept()?.media).toHaveLength(1));
});

test("a single file from the computer goes straight into the post, a duplicate too", async () => {
  bridge.answer("media.pick", () => ({ files: [{ ticket: "ticket-again-1", name: "again.jpg" }] }));
  const { user } = await open({ media: [] });
  await user.click(screen.getAllByRole("button", { name: "Add picture" })[0] as HTMLElement);
  await user.click(await screen.findByRole("button", { name: "From this computer…" }));
  await waitFor(() => expect(kept()?.media[0]?.mediaId).toBe("shelf-vase.0"));
});

test("a picture that is dropped goes into the post while it has none, and into no post that has one", async () => {
  await open({ media: [] });
  const [first, second] = bridge.world.media;
  act(() => void givePicture(first!));
  await waitFor(() => expect(kept()?.media.map((item) => item.mediaId)).toEqual(["shelf-vase.0"]));
  expect(givePicture(second!)).toBe(false);
});

test("a picture is removed and replaced", async () => {
  const { user } = await open();
  await user.click(button("Replace picture"));
  await user.click(await screen.findByRole("option", { name: "tall.heic" }));
  await waitFor(() => expect(kept()?.media.map((item) => item.mediaId)).toEqual(["oak-joint.0"]));
  await user.click(button("Remove picture"));
  await waitFor(() => expect(kept()?.media).toEqual([]));
  expect(screen.getByText("A post begins with a photograph.")).toBeTruthy();
});

test("alt text counts, and says when the picture is described", async () => {
  const { user } = await open({
    media: [
      {
        mediaId: "shelf-vase.0",
        altText: "",
        crop: { aspect: "original", x: 0.5, y: 0.5 },
        userTags: [],
        productTags: [],
      },
    ],
  });
  expect(screen.getByText("Not described")).toBeTruthy();
  await user.type(screen.getByLabelText("Alt text"), "A vase");
  expect(screen.getByText("Described")).toBeTruthy();
  expect(screen.getByText("6 / 1,000")).toBeTruthy();
  await waitFor(() => expect(kept()?.media[0]?.altText).toBe("A vase"));
});

test("a post that cannot be opened says why and offers the drafts", async () => {
  bridge.world.posts = [];
  render(
    <ShownAccountProvider account={liveAccount(STORY_NOW)}>
      <ComposerScreen postId="post-1" />
    </ShownAccountProvider>,
  );
  expect(await screen.findByText("This post is not there any more.")).toBeTruthy();
  await userEvent.click(button("See the drafts"));
  expect(window.location.pathname).toBe("/composer");
});

test("without a post the drafts are listed, and a new one is started", async () => {
  const user = userEvent.setup({ delay: null });
  render(
    <ShownAccountProvider account={liveAccount(STORY_NOW)}>
      <ComposerScreen postId={undefined} />
    </ShownAccountProvider>,
  );
  await user.click(await screen.findByRole("link", { name: new RegExp(NOTED) }));
  expect(window.location.pathname).toBe("/composer/post-1");
  await user.click(button("New post"));
  await waitFor(() => expect(calls("posts.create")).toEqual([{ accountId: "account-live" }]));
  expect(window.location.pathname).toMatch(/^\/composer\/post-\d+$/);
});

test("a deleted draft can be taken back", async () => {
  const { user } = await open();
  await user.click(button("Delete this draft"));
  await waitFor(() => expect(kept()).toBeUndefined());
  expect(window.location.pathname).toBe("/composer");
  await act(() => undoLast());
  expect(kept()?.caption).toBe(NOTED);
});
