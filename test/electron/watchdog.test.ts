import Database from "better-sqlite3";
import { expect, test } from "vitest";
import { createApp } from "../../electron/app.ts";
import { openReadOnly } from "../../electron/db/read-only.ts";
import type { Alarm, FromWatch } from "../../electron/watch/messages.ts";
import { WATCH_TIMES } from "../../electron/watch/times.ts";
import { Watch } from "../../electron/watch/watch.ts";
import type { FakeClock } from "../fakes/clock.ts";
import type { FakePorts } from "../fakes/ports.ts";
import { HOUR, MINUTE, PublishingRun, SECOND } from "../harness/publishing-run.ts";

/** What she is promised. */
const PROMISE_MS = MINUTE;

async function watchedRun(): Promise<PublishingRun> {
  const run = await PublishingRun.start();
  run.ports.given.isWatched = true;
  return run;
}

/** The app on this run's folder, with calls to the platform that match never answered: its publisher stands still there for good. */
async function startFrozen(run: PublishingRun, isHung: (method: string, path: string) => boolean) {
  await run.quit();
  const never = new Promise<Response>(() => {});
  const fetch: typeof globalThis.fetch = (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    return isHung(init?.method ?? "GET", url.pathname) ? never : run.ports.fetch(input, init);
  };
  // Longer than the test: no timeout comes to the publisher's help.
  const timing = { publishTimeoutMs: HOUR, readTimeoutMs: HOUR, retryDelaysMs: [] };
  const app = createApp({ ...run.ports, fetch }, timing);
  await app.start();
  const stop = async () => {
    const stopped = app.stop();
    // What hangs is left behind after its bound.
    await run.clock.advance(MINUTE);
    await stopped;
  };
  return { [Symbol.asyncDispose]: stop };
}

function isRed({ recorded }: FakePorts): boolean {
  return recorded.trays.at(-1)?.state === "attention";
}

