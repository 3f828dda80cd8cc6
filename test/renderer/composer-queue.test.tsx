// @vitest-environment jsdom
import { act, cleanup, render, screen, waitFor } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ComposerScreen } from "../../renderer/features/composer/composer-screen.tsx";
import { resetDrafts } from "../../renderer/features/composer/use-draft.ts";
import { useNotices } from "../../renderer/lib/notices.ts";
import { ShownAccountProvider } from "../../renderer/lib/shown-account.tsx";
import { resetUndo, undoLast } from "../../renderer/lib/undo.ts";
import type { Slot } from "../../shared/contract/pacing.ts";
import { PLAIN_OPTIONS } from "../../shared/contract/post-defaults.ts";
import type { Post } from "../../shared/contract/posts.ts";
import { resolveWallTime } from "../../shared/rules/schedule.ts";
import { axeFaults } from "./axe-faults.ts";
import { FakeBridge } from "./preview/fake-bridge.ts";
import { STORY_NOW } from "./preview/story.ts";
import { liveAccount, mediaOf, newWorld } from "./preview/world.ts";

const ZONE = "Europe/Berlin";
const EVENING: Slot = { weekday: 2, time: "18:30" };
let bridge: FakeBridge;

/** On Thursday 8 October 2026, 14:02 in Berlin. */
beforeEach(() => {
  vi.useFakeTimers({ now: STORY_NOW, toFake: ["Date"] });
  const world = newWorld(STORY_NOW);
  world.accounts = [liveAccount(STORY_NOW)];
  world.media = [{ ...mediaOf("shelf-vase.0", "shelf.jpg", STORY_NOW), width: 1200, height: 1500 }];
  world.slots = { "account-live": [EVENING] };
  bridge = new FakeBridge(world);
  Object.assign(window, { bridge });
  window.history.replaceState(null, "", "/composer/post-1");
});

afterEach(() => {
  cleanup();
  resetDrafts();
  resetUndo();
  useNotices.getState().reset();
  vi.useRealTimers();
});

function postOf(id: string, patch: Partial<Post> = {}): Post {
  const crop = { aspect: "original", x: 0.5, y: 0.5 } as const;
  const tags = { userTags: [], productTags: [] };
  return {
    id,
    accountId: "account-live",
    title: "Five shelves",
    caption: "Five shelves",
    media: [{ mediaId: "shelf-vase.0", altText: "A vase.", crop, ...tags }],
    format: "image",
    options: PLAIN_OPTIONS,
    plan: null,
    status: "draft",
    publicationId: null,
    version: 3,
    createdAt: STORY_NOW,
    updatedAt: STORY_NOW,
    ...patch,
  };
}

const planOf = (wallTime: string) => ({
  wallTime,
  zone: ZONE,
  at: resolveWallTime(wallTime, ZONE).at,
});

async function open(patch: Partial<Post> = {}, others: readonly Post[] = []) {
  bridge.world.posts = [postOf("post-1", patch), ...others];
  const user = userEvent.setup({ delay: null });
  render(
    <ShownAccountProvider account={liveAccount(STORY_NOW)}>
      <ComposerScreen postId="post-1" />
    </ShownAccountProvider>,
  );
  await screen.findByText(/1200 × 1500/);
  return user;
}

const queueButton = (name: string | RegExp) => screen.findByRole("button", { name });
const kept = () => bridge.world.posts.find((post) => post.id === "post-1");
const notices = () => useNotices.getState().items.map((notice) => notice.message);
const scheduled = () => bridge.calls.filter(({ route }) => route === "publishing.schedule");

test("the button names the next free slot, and pressing it schedules exactly that after the last words are saved", async () => {
  const user = await open();
  await user.type(screen.getByLabelText("Caption"), "!");
  await user.click(await queueButton("Add to queue: Tue 18:30"));
  await waitFor(() => expect(kept()?.status).toBe("scheduled"));
  expect(kept()).toMatchObject({ caption: "Five shelves!", plan: planOf("2026-10-13T18:30") });
  expect(notices()).toEqual(["Scheduled for Tue 13 Oct, 18:30 CEST"]);
  expect(screen.queryByRole("button", { name: /Add to queue/ })).toBeNull();
});

