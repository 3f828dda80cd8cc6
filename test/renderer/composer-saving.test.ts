import * as fc from "fast-check";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import {
  DraftSaver,
  SAVE_AFTER_MS,
  SAVE_AT_LATEST_MS,
  type LocalDraft,
  type Patch,
} from "../../renderer/features/composer/draft-saver.ts";
import { mergeDraft } from "../../renderer/features/composer/use-draft.ts";
import { PLAIN_OPTIONS } from "../../shared/contract/post-defaults.ts";
import type { Post } from "../../shared/contract/posts.ts";
import { AppError } from "../../shared/result.ts";

const post: Post = {
  id: "post-1",
  accountId: "account-1",
  title: "",
  caption: "",
  format: "image",
  media: [],
  options: PLAIN_OPTIONS,
  plan: null,
  status: "draft",
  publicationId: null,
  version: 1,
  createdAt: 0,
  updatedAt: 0,
};
const offline = new AppError("internal", "The disk did not answer.");

/** A main process that keeps one post, answers after `delayMs`, and fails as long as `failing` says. */
function startSaver(options: { delayMs?: number; failing?: () => unknown } = {}) {
  const state = {
    kept: post,
    underWay: 0,
    mostUnderWay: 0,
    arrived: [] as { at: number; patch: Patch }[],
  };
  const reports: LocalDraft[] = [];
  const saver = new DraftSaver({
    report: (draft) => reports.push(draft),
    save: async (patch) => {
      state.underWay += 1;
      state.mostUnderWay = Math.max(state.mostUnderWay, state.underWay);
      state.arrived.push({ at: Date.now(), patch });
      await new Promise((resolve) => setTimeout(resolve, options.delayMs ?? 2));
      state.underWay -= 1;
      const failure = options.failing?.();
      if (failure) throw failure;
      state.kept = { ...state.kept, ...(patch as Partial<Post>), version: state.kept.version + 1 };
      return state.kept;
    },
  });
  return { saver, state, last: () => reports.at(-1) };
}

beforeEach(() => vi.useFakeTimers({ now: 1_000_000 }));
afterEach(() => vi.useRealTimers());

test("a keystroke is saved a quarter of a second after it", async () => {
  const { saver, state, last } = startSaver();
  saver.edit({ caption: "a" });
  await vi.advanceTimersByTimeAsync(SAVE_AFTER_MS - 1);
  expect(state.arrived).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(state.arrived).toEqual([{ at: 1_000_250, patch: { caption: "a" } }]);
  await vi.advanceTimersByTimeAsync(10);
  expect(last()).toMatchObject({
    unsaved: {},
    savedAt: 1_000_252,
    failure: null,
    unsavedSince: null,
  });
});

test("someone who never pauses is saved every half second, so that a crash takes less than a second", async () => {
  const { saver, state } = startSaver();
  let text = "";
  for (let key = 0; key < 200; key++) {
    text += "x";
    saver.edit({ caption: text });
    await vi.advanceTimersByTimeAsync(50);
    const saved = state.kept.caption.length;
    expect((text.length - saved) * 50).toBeLessThanOrEqual(SAVE_AT_LATEST_MS + 50);
  }
  expect(state.arrived.length).toBeGreaterThan(15);
});

test("one save is under way at a time, and the last words win however slow the main process is", async () => {
  const { saver, state } = startSaver({ delayMs: 2000 });
  for (const caption of ["o", "on", "one"]) {
    saver.edit({ caption });
    await vi.advanceTimersByTimeAsync(600);
  }
  await vi.advanceTimersByTimeAsync(10_000);
  expect(state.mostUnderWay).toBe(1);
  expect(state.arrived.map(({ patch }) => patch.caption)).toEqual(["o", "one"]);
  expect(state.kept.caption).toBe("one");
});

test("a save that fails is told, tried again, and carries what was typed since", async () => {
  let isFailing = true;
  const { saver, state, last } = startSaver({ failing: () => isFailing && offline });
  saver.edit({ caption: "first", accountId: "account-2" });
  await vi.advanceTimersByTimeAsync(300);
  expect(last()).toMatchObject({
    unsaved: { caption: "first", accountId: "account-2" },
    failure: { message: "The disk did not answer.", willRetry: true },
    unsavedSince: 1_000_000,
  });
  saver.edit({ caption: "second" });
  isFailing = false;
  await vi.advanceTimersByTimeAsync(300);
  expect(state.kept).toMatchObject({ caption: "second", accountId: "account-2" });
  expect(last()).toMatchObject({ unsaved: {}, failure: null });
});

