import { expect, test } from "vitest";
import { NO_PACING } from "../../shared/contract/pacing-defaults.ts";
import type { Pacing } from "../../shared/contract/pacing.ts";
import { LIMITS } from "../../shared/rules/limits.ts";
import { wallTimeAt } from "../../shared/rules/schedule.ts";
import { HOUR, MINUTE, PublishingRun, SECOND } from "../harness/publishing-run.ts";

async function paced(pace: Partial<Pacing>): Promise<PublishingRun> {
  const run = await PublishingRun.start();
  const pacing = { ...NO_PACING, ...pace };
  await run.ipc.pacing.set({ accountId: run.account.id, pacing });
  return run;
}

const place = (run: PublishingRun, inMs: number) => ({
  wallTime: wallTimeAt(run.clock.now() + inMs, "UTC"),
  zone: "UTC",
});

test("an account's pace is kept over a restart; until one is set there is none", async () => {
  await using run = await PublishingRun.start();
  const accountId = run.account.id;
  expect(await run.ipc.pacing.get({ accountId })).toEqual(NO_PACING);
  const pacing = {
    leastGapMinutes: 45,
    jitterMinutes: 10,
    quiet: { from: "22:00", to: "07:00" },
    dailyCap: 3,
  };
  await run.ipc.pacing.set({ accountId, pacing });
  await run.ipc.pacing.set({ accountId, pacing: { ...pacing, dailyCap: 2 } });
  await run.quit();
  await run.open();
  expect(await run.ipc.pacing.get({ accountId })).toEqual({ ...pacing, dailyCap: 2 });
});

test.each([
  ["more jitter than an hour", { jitterMinutes: 61 }],
  ["quiet hours that end as they begin", { quiet: { from: "22:00", to: "22:00" } }],
  ["a time that is none", { quiet: { from: "24:00", to: "07:00" } }],
])("%s is no pace", async (_, wrong) => {
  await using run = await PublishingRun.start();
  const input = { accountId: run.account.id, pacing: { ...NO_PACING, ...wrong } };
  expect(await run.app.app.dispatch("pacing.set", input)).toMatchObject({
    ok: false,
    error: { code: "invalid-input" },
  });
});

test("a time that breaks the pace is said when it is chosen, and scheduled and moved to all the same", async () => {
  await using run = await paced({ leastGapMinutes: 60, dailyCap: 2 });
  const schedule = async (caption: string, inMs: number) => {
    const postId = await run.draft(caption);
    return { postId, ...(await run.ipc.publishing.schedule({ postId, ...place(run, inMs) })) };
  };
  expect((await schedule("one", HOUR)).warnings).toEqual([]);
  const second = await schedule("two", HOUR + 20 * MINUTE);
  expect(second.warnings).toEqual([
    "Another post of this account goes out at 13:00, 20 minutes before it. Its pace is 60 minutes between posts.",
  ]);
  const { postId } = second;
  const moved = await run.ipc.publishing.move({ postId, ...place(run, 2 * HOUR) });
  expect(moved.warnings).toEqual([]);
  expect((await schedule("three", 5 * HOUR)).warnings).toEqual([
    "With this one 3 posts of this account go out that day. Its pace is 2 a day at most.",
  ]);
  const around = { accountId: run.account.id, postId, at: run.clock.now() + HOUR };
  expect((await run.ipc.pacing.around(around)).others).toEqual([
    run.clock.now() + HOUR,
    run.clock.now() + 5 * HOUR,
  ]);
  await run.clock.advance(6 * HOUR);
  expect(run.published).toEqual(["one", "two", "three"]);
});