test("taken back, it is the draft it was, and the slot is free", async () => {
  const user = await open();
  await user.click(await queueButton("Add to queue: Tue 18:30"));
  await waitFor(() => expect(kept()?.status).toBe("scheduled"));
  await act(() => undoLast());
  expect(kept()).toMatchObject({ status: "draft", plan: null });
  expect(await queueButton("Add to queue: Tue 18:30")).toBeTruthy();
});

test("a slot that another post has is passed over, with the date where the day alone does not say which", async () => {
  await open({}, [postOf("post-2", { plan: planOf("2026-10-13T18:30") })]);
  expect(await queueButton("Add to queue: Tue 20 Oct, 18:30")).toBeTruthy();
});

test("a slot that goes to another post while she looks at it is named anew", async () => {
  await open();
  await queueButton("Add to queue: Tue 18:30");
  bridge.world.posts = [
    ...bridge.world.posts,
    postOf("post-2", { plan: planOf("2026-10-13T18:30") }),
  ];
  act(() => bridge.emit("posts.changed", { ids: ["post-2"] }));
  expect(await queueButton("Add to queue: Tue 20 Oct, 18:30")).toBeTruthy();
});

test("a slot that has gone unnoticed is not taken, nor is another in its place", async () => {
  const user = await open();
  const button = await queueButton("Add to queue: Tue 18:30");
  bridge.world.posts = [
    ...bridge.world.posts,
    postOf("post-2", { plan: planOf("2026-10-13T18:30") }),
  ];
  await user.click(button);
  expect(
    await screen.findByText(/not free any more.* next one is Tue 20 Oct, 18:30 CEST/),
  ).toBeTruthy();
  expect(scheduled()).toEqual([]);
});

test("while a rule stops the post nothing is queued; focus goes to what mends it", async () => {
  const user = await open({ caption: "a".repeat(2201) });
  await user.click(await queueButton(/^Add to queue: Tue/));
  expect(document.activeElement).toBe(screen.getByRole("button", { name: "Edit caption" }));
  expect(scheduled()).toEqual([]);
});

test("without slots it leads to where they are set", async () => {
  bridge.world.slots = {};
  const user = await open();
  await user.click(await queueButton("Add to queue…"));
  expect(window.location.pathname + window.location.hash).toBe("/settings#slots-account-live");
});

test("where no slot is free it says why when it is pressed", async () => {
  bridge.answer("pacing.nextSlot", () => ({
    kind: "none",
    reason: "Every slot of the next 90 days is taken.",
  }));
  const user = await open();
  await user.click(await queueButton("Add to queue…"));
  expect(
    await screen.findByText(/^Every slot of the next 90 days is taken. Choose a time/),
  ).toBeTruthy();
  expect(scheduled()).toEqual([]);
});

test("a missed post can be queued, one in the queue cannot be once more", async () => {
  const past = { plan: planOf("2026-10-07T18:30"), publicationId: "publication-9" };
  const user = await open({ ...past, status: "missed" });
  await user.click(await queueButton("Add to queue: Tue 18:30"));
  await waitFor(() => expect(kept()?.status).toBe("scheduled"));
  expect(screen.queryByRole("button", { name: /Add to queue/ })).toBeNull();
});

test("a slot the clocks skip is told in the word of what was done", async () => {
  vi.setSystemTime(resolveWallTime("2027-03-27T12:00", ZONE).at);
  bridge.world.now = Date.now();
  bridge.world.slots = { "account-live": [{ weekday: 7, time: "02:30" }] };
  const user = await open();
  await user.click(await queueButton("Add to queue: Sun 03:30"));
  await waitFor(() =>
    expect(notices()).toEqual([
      "Scheduled for Sun 28 Mar, 03:30 CEST. The clocks go forward that night: 02:30 does not exist in Berlin. It goes out at 03:30.",
    ]),
  );
});

test("the bar has no faults that axe can find", async () => {
  await open();
  await queueButton("Add to queue: Tue 18:30");
  expect(await axeFaults()).toEqual([]);
});
