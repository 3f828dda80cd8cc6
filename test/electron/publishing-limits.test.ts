import Database from "better-sqlite3";
import { expect, test } from "vitest";
import { LIMITS } from "../../shared/rules/limits.ts";
import { HOUR, MINUTE, PublishingRun, SECOND } from "../harness/publishing-run.ts";

/** As if the account had made this many containers an hour ago. */
function madeContainers(run: PublishingRun, count: number): void {
  const db = new Database(run.ports.paths.database);
  const now = run.clock.now();
  const stamps = Array.from({ length: count }, () => now - HOUR);
  db.prepare("insert into limit_state (key, state, updated_at) values (?, ?, ?)").run(
    `containers ${run.account.id}`,
    JSON.stringify(stamps),
    now,
  );
  db.close();
}

test("the containers of 24 hours are used up: nothing is asked for, the post waits for the quota and says until when", async () => {
  await using run = await PublishingRun.start();
  await run.ipc.settings.set({ graceMinutes: 24 * 60 });
  await run.quit();
  madeContainers(run, LIMITS.containersPerDay);
  await run.open();
  const freeAt = run.clock.now() + 23 * HOUR;
  const id = await run.scheduled("Green sofa", 10 * MINUTE);
  await run.clock.advance(20 * MINUTE);
  const waiting = await run.publication(id);
  expect(waiting).toMatchObject({
    waitReason: "quota",
    status: "scheduled",
    nextWakeupAt: freeAt,
    problem: {
      what: "Instagram takes 400 uploads of an account in 24 hours, and they are used up.",
    },
  });
  expect(run.containers).toBe(0);
  await run.clock.advance(23 * HOUR - 20 * MINUTE + 30 * SECOND);
  expect(run.published).toEqual(["Green sofa"]);
});

test("reads for the screens have used up their share of the calls: the post goes out all the same, on time", async () => {
  await using run = await PublishingRun.start({ behaviour: { callBudget: 80 } });
  const id = await run.scheduled("Green sofa", 10 * MINUTE);
  const refusals: unknown[] = [];
  for (let reads = 0; reads < 60 && refusals.length === 0; reads += 1)
    await run.ipc.accounts
      .profile({ id: run.account.id })
      .catch((error: unknown) => refusals.push(error));
  expect(refusals).toMatchObject([{ code: "rate-limited" }]);
  await run.clock.advance(12 * MINUTE);
  expect(await run.publication(id)).toMatchObject({ state: "published", lateByMs: null });
});

test.each([
  { when: "at once when it is said to be gone", subcode: 2207006, misses: 1, containers: 2 },
  { when: "after two more looks when it may be late", subcode: 2207008, misses: 3, containers: 2 },
  { when: "not at all when such a look finds it", subcode: 2207008, misses: 2, containers: 1 },
])("a container nobody finds is made anew $when", async ({ subcode, misses, containers }) => {
  await using run = await PublishingRun.start();
  const id = await run.scheduled("Green sofa", 10 * MINUTE);
  const effect = { kind: "error", acts: false, code: 24, subcode, status: 400 } as const;
  run.faults(
    ...Array.from({ length: misses }, (_miss, index) => ({
      on: "read-container" as const,
      nth: index + 1,
      effect,
    })),
  );
  await run.clock.advance(15 * MINUTE);
  expect(await run.publication(id)).toMatchObject({ state: "published" });
  expect(run.containers).toBe(containers);
  expect(run.published).toEqual(["Green sofa"]);
});

test("a container nobody finds a second time is a matter of the token: she is asked to log in", async () => {
  await using run = await PublishingRun.start();
  const id = await run.scheduled("Green sofa", 10 * MINUTE);
  const effect = { kind: "error", acts: false, code: 24, subcode: 2207006, status: 400 } as const;
  run.faults({ on: "read-container", effect });
  await run.clock.advance(12 * MINUTE);
  expect(await run.publication(id)).toMatchObject({ waitReason: "login" });
  expect(run.containers).toBe(2);
});

test("a carousel that would not fit into the day's containers is not begun: half of one is of no use", async () => {
  await using run = await PublishingRun.start();
  await run.quit();
  madeContainers(run, LIMITS.containersPerDay - 2);
  await run.open();
  const id = await run.scheduled("Green sofa", 10 * MINUTE, "carousel");
  await run.clock.advance(12 * MINUTE);
  expect(await run.publication(id)).toMatchObject({ waitReason: "quota", status: "scheduled" });
  expect(run.containers).toBe(0);
});

test("a file that Instagram cannot prepare is tried once more and then hers to change, as its table says", async () => {
  await using run = await PublishingRun.start();
  const id = await run.scheduled("Green sofa", 10 * MINUTE);
  run.faults({ on: "create", effect: { kind: "failed-processing", code: 2207085 } });
  await run.clock.advance(15 * MINUTE);
  expect(await run.publication(id)).toMatchObject({
    state: "failed",
    problem: { code: "2207085", todo: "Choose another file, or export this one anew." },
  });
  expect(run.containers).toBe(2);
});

test("a code in a container's status that this version does not know is counted as well", async () => {
  await using run = await PublishingRun.start();
  await run.scheduled("Green sofa", 10 * MINUTE);
  run.faults({ on: "create", nth: 1, effect: { kind: "failed-processing", code: 2207990 } });
  await run.clock.advance(12 * MINUTE);
  expect(run.published).toEqual(["Green sofa"]);
  expect((await run.ipc.settings.health({})).unknownReplies).toMatchObject([
    { code: "2207990", count: 1 },
  ]);
});
