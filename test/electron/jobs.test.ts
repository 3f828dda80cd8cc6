import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { closeDatabase, openDatabase } from "../../electron/db/open.ts";
import { transaction, type Db } from "../../electron/db/db.ts";
import { settle, type Outcome, type Policy } from "../../electron/jobs/machine.ts";
import { Queue } from "../../electron/jobs/queue.ts";
import { Runner, type JobKind } from "../../electron/jobs/runner.ts";
import { FakeClock } from "../fakes/clock.ts";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const policy: Policy = { maxAttempts: 3, backoffMs: (attempt) => attempt * MINUTE };

let db: Db;
let clock: FakeClock;
let queue: Queue;
let logs: string[];
const runners: Runner[] = [];

beforeEach(() => {
  clock = new FakeClock();
  logs = [];
  const folder = mkdtempSync(join(tmpdir(), "defeah-jobs-"));
  ({ db } = openDatabase({
    file: join(folder, "studio.sqlite"),
    backupFolder: join(folder, "backups"),
    migrationsFolder: join(import.meta.dirname, "../../resources/migrations"),
    now: clock.now(),
  }));
  queue = new Queue({ db });
});
afterEach(async () => {
  for (const runner of runners.splice(0)) await runner.stop();
  closeDatabase(db);
});

function run(kind: JobKind["run"], more: Partial<JobKind> = {}, onJump?: (gap: number) => void) {
  const log = { hide: () => {}, info: () => {}, error: (event: string) => void logs.push(event) };
  const kinds = { work: { policy, run: kind, ...more } };
  const runner = new Runner({
    db,
    queue,
    ports: { clock, log },
    kinds,
    ...(onJump ? { onJump } : {}),
  });
  runners.push(runner);
  runner.start();
  return runner;
}

function add(key: string, { lane = "a", inMs = 0 } = {}): void {
  transaction(db, (tx) =>
    queue.enqueue(tx, {
      kind: "work",
      lane,
      input: { key },
      runAt: clock.now() + inMs,
      uniqueKey: key,
    }),
  );
}

function statuses(): readonly string[] {
  const rows = db.$client.prepare("select status from job order by id").all();
  return rows.map((row) => (row as { status: string }).status);
}

const keyOf = (input: unknown) => (input as { key: string }).key;

test("a job runs when due and not before; a failure waits longer each time, then is over and told", async () => {
  const ran: number[] = [];
  const abandoned: string[] = [];
  const start = clock.now();
  run(
    () => {
      ran.push(clock.now() - start);
      return Promise.resolve({ kind: "retry", reason: "down" });
    },
    { abandon: (_tx, input, reason) => void abandoned.push(`${keyOf(input)}: ${reason}`) },
  );
  add("one", { inMs: 10 * MINUTE });
  await clock.advance(9 * MINUTE);
  expect(ran).toEqual([]);
  await clock.advance(30 * MINUTE);
  expect(ran).toEqual([10 * MINUTE, 11 * MINUTE, 13 * MINUTE]);
  expect(statuses()).toEqual(["failed"]);
  expect(abandoned).toEqual(["one: down"]);
});

test("one job at a time per lane, lanes side by side", async () => {
  const running: string[] = [];
  const ends = new Map<string, () => void>();
  run(async (input) => {
    running.push(keyOf(input));
    await new Promise<void>((resolve) => ends.set(keyOf(input), resolve));
    return { kind: "done" };
  });
  for (const [key, lane] of [
    ["a1", "a"],
    ["a2", "a"],
    ["b1", "b"],
  ] as const)
    add(key, { lane });
  await clock.advance(1);
  expect(running).toEqual(["a1", "b1"]);
  ends.get("a1")?.();
  await clock.advance(1);
  expect(running).toEqual(["a1", "b1", "a2"]);
  for (const end of ends.values()) end();
});

test("a job that goes on in another lane holds up its own no longer, and comes back when it says so", async () => {
  const ran: string[] = [];
  const { promise: finished, resolve: finish } = Promise.withResolvers<void>();
  let isFinished = false;
  run(async (input, { lane }) => {
    ran.push(`${keyOf(input)} in ${lane}`);
    if (keyOf(input) !== "long" || isFinished) return { kind: "done" };
    if (lane === "a") return { kind: "wait-until", at: clock.now(), lane: "beside" };
    await finished;
    isFinished = true;
    return { kind: "wait-until", at: clock.now() + MINUTE, lane: "a" };
  });
  add("long");
  add("short");
  await clock.advance(1);
  expect(ran.toSorted()).toEqual(["long in a", "long in beside", "short in a"]);
  finish();
  await clock.advance(2 * MINUTE);
  expect(ran.slice(3)).toEqual(["long in a"]);
  expect(statuses()).toEqual(["done", "done"]);
});