/** Lets time pass second by second until it is so; how long it took after `from`, epoch ms. */
async function secondsUntil(clock: FakeClock, isSo: () => boolean, from: number): Promise<number> {
  const end = clock.now() + HOUR;
  while (!isSo() && clock.now() < end) {
    await clock.advance(SECOND);
    // Real sockets answer in between.
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return (clock.now() - from) / SECOND;
}

test.each([
  ["before its first call", () => true],
  [
    "over making the container",
    (method: string, path: string) => method === "POST" && path.endsWith("/media"),
  ],
  ["over the picture's upload", (method: string) => method === "PUT"],
])(
  "a publisher that stands still %s: red and told within a minute of the due time",
  async (where, isHung) => {
    await using run = await watchedRun();
    const id = await run.scheduled("Green sofa", 10 * MINUTE);
    const { dueAt } = await run.receipt(id);
    await using _ = await startFrozen(run, isHung);
    await run.clock.advance(dueAt - run.clock.now());
    expect(isRed(run.ports)).toBe(false);
    const seconds = await secondsUntil(run.clock, () => isRed(run.ports), dueAt);
    console.log(`alarm ${seconds} s after the due time: publisher standing still ${where}`);
    expect(seconds * SECOND).toBeLessThanOrEqual(PROMISE_MS);
    expect(run.ports.recorded.trays.at(-1)).toMatchObject({
      tooltip: "A post is due and does not move",
      attention: [{ label: "Green sofa: due, and not moving", route: `/outbox/${id}` }],
    });
    expect(run.ports.recorded.notes).toContainEqual(
      expect.objectContaining({ title: "Due, and not moving", route: `/outbox/${id}` }),
    );
    await run.clock.advance(5 * MINUTE);
    expect(
      run.ports.recorded.notes.filter(({ title }) => title === "Due, and not moving"),
    ).toHaveLength(1);
  },
);

test("a post whose job is lost is noticed, and the tray is calm again once it moves", async () => {
  await using run = await watchedRun();
  const id = await run.scheduled("Green sofa", 10 * MINUTE);
  const { dueAt } = await run.receipt(id);
  await run.quit();
  await run.open();
  const db = new Database(run.ports.paths.database);
  db.exec("update job set status = 'done'");
  await run.clock.advance(dueAt - run.clock.now());
  const seconds = await secondsUntil(run.clock, () => isRed(run.ports), dueAt);
  expect(seconds * SECOND).toBeLessThanOrEqual(PROMISE_MS);
  expect(run.published).toEqual([]);
  db.exec("update job set status = 'waiting', run_at = 0");
  db.close();
  run.ports.fire.resume();
  await run.clock.advance(3 * MINUTE);
  expect(run.published).toEqual(["Green sofa"]);
  expect(isRed(run.ports)).toBe(false);
});

test("what is accounted for raises no alarm: on time, paused, offline, slept over, eight at once, limited", async () => {
  await using run = await watchedRun();
  await run.quit();
  await run.open();
  const alarms = () => run.ports.recorded.logs.filter(({ event }) => event === "watch.overdue");
  const calm = async (what: string, ms: number) => {
    await run.clock.advance(ms);
    expect(alarms(), what).toEqual([]);
  };
  await run.scheduled("On time", 2 * MINUTE);
  await calm("on time", 5 * MINUTE);
  await run.scheduled("Paused", 2 * MINUTE);
  await run.ipc.publishing.setPaused({ paused: true });
  await calm("paused", 10 * MINUTE);
  await run.ipc.publishing.setPaused({ paused: false });
  await calm("resumed", 5 * MINUTE);
  await run.scheduled("Offline", 2 * MINUTE);
  run.isOffline = true;
  await calm("offline", 8 * MINUTE);
  run.isOffline = false;
  await calm("online again", 5 * MINUTE);
  await run.scheduled("Slept over", 10 * MINUTE);
  run.clock.sleep(40 * MINUTE);
  run.ports.fire.resume();
  await calm("slept over", 4 * MINUTE);
  for (let n = 0; n < 8; n++) await run.scheduled(`Together ${n}`, 5 * MINUTE);
  await calm("eight at once", 10 * MINUTE);
  expect(run.published).toHaveLength(12);
  run.faults({
    on: "create",
    nth: 1,
    effect: { kind: "error", acts: false, code: 4, status: 400 },
  });
  await run.scheduled("Limited", 2 * MINUTE);
  await calm("limited", 8 * MINUTE);
}, 120_000);

/** The watch alone, with a main that answers or not. */
function watchAlone(run: PublishingRun, isThere: () => boolean) {
  const alarms: Alarm[] = [];
  const said: FromWatch[] = [];
  const watch: Watch = new Watch({
    clock: run.clock,
    times: WATCH_TIMES,
    open: () => openReadOnly(run.ports.paths.database),
    post: (message) => {
      said.push(message);
      if (message.kind === "are-you-there" && isThere())
        queueMicrotask(() => watch.hear({ kind: "here" }));
    },
    alarm: (alarm) => alarms.push(alarm),
  });
  watch.start();
  return { alarms, said, watch };
}

test("a main process that hangs is noticed within a minute, once, and again when it hangs again", async () => {
  await using run = await PublishingRun.start();
  let isThere = true;
  const { alarms, watch } = watchAlone(run, () => isThere);
  await run.clock.advance(10 * MINUTE);
  expect(alarms).toEqual([]);
  isThere = false;
  const hungAt = run.clock.now();
  const seconds = await secondsUntil(run.clock, () => alarms.length > 0, hungAt);
  console.log(`alarm ${seconds} s after main began to hang`);
  expect(seconds * SECOND).toBeLessThanOrEqual(PROMISE_MS);
  await run.clock.advance(10 * MINUTE);
  expect(alarms).toHaveLength(1);
  isThere = true;
  watch.hear({ kind: "here" });
  await run.clock.advance(10 * MINUTE);
  isThere = false;
  await run.clock.advance(2 * MINUTE);
  expect(alarms).toHaveLength(2);
  watch.stop();
});

test("a night's sleep is not taken for a hang, nor the posts of the night for overdue", async () => {
  await using run = await PublishingRun.start();
  await run.scheduled("Green sofa", 10 * MINUTE);
  await run.quit();
  const { alarms, said, watch } = watchAlone(run, () => false);
  run.clock.sleep(8 * HOUR);
  await run.clock.advance(13 * SECOND);
  expect(alarms).toEqual([]);
  expect(said.filter(({ kind }) => kind === "overdue")).toEqual([]);
  await run.clock.advance(MINUTE);
  expect(said).toContainEqual({ kind: "overdue", ids: [expect.any(String)] });
  watch.stop();
});

test("a database that cannot be read is said once, and looked at again", async () => {
  await using run = await PublishingRun.start();
  const said: FromWatch[] = [];
  let isThere = false;
  const watch = new Watch({
    clock: run.clock,
    times: WATCH_TIMES,
    open: () => {
      if (!isThere) throw new Error("database is locked");
      return openReadOnly(run.ports.paths.database);
    },
    post: (message) => void said.push(message),
    alarm: () => {},
  });
  watch.start();
  await run.clock.advance(5 * MINUTE);
  expect(said.filter(({ kind }) => kind === "blind")).toHaveLength(1);
  isThere = true;
  await run.clock.advance(MINUTE);
  isThere = false;
  await run.clock.advance(5 * MINUTE);
  expect(said.filter(({ kind }) => kind === "blind")).toHaveLength(1);
  watch.stop();
});
