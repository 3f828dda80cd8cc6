// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ComposerScreen } from "../../renderer/features/composer/composer-screen.tsx";
import { resetDrafts } from "../../renderer/features/composer/use-draft.ts";
import { useNotices } from "../../renderer/lib/notices.ts";
import { ShownAccountProvider } from "../../renderer/lib/shown-account.tsx";
import { resetUndo, undoLast } from "../../renderer/lib/undo.ts";
import { PLAIN_OPTIONS } from "../../shared/contract/post-defaults.ts";
import type { Post } from "../../shared/contract/posts.ts";
import { AppError } from "../../shared/result.ts";
import { FakeBridge } from "./preview/fake-bridge.ts";
import { STORY_NOW } from "./preview/story.ts";
import { liveAccount, mediaOf, newWorld } from "./preview/world.ts";

let bridge: FakeBridge;
const plan = {
  wallTime: "2026-10-13T18:30",
  zone: "Europe/Berlin",
  at: Date.UTC(2026, 9, 13, 16, 30),
};

beforeEach(() => {
  vi.useFakeTimers({ now: STORY_NOW, toFake: ["Date"] });
  const world = newWorld(STORY_NOW);
  world.accounts = [liveAccount(STORY_NOW)];
  world.media = [{ ...mediaOf("shelf-vase.0", "shelf.jpg", STORY_NOW), width: 1200, height: 1500 }];
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

/** Shows the composer for a described picture with a caption, changed as given. */
async function open(patch: Partial<Post> = {}) {
  const post: Post = {
    id: "post-1",
    accountId: "account-live",
    title: "Five shelves",
    caption: "Five shelves",
    media: [
      {
        mediaId: "shelf-vase.0",
        altText: "A vase.",
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
    createdAt: STORY_NOW,
    updatedAt: STORY_NOW,
    ...patch,
  };
  bridge.world.posts = [post];
  const user = userEvent.setup({ delay: null });
  render(
    <ShownAccountProvider account={liveAccount(STORY_NOW)}>
      <ComposerScreen postId="post-1" />
    </ShownAccountProvider>,
  );
  const caption = await screen.findByLabelText<HTMLTextAreaElement>("Caption");
  await screen
    .findByText("1200 × 1500, JPEG, 520 KB")
    .catch(() => screen.findByText(/1200 × 1500/));
  return { user, caption };
}

const kept = () => bridge.world.posts.find((post) => post.id === "post-1");
const calls = (route: string) =>
  bridge.calls.filter((call) => call.route === route).map((call) => call.input);
const button = (name: string | RegExp) => screen.getByRole("button", { name });
const notices = () => useNotices.getState().items.map((notice) => notice.message);
const picker = () => screen.findByRole("dialog", { name: "When it goes out" });

async function chooseTime(day: string, time: string) {
  const dialog = within(await picker());
  fireEvent.change(dialog.getByLabelText("Day"), { target: { value: day } });
  fireEvent.change(dialog.getByLabelText("Time"), { target: { value: time } });
  return dialog;
}

test("the button names the moment, and pressing it schedules exactly that after the last words are saved", async () => {
  const { user, caption } = await open({ plan });
  await user.type(caption, "!");
  await user.click(button("Schedule for Tue 13 Oct, 18:30 CEST"));
  await waitFor(() => expect(kept()?.status).toBe("scheduled"));
  const order = bridge.calls
    .map((call) => call.route)
    .filter((route) => /save|schedule/.test(route));
  expect(order).toEqual(["posts.save", "publishing.schedule"]);
  expect(kept()?.caption).toBe("Five shelves!");
  expect(calls("publishing.schedule")).toEqual([
    { postId: "post-1", wallTime: "2026-10-13T18:30", zone: "Europe/Berlin" },
  ]);
  expect(notices()).toEqual(["Scheduled for Tue 13 Oct, 18:30 CEST"]);
  await act(() => undoLast());
  expect(kept()?.status).toBe("draft");
});

test("words that cannot be saved keep the post from being scheduled, and it says so", async () => {
  const { user, caption } = await open({ plan });
  bridge.answer("posts.save", () => {
    throw new AppError("disk-full", "The disk is full.");
  });
  fireEvent.change(caption, { target: { value: "Newer words" } });
  await user.click(button(/^Schedule for/));
  expect(await screen.findByText(/last words are not saved yet/)).toBeTruthy();
  expect(calls("publishing.schedule")).toEqual([]);
});

test.each(["{Control>}{Enter}{/Control}", "{Meta>}{Enter}{/Meta}"])(
  "%s schedules from the caption",
  async (keys) => {
    const { user, caption } = await open({ plan });
    await user.click(caption);
    await user.keyboard(keys);
    await waitFor(() => expect(kept()?.status).toBe("scheduled"));
    expect(kept()?.caption).toBe("Five shelves");
  },
);

test("while a rule stops the post nothing is scheduled; focus goes to what mends it", async () => {
  const { user } = await open({ plan, caption: "a".repeat(2201) });
  await user.click(button(/^Schedule for/));
  expect(document.activeElement).toBe(button("Edit caption"));
  await user.click(button("Publish now…"));
  expect(screen.queryByRole("alertdialog")).toBeNull();
  expect(calls("publishing.schedule")).toEqual([]);
});

test("without a time, scheduling asks for one; what is set is kept as the draft's plan", async () => {
  const { user } = await open();
  expect(screen.getByText("No time yet")).toBeTruthy();
  await user.click(button("Schedule…"));
  const dialog = await chooseTime("2026-10-13", "18:30");
  await user.click(dialog.getByRole("button", { name: "Set Tue 13 Oct, 18:30 CEST" }));
  await waitFor(() => expect(kept()?.plan).toEqual(plan));
  expect(calls("publishing.schedule")).toEqual([]);
  expect(
    await screen.findByRole("button", { name: "Schedule for Tue 13 Oct, 18:30 CEST" }),
  ).toBeTruthy();
  expect(screen.getByText("In 5 days 4 hours")).toBeTruthy();
});

test("Enter in the time field takes the time", async () => {
  const { user } = await open({ plan });
  await user.click(button("Change"));
  const dialog = await chooseTime("2026-10-14", "09:15");
  await user.type(dialog.getByLabelText("Time"), "{Enter}");
  await waitFor(() => expect(kept()?.plan?.wallTime).toBe("2026-10-14T09:15"));
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
});

test("a draft's time can be taken away", async () => {
  const { user } = await open({ plan });
  await user.click(button("Change"));
  await user.click(within(await picker()).getByRole("button", { name: "No time" }));
  await waitFor(() => expect(kept()?.plan).toBeNull());
});

test("the computer's own clock stands beside the account's where they differ", async () => {
  await open({ plan });
  expect(screen.getByText("Berlin time · 16:30 UTC on this computer")).toBeTruthy();
});

test("a time the clocks skip is told before it is set, and in the word of what was done", async () => {
  const { user } = await open({ plan });
  await user.click(button("Change"));
  const dialog = await chooseTime("2027-03-28", "02:30");
  const words =
    "The clocks go forward that night: 02:30 does not exist in Berlin. It goes out at 03:30.";
  expect(dialog.getByText(words)).toBeTruthy();
  await user.click(dialog.getByRole("button", { name: "Set Sun 28 Mar 2027, 03:30 CEST" }));
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  await user.click(
    await screen.findByRole("button", { name: "Schedule for Sun 28 Mar 2027, 03:30 CEST" }),
  );
  await waitFor(() =>
    expect(notices()).toEqual([`Scheduled for Sun 28 Mar 2027, 03:30 CEST. ${words}`]),
  );
});

test("a time that comes twice is told, and stays told beside the plan", async () => {
  await open({
    plan: { wallTime: "2026-10-25T02:30", zone: "Europe/Berlin", at: Date.UTC(2026, 9, 25, 0, 30) },
  });
  expect(
    screen.getByText(/02:30 comes twice in Berlin. It goes out the first time \(CEST\)/),
  ).toBeTruthy();
});

test("a time that has passed cannot be set", async () => {
  const { user } = await open({ plan });
  await user.click(button("Change"));
  const dialog = await chooseTime("2026-10-08", "10:00");
  expect(dialog.getByText("That time has passed. Choose a later one.")).toBeTruthy();
  fireEvent.submit(dialog.getByLabelText("Time"));
  expect(calls("publishing.plan")).toEqual([]);
});

test("a scheduled post moves, and goes back to a draft; both can be taken back", async () => {
  const { user } = await open({ plan, status: "scheduled", publicationId: "publication-1" });
  await user.click(button("Move to…"));
  const dialog = await chooseTime("2026-10-14", "10:00");
  await user.click(dialog.getByRole("button", { name: "Move to Wed 14 Oct, 10:00 CEST" }));
  await waitFor(() => expect(kept()?.plan?.wallTime).toBe("2026-10-14T10:00"));
  expect(notices()).toEqual(["Moved to Wed 14 Oct, 10:00 CEST"]);
  await act(() => undoLast());
  expect(kept()?.plan?.wallTime).toBe("2026-10-13T18:30");
  await user.click(button("Back to draft"));
  await waitFor(() => expect(kept()?.status).toBe("draft"));
  await act(() => undoLast());
  expect(kept()).toMatchObject({ status: "scheduled", plan });
});

test("publishing at once is asked about first, naming the account, and leads to the Outbox", async () => {
  const { user } = await open();
  await user.click(button("Publish now…"));
  const question = await screen.findByRole("alertdialog", { name: "Publish it now?" });
  expect(question.textContent).toContain("@defeah.home (live account)");
  expect(calls("publishing.publishNow")).toEqual([]);
  await user.click(within(question).getByRole("button", { name: "Publish now" }));
  await waitFor(() => expect(window.location.pathname).toMatch(/^\/outbox\/publication-/));
});

test("a refusal of the main process is shown in its words", async () => {
  const { user } = await open({ plan });
  bridge.answer("publishing.schedule", () => {
    throw new AppError("invalid-input", "Another post goes out at that minute.");
  });
  await user.click(button(/^Schedule for/));
  expect(await screen.findByText("Another post goes out at that minute.")).toBeTruthy();
  expect(kept()?.status).toBe("draft");
});

test("a published post is a fact: read-only, with its receipt and a way to copy it", async () => {
  const { user, caption } = await open({
    plan,
    status: "published",
    publicationId: "publication-9",
  });
  expect(caption.readOnly).toBe(true);
  expect(screen.getByLabelText<HTMLTextAreaElement>("Alt text").readOnly).toBe(true);
  expect(
    screen.queryByRole("button", { name: /^Crop|Replace|Remove|Schedule|Publish now/ }),
  ).toBeNull();
  await user.click(button("See the receipt"));
  expect(window.location.pathname).toBe("/outbox/publication-9");
  await user.click(button("Duplicate"));
  await waitFor(() => expect(bridge.world.posts).toHaveLength(2));
  expect(window.location.pathname).toMatch(/^\/composer\/post-\d+$/);
});

test("a failed post says where the reason is, and can be scheduled again", async () => {
  const past = {
    wallTime: "2026-10-07T18:30",
    zone: "Europe/Berlin",
    at: Date.UTC(2026, 9, 7, 16, 30),
  };
  const { user } = await open({ plan: past, status: "failed", publicationId: "publication-9" });
  expect(screen.getByText(/did not go out/)).toBeTruthy();
  await user.click(button("Schedule…"));
  const dialog = await chooseTime("2026-10-13", "18:30");
  await user.click(dialog.getByRole("button", { name: "Set Tue 13 Oct, 18:30 CEST" }));
  await user.click(
    await screen.findByRole("button", { name: "Schedule for Tue 13 Oct, 18:30 CEST" }),
  );
  await waitFor(() => expect(kept()?.status).toBe("scheduled"));
});

test("a time that breaks the account's pace is pointed out, and the post is scheduled all the same", async () => {
  bridge.answer("pacing.around", () => ({
    pacing: { leastGapMinutes: 60, jitterMinutes: 0, quiet: null, dailyCap: 0 },
    zone: "Europe/Berlin",
    others: [plan.at - 20 * 60_000],
    limit: { total: 50, durationMs: 86_400_000 },
  }));
  const said =
    "Another post of this account goes out at 18:10, 20 minutes before it. Its pace is 60 minutes between posts.";
  bridge.answer("publishing.schedule", () => ({
    plan,
    publicationId: "publication-1",
    shift: "none",
    warnings: [said],
  }));
  const { user } = await open({ plan });
  const line = (await screen.findByText(said)).closest("li");
  expect(line?.dataset["check"]).toBe("pacing");
  expect(within(line as HTMLElement).getByRole("button", { name: "Choose a time" })).toBeTruthy();
  expect(screen.getByText("Nothing keeps this post from being scheduled.")).toBeTruthy();
  await user.click(button("Schedule for Tue 13 Oct, 18:30 CEST"));
  await waitFor(() => expect(notices()).toEqual([`Scheduled for Tue 13 Oct, 18:30 CEST. ${said}`]));
  expect(calls("pacing.around")).toContainEqual({
    accountId: "account-live",
    postId: "post-1",
    at: plan.at,
  });
});