test("without another keystroke it is tried again after one, two, four seconds and then every ten", async () => {
  const { saver, state } = startSaver({ delayMs: 0, failing: () => offline });
  saver.edit({ caption: "a" });
  await vi.advanceTimersByTimeAsync(40_000);
  const starts = state.arrived.map(({ at }) => at);
  expect(
    starts.slice(1).map((at, index) => Math.round((at - (starts[index] ?? 0)) / 1000)),
  ).toEqual([1, 2, 4, 8, 10, 10]);
});

test("a post that is being published refuses, the words stay, and nothing hammers on", async () => {
  const conflict = new AppError("conflict", "This post is being published.");
  const { saver, state, last } = startSaver({ failing: () => conflict });
  saver.edit({ caption: "too late" });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(state.arrived).toHaveLength(1);
  expect(last()).toMatchObject({
    unsaved: { caption: "too late" },
    failure: { message: "This post is being published.", willRetry: false },
  });
  saver.discard();
  expect(last()).toMatchObject({ unsaved: {}, failure: null });
});

test("turning away saves at once and waits for what is under way", async () => {
  const { saver, state } = startSaver({ delayMs: 100 });
  saver.edit({ caption: "a" });
  await vi.advanceTimersByTimeAsync(260);
  saver.edit({ caption: "ab" });
  const flushed = saver.flush();
  await vi.advanceTimersByTimeAsync(200);
  expect(await flushed).toBe(true);
  expect(state.kept.caption).toBe("ab");
});

test("a flush that fails says so, and with nothing unsaved there is nothing to send", async () => {
  const { saver, state } = startSaver({ failing: () => offline });
  expect(await saver.flush()).toBe(true);
  saver.edit({ caption: "a" });
  const flushed = saver.flush();
  await vi.advanceTimersByTimeAsync(10);
  expect(await flushed).toBe(false);
  expect(state.arrived).toHaveLength(1);
  saver.end();
});

test("whatever is typed and whatever fails, the newest words arrive, once each, in order", async () => {
  const step = fc.record({
    pauseMs: fc.integer({ min: 0, max: 1500 }),
    delayMs: fc.integer({ min: 0, max: 900 }),
    fails: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
      let now = { delayMs: 0, fails: false };
      const options = {
        get delayMs() {
          return now.delayMs;
        },
        failing: () => now.fails && offline,
      };
      const { saver, state, last } = startSaver(options);
      for (const [index, next] of steps.entries()) {
        now = next;
        saver.edit({ caption: String(index) });
        await vi.advanceTimersByTimeAsync(next.pauseMs);
      }
      now = { delayMs: 0, fails: false };
      await vi.advanceTimersByTimeAsync(30_000);
      const arrived = state.arrived.map(({ patch }) => Number(patch.caption));
      expect(arrived).toEqual(arrived.toSorted((a, b) => a - b));
      expect(state.mostUnderWay).toBe(1);
      expect(state.kept.caption).toBe(String(steps.length - 1));
      expect(last()?.unsaved).toEqual({});
    }),
    { numRuns: 60 },
  );
});

test("what she sees is her own words, then the last reply, until the read has caught up", () => {
  const local: LocalDraft = {
    unsaved: { caption: "typed" },
    confirmed: { ...post, version: 5, caption: "confirmed", accountId: "account-2" },
    savedAt: 1,
    unsavedSince: 1,
    failure: null,
  };
  const shown = (read: Post, draft: LocalDraft | undefined) => mergeDraft(read, draft).caption;
  expect(shown({ ...post, caption: "read" }, undefined)).toBe("read");
  expect(shown({ ...post, caption: "late", version: 4 }, local)).toBe("typed");
  expect(shown({ ...post, caption: "late", version: 4 }, { ...local, unsaved: {} })).toBe(
    "confirmed",
  );
  expect(shown({ ...post, caption: "newer", version: 6 }, { ...local, unsaved: {} })).toBe("newer");
  expect(mergeDraft({ ...post, status: "scheduled" }, local)).toMatchObject({
    status: "scheduled",
    accountId: "account-2",
  });
});

test("words let go while they are being saved do not come back when that save fails", async () => {
  const { saver, state, last } = startSaver({ delayMs: 100, failing: () => offline });
  saver.edit({ caption: "Let go" });
  await vi.advanceTimersByTimeAsync(SAVE_AFTER_MS + 50);
  saver.discard();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(state.arrived).toHaveLength(1);
  expect(last()).toMatchObject({ unsaved: {}, unsavedSince: null, failure: null });
});

test("once ended, a save that fails is not tried again, and nothing more is told", async () => {
  const { saver, state, last } = startSaver({ delayMs: 100, failing: () => offline });
  saver.edit({ caption: "Cut short" });
  await vi.advanceTimersByTimeAsync(SAVE_AFTER_MS + 50);
  saver.end();
  const told = last();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(state.arrived).toHaveLength(1);
  expect(last()).toBe(told);
});