test("a post goes out as much later as was fixed when it was scheduled, and the receipt says both times; a restart does not roll anew", async () => {
  await using run = await paced({ jitterMinutes: 30 });
  const id = await run.scheduled("Green sofa", HOUR);
  const { jitterMs, dueAt, publication } = await run.receipt(id);
  expect(jitterMs).toBeGreaterThan(0);
  expect(jitterMs).toBeLessThanOrEqual(30 * MINUTE);
  expect(publication.plan.at).toBe(run.clock.now() + HOUR);
  expect(dueAt).toBe(publication.plan.at + jitterMs);
  await run.quit();
  await run.open();
  expect(await run.receipt(id)).toMatchObject({ jitterMs, dueAt });
  await run.clock.advance(dueAt - run.clock.now() - SECOND);
  expect(run.published).toEqual([]);
  await run.clock.advance(MINUTE);
  expect(await run.receipt(id)).toMatchObject({
    jitterMs,
    publication: { state: "published", lateByMs: null },
  });
});

test("a post moved there and back comes out at the same minute, and one to go out now does so now", async () => {
  await using run = await paced({ jitterMinutes: 30 });
  const postId = await run.draft("Green sofa");
  const there = place(run, HOUR);
  const { publicationId } = await run.ipc.publishing.schedule({ postId, ...there });
  const { dueAt } = await run.receipt(publicationId);
  await run.ipc.publishing.move({ postId, ...place(run, 3 * HOUR) });
  await run.ipc.publishing.move({ postId, ...there });
  expect((await run.receipt(publicationId)).dueAt).toBe(dueAt);
  await run.ipc.publishing.publishNow({ postId });
  expect(await run.receipt(publicationId)).toMatchObject({ jitterMs: 0, dueAt: run.clock.now() });
  await run.clock.advance(MINUTE);
  expect(run.published).toEqual(["Green sofa"]);
});

test("after a sleep late posts keep the least gap, each saying why it waits", async () => {
  await using run = await paced({ leastGapMinutes: 15 });
  const ids: string[] = [];
  for (const caption of ["one", "two", "three"])
    ids.push(await run.scheduled(caption, 10 * MINUTE));
  run.clock.sleep(20 * MINUTE);
  run.ports.fire.resume();
  await run.clock.advance(MINUTE);
  expect(run.published).toEqual(["one"]);
  expect(await run.publication(ids[1] ?? "")).toMatchObject({
    waitReason: "pacing",
    status: "scheduled",
    problem: { todo: "It goes out when its turn comes, unless it is too late by then." },
  });
  await run.clock.advance(40 * MINUTE);
  expect(run.published).toEqual(["one", "two", "three"]);
  const times: number[] = [];
  for (const id of ids) times.push((await run.publication(id)).publishedAt ?? 0);
  for (const [index, at] of times.slice(1).entries())
    expect(at - (times[index] ?? 0)).toBeGreaterThanOrEqual(15 * MINUTE);
});

test("a late post whose turn comes after the grace is missed, with the reason, and waits for her", async () => {
  await using run = await paced({ leastGapMinutes: 120 });
  await run.scheduled("one", 10 * MINUTE);
  const second = await run.scheduled("two", 12 * MINUTE);
  run.clock.sleep(30 * MINUTE);
  run.ports.fire.resume();
  await run.clock.advance(45 * MINUTE);
  expect(run.published).toEqual(["one"]);
  const { state, problem } = await run.publication(second);
  expect(state).toBe("missed");
  expect(problem?.what).toContain("keeps them apart");
});

test("what Instagram allows is told as it was last heard, and kept over a restart", async () => {
  await using run = await PublishingRun.start({ behaviour: { quotaTotal: 25 } });
  const accountId = run.account.id;
  expect(await run.ipc.pacing.limits({ accountId })).toMatchObject({
    posts: null,
    containers: { used: 0, total: LIMITS.containersPerDay },
    closedUntil: null,
  });
  await run.scheduled("Green sofa", 10 * MINUTE);
  await run.clock.advance(12 * MINUTE);
  await run.quit();
  await run.open();
  const { posts, containers, calls } = await run.ipc.pacing.limits({ accountId });
  expect(posts).toMatchObject({ used: 0, total: 25, durationMs: 24 * HOUR });
  expect(containers.used).toBe(1);
  expect(calls.inHour).toBeGreaterThan(3);
  expect(calls.percent).not.toBeNull();
});
