import { globSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { MINUTE, PublishingRun, SECOND } from "../harness/publishing-run.ts";

const DUE = 10 * MINUTE;

/** A carousel of two pictures in the queue. */
function queued(run: PublishingRun): Promise<string> {
  return run.scheduled("Green sofa", DUE, "carousel");
}

function parents(run: PublishingRun): number {
  return run.practice
    .ledger()
    .filter((entry) => entry.kind === "container" && entry.format === "carousel").length;
}

test("an item whose processing fails is made anew, alone, and its parent waits for it", async () => {
  await using run = await PublishingRun.start();
  const id = await queued(run);
  run.faults({ on: "create", nth: 2, effect: { kind: "failed-processing", code: 2207082 } });
  await run.clock.advance(DUE + MINUTE);
  expect(run.published).toEqual(["Green sofa"]);
  expect(run.containers).toBe(4);
  expect(await run.history(id)).toContain("read-container:refused");
});

test("an item that is made in vain four times fails the post, with what to do", async () => {
  await using run = await PublishingRun.start();
  const id = await queued(run);
  run.faults({
    on: "create",
    nth: { from: 2 },
    effect: { kind: "failed-processing", code: 2207082 },
  });
  await run.clock.advance(DUE + 10 * MINUTE);
  expect(run.published).toEqual([]);
  expect(run.containers).toBe(5);
  expect(await run.publication(id)).toMatchObject({
    state: "failed",
    problem: { button: "edit", what: expect.stringContaining("could not process") },
  });
});

test("an item that is hers to mend fails the post at once", async () => {
  await using run = await PublishingRun.start();
  const id = await queued(run);
  run.faults({ on: "create", nth: 1, effect: { kind: "failed-processing", code: 2207026 } });
  await run.clock.advance(DUE + MINUTE);
  expect(run.containers).toBe(2);
  expect(await run.publication(id)).toMatchObject({ state: "failed" });
});

test("a parent that fails is made anew with its items", async () => {
  await using run = await PublishingRun.start();
  await queued(run);
  run.faults({ on: "create", nth: 3, effect: { kind: "failed-processing", code: 2207082 } });
  await run.clock.advance(DUE + 2 * MINUTE);
  expect(run.published).toEqual(["Green sofa"]);
  expect(parents(run)).toBe(2);
});

const GONE = { kind: "error", acts: false, code: 24, subcode: 2207008 } as const;

test("where the parent's request says again and again that its items are gone, they are made anew", async () => {
  await using run = await PublishingRun.start();
  await queued(run);
  run.faults({ on: "create", nth: { from: 3, to: 5 }, effect: GONE });
  await run.clock.advance(DUE + 3 * MINUTE);
  expect(run.published).toEqual(["Green sofa"]);
  expect(run.containers).toBe(5);
});

test("an item that cannot be found again and again is made anew, alone", async () => {
  await using run = await PublishingRun.start();
  await queued(run);
  run.faults({ on: "read-container", nth: { from: 1, to: 3 }, effect: GONE });
  await run.clock.advance(DUE + 3 * MINUTE);
  expect(run.published).toEqual(["Green sofa"]);
  expect(run.containers).toBe(4);
});

test("items that are slow are waited for, without another container", async () => {
  await using run = await PublishingRun.start();
  await queued(run);
  run.faults({ on: "create", nth: 1, effect: { kind: "slow-processing", ms: 3 * MINUTE } });
  await run.clock.advance(DUE + 6 * MINUTE);
  expect(run.published).toEqual(["Green sofa"]);
  expect(run.containers).toBe(3);
});

test("an edit once containers exist drops them all: what goes out is the new words and order", async () => {
  await using run = await PublishingRun.start();
  const id = await queued(run);
  run.faults({
    on: "create",
    nth: { from: 1, to: 2 },
    effect: { kind: "slow-processing", ms: 3 * MINUTE },
  });
  await run.clock.advance(DUE - 100 * SECOND);
  expect(run.containers).toBe(2);
  const { postId } = await run.publication(id);
  const { media } = await run.ipc.posts.get({ id: postId });
  const patch = { caption: "Red sofa", media: media.toReversed() };
  await run.ipc.posts.save({ id: postId, patch });
  run.faults();
  await run.clock.advance(5 * MINUTE);
  expect(run.published).toEqual(["Red sofa"]);
  expect(run.containers).toBe(5);
});

test("paused between two items, nothing more is made until she goes on", async () => {
  await using run = await PublishingRun.start();
  const id = await queued(run);
  run.faults({ on: "create", nth: { from: 2 }, effect: { kind: "server-error", acts: false } });
  await run.clock.advance(DUE - 115 * SECOND);
  expect(run.containers).toBe(1);
  await run.ipc.publishing.setPaused({ paused: true });
  run.faults();
  await run.clock.advance(DUE);
  expect(run.containers).toBe(1);
  expect(await run.publication(id)).toMatchObject({ waitReason: "paused" });
  await run.ipc.publishing.setPaused({ paused: false });
  await run.clock.advance(2 * MINUTE);
  expect(run.published).toEqual(["Green sofa"]);
  expect(run.containers).toBe(3);
});

test("a prepared picture that is gone from the disk when it is to be sent is made again", async () => {
  let renderings = 0;
  let removed = 0;
  const onRendered = () => void (renderings++ === 0 && (removed = removeNew()));
  let removeNew = () => 0;
  await using run = await PublishingRun.start({
    ports: { checkpoint: (step) => void (step === "publish.rendered" && onRendered()) },
  });
  const postId = await run.draft("Green sofa", "carousel");
  const { media } = await run.ipc.posts.get({ id: postId });
  const crop = { aspect: "1:1", x: 0.5, y: 0.5 } as const;
  await run.ipc.posts.save({
    id: postId,
    patch: { media: media.map((item) => ({ ...item, crop })) },
  });
  const kept = new Set(pictureFiles(run));
  removeNew = () => {
    const made = pictureFiles(run).filter((file) => !kept.has(file));
    for (const file of made) rmSync(file);
    return made.length;
  };
  const id = await run.schedule(postId);
  await run.clock.advance(DUE + MINUTE);
  expect(removed).toBe(2);
  expect(renderings).toBe(2);
  expect(run.published).toEqual(["Green sofa"]);
  expect(await run.history(id)).toContain("read-file:refused");
});

function pictureFiles({ ports }: PublishingRun): string[] {
  return globSync(join(ports.paths.mediaFolder, "**/*.jpg"));
}
