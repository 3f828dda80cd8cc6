import Database from "better-sqlite3";
import { expect, test } from "vitest";
import type { PostFormat } from "../../shared/contract/posts.ts";
import { MINUTE, PublishingRun, SECOND } from "../harness/publishing-run.ts";

// A video's bytes take minutes on a slow line. Nothing else of its account waits for them.

const HELD = { kind: "hold", name: "line", acts: true } as const;

/** Jobs that run now, but for uploads: what the test's time waits for. */
function runningBeside(run: PublishingRun): number {
  const db = new Database(run.ports.paths.database, { readonly: true });
  const count = db
    .prepare<[], number>(
      "select count(*) from job where status = 'running' and lane not like 'upload:%'",
    )
    .pluck()
    .get();
  db.close();
  return count ?? 0;
}

/** Time passes while an upload hangs. */
async function passBeside(run: PublishingRun, ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += SECOND) {
    await run.clock.passBy(SECOND);
    await expect.poll(() => runningBeside(run), { interval: 1, timeout: 10_000 }).toBe(0);
  }
}

/** When each post went out by the platform's own word, in ms from `start`. */
function outAt(run: PublishingRun, start: number): Readonly<Record<string, number>> {
  const ledger = run.practice.ledger();
  return Object.fromEntries(
    ledger.flatMap((entry) =>
      entry.kind === "publish" ? [[entry.caption, entry.at - start]] : [],
    ),
  );
}

async function draftWithVideo(run: PublishingRun, format: PostFormat): Promise<string> {
  if (format === "reel") return run.draft("Video", "reel");
  const mediaIds = [await run.picture(), await run.video()];
  const accountId = run.account.id;
  return (await run.ipc.posts.create({ accountId, caption: "Video", mediaIds, format })).id;
}

test.each(["reel", "carousel"] as const)(
  "while the video of a %s is uploaded for two minutes, a picture due in that time goes out on time",
  async (format) => {
    await using run = await PublishingRun.start();
    const start = run.clock.now();
    await run.schedule(await draftWithVideo(run, format), 12 * MINUTE);
    await run.scheduled("Picture", 4 * MINUTE);
    run.faults({ on: "upload", nth: 1, effect: HELD });
    await passBeside(run, 3 * MINUTE);
    await expect.poll(() => run.practice.isHeld("line")).toBe(true);
    await passBeside(run, 2 * MINUTE);
    expect(run.practice.isHeld("line")).toBe(true);
    const { Picture = 0, ...others } = outAt(run, start);
    expect(others).toEqual({});
    expect(Picture - 4 * MINUTE).toBeGreaterThanOrEqual(0);
    expect(Picture - 4 * MINUTE).toBeLessThanOrEqual(2 * SECOND);
    run.practice.release("line");
    await run.clock.advance(10 * MINUTE);
    expect(run.published).toEqual(["Picture", "Video"]);
    const { Video = 0 } = outAt(run, start);
    expect(Video - 12 * MINUTE).toBeLessThanOrEqual(2 * SECOND);
  },
);

test("a video that is late for its upload goes out by itself, and keeps its distance from the picture that did not wait", async () => {
  await using run = await PublishingRun.start();
  const start = run.clock.now();
  run.faults({ on: "upload", nth: 1, effect: HELD });
  await run.scheduled("Video", 2 * MINUTE, "reel");
  await run.scheduled("Picture", 5 * MINUTE);
  await passBeside(run, 6 * MINUTE);
  expect(run.published).toEqual(["Picture"]);
  run.practice.release("line");
  await run.clock.advance(5 * MINUTE);
  expect(run.published).toEqual(["Picture", "Video"]);
  const { Video = 0, Picture = 0 } = outAt(run, start);
  expect(Picture - 5 * MINUTE).toBeLessThanOrEqual(2 * SECOND);
  expect(Video - Picture).toBeGreaterThanOrEqual(2 * MINUTE - SECOND);
});

test("an app that ended while a video was uploaded goes on with it at the next start, once", async () => {
  await using run = await PublishingRun.start();
  run.faults({ on: "upload", nth: 1, effect: HELD });
  const publicationId = await run.scheduled("Video", 2 * MINUTE, "reel");
  await passBeside(run, MINUTE);
  await expect.poll(() => run.practice.isHeld("line")).toBe(true);
  await run.quit();
  run.practice.release("line");
  await run.open();
  await run.clock.advance(4 * MINUTE);
  expect((await run.publication(publicationId)).state).toBe("published");
  expect(run.published).toEqual(["Video"]);
});

test("a post that is taken back while its video is uploaded does not go out, and goes out once when it is scheduled again", async () => {
  await using run = await PublishingRun.start();
  run.faults({ on: "upload", nth: 1, effect: HELD });
  const postId = await run.draft("Video", "reel");
  await run.schedule(postId, 5 * MINUTE);
  await passBeside(run, MINUTE);
  await expect.poll(() => run.practice.isHeld("line")).toBe(true);
  await run.ipc.publishing.unschedule({ postId });
  await run.schedule(postId, 20 * MINUTE);
  run.practice.release("line");
  await run.clock.advance(15 * MINUTE);
  expect(run.published).toEqual([]);
  await run.clock.advance(10 * MINUTE);
  expect(run.published).toEqual(["Video"]);
});