test("a limited lane waits alone, survives a restart, and costs no attempt", async () => {
  const ran: string[] = [];
  let isLimited = true;
  const kind: JobKind["run"] = (input) => {
    ran.push(keyOf(input));
    return Promise.resolve(
      keyOf(input) === "busy" && isLimited
        ? { kind: "wait-until", at: clock.now() + 60 * MINUTE }
        : { kind: "done" },
    );
  };
  const runner = run(kind);
  queue.holdLane("held", clock.now() + 30 * MINUTE);
  add("busy", { lane: "busy" });
  add("free", { lane: "free" });
  add("later", { lane: "held" });
  await clock.advance(MINUTE);
  expect(ran).toEqual(["busy", "free"]);
  await runner.stop();
  run(kind);
  isLimited = false;
  await clock.advance(30 * MINUTE);
  expect(ran).toEqual(["busy", "free", "later"]);
  await clock.advance(30 * MINUTE);
  expect(ran).toEqual(["busy", "free", "later", "busy"]);
  expect(statuses()).toEqual(["done", "done", "done"]);
});

test("the same key is one job: a later wish moves it, one made while it runs makes it run once more", async () => {
  const ran: number[] = [];
  let end = () => {};
  run(async () => {
    ran.push(clock.now());
    await new Promise<void>((resolve) => void (end = resolve));
    return { kind: "wait-until", at: clock.now() + DAY };
  });
  add("one", { inMs: 10 * MINUTE });
  add("one", { inMs: 1000 });
  await clock.advance(1000);
  expect(ran).toHaveLength(1);
  add("one", { inMs: 0 });
  expect(statuses()).toEqual(["running"]);
  end();
  await clock.advance(1000);
  expect(ran).toHaveLength(2);
  end();
  await clock.advance(MINUTE);
  expect(ran).toHaveLength(2);
});

test("a job cut off by a stop stays running, and the next start resumes it", async () => {
  const resumed: boolean[] = [];
  const first = run(
    (_input, { signal }) =>
      new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason))),
  );
  add("one");
  await clock.advance(1);
  await first.stop();
  expect(statuses()).toEqual(["running"]);
  run((_input, { isResumed }) => {
    resumed.push(isResumed);
    return Promise.resolve({ kind: "done" });
  });
  await clock.advance(1);
  expect(resumed).toEqual([true]);
  expect(statuses()).toEqual(["done"]);
});

test("a cancelled job does not run", async () => {
  const ran: string[] = [];
  run((input) => {
    ran.push(keyOf(input));
    return Promise.resolve({ kind: "done" });
  });
  add("one", { inMs: 1000 });
  queue.cancel(db, "one");
  await clock.advance(MINUTE);
  expect(ran).toEqual([]);
  expect(statuses()).toEqual(["cancelled"]);
});

test("what throws takes neither the runner nor other jobs with it", async () => {
  const ran: string[] = [];
  run((input) => {
    ran.push(keyOf(input));
    if (keyOf(input) === "bad") throw new Error("boom");
    return Promise.resolve({ kind: "done" });
  });
  add("bad");
  add("good");
  await clock.advance(1);
  expect(ran).toEqual(["bad", "good"]);
  expect(logs).toEqual(["job.failed"]);
});

test("a jump of the clock is noticed within half a minute, before anything runs", async () => {
  const heard: string[] = [];
  run(
    () => {
      heard.push("ran");
      return Promise.resolve({ kind: "done" });
    },
    {},
    (gap) => void heard.push(`jump ${gap}`),
  );
  add("one", { inMs: 60 * MINUTE });
  await clock.advance(MINUTE);
  clock.jump(2 * 60 * MINUTE);
  await clock.advance(30_000);
  expect(heard).toEqual([`jump ${2 * 60 * MINUTE}`, "ran"]);
});

test("a disk too full to write a result keeps its lane closed, and the result is written later, not run again", async () => {
  const ran: string[] = [];
  run((input) => {
    ran.push(keyOf(input));
    db.$client.pragma("query_only = ON");
    return Promise.resolve({ kind: "done" });
  });
  add("one");
  await clock.advance(5 * MINUTE);
  expect(ran).toEqual(["one"]);
  expect(statuses()).toEqual(["running"]);
  db.$client.pragma("query_only = OFF");
  await clock.advance(MINUTE);
  expect(statuses()).toEqual(["done"]);
  expect(ran).toEqual(["one"]);
});

test("finished jobs are swept after a week", async () => {
  run(() => Promise.resolve({ kind: "done" }));
  add("old");
  await clock.advance(MINUTE);
  add("next", { inMs: 9 * DAY });
  clock.sleep(9 * DAY);
  await clock.advance(MINUTE);
  expect(statuses()).toEqual(["done"]);
});

describe("settle", () => {
  const outcome: fc.Arbitrary<Outcome> = fc.oneof(
    fc.constant<Outcome>({ kind: "done" }),
    fc.constant<Outcome>({ kind: "retry", reason: "r" }),
    fc.constant<Outcome>({ kind: "give-up", reason: "r" }),
    fc.nat().map((at): Outcome => ({ kind: "wait-until", at })),
  );

  test("attempts grow only by failures, and never beyond the policy", () => {
    fc.assert(
      fc.property(fc.array(outcome, { maxLength: 30 }), (outcomes) => {
        let attempt = 0;
        let failures = 0;
        for (const next of outcomes) {
          const settled = settle({ attempt: attempt + 1, now: 0 }, next, policy);
          if (next.kind === "retry") failures += 1;
          if (settled.status !== "waiting") {
            expect(failures).toBeLessThanOrEqual(policy.maxAttempts);
            return;
          }
          attempt = settled.attempt;
          expect(attempt).toBe(failures);
          expect(attempt).toBeLessThan(policy.maxAttempts);
        }
      }),
    );
  });
});
