import Database from "better-sqlite3";
import { expect, test } from "vitest";
import { HOUR, MINUTE, PublishingRun } from "../harness/publishing-run.ts";

/** The database as an app with other zone rules left it: by them these posts were an hour later. */
function asOfOtherRules(
  run: PublishingRun,
  ids: readonly string[],
  postIds: readonly string[],
): void {
  const db = new Database(run.ports.paths.database);
  db.exec(`update setting set value = '"1999a"' where key = 'zoneRules'`);
  const later = db.prepare(`update publication set due_at = due_at + ${HOUR} where id = ?`);
  const planned = db.prepare(`update post set plan_at = plan_at + ${HOUR} where id = ?`);
  for (const id of ids) later.run(id);
  for (const id of postIds) planned.run(id);
  db.close();
}

test("rules of a zone that changed between two starts: plans keep their wall time, go out by the new rules, and she is told", async () => {
  await using run = await PublishingRun.start();
  const moved = await run.scheduled("Green sofa", 5 * HOUR);
  const same = await run.scheduled("Blue chair", 7 * HOUR);
  const before = await run.publication(moved);
  const draft = await run.draft("A draft with a day");
  const plan = { wallTime: before.plan.wallTime, zone: "UTC" };
  await run.ipc.publishing.plan({ postId: draft, plan });
  await run.quit();
  asOfOtherRules(run, [moved], [before.postId, draft]);
  await run.open();
  expect((await run.publication(moved)).plan).toEqual(before.plan);
  expect((await run.ipc.posts.get({ id: draft })).plan).toEqual({ ...plan, at: before.plan.at });
  expect(await run.history(moved)).toEqual(["zone-rules:ok"]);
  expect(await run.history(same)).toEqual([]);
  expect(run.ports.recorded.notes).toEqual([
    expect.objectContaining({ title: "A time zone’s rules have changed", route: "/calendar" }),
  ]);
  expect(run.ports.recorded.notes[0]?.body).toMatch(
    /2 planned posts keep the time you chose in UTC/,
  );
  await run.clock.advance(5 * HOUR + MINUTE);
  expect(run.published).toEqual(["Green sofa"]);
  await run.quit();
  await run.open();
  expect(await run.history(moved)).not.toContain("zone-rules:ok zone-rules:ok");
  expect(
    run.ports.recorded.notes.filter(({ title }) => title.startsWith("A time zone")),
  ).toHaveLength(1);
}, 60_000);

test("the same rules as at the last start: nothing is computed anew, not even what looks wrong", async () => {
  await using run = await PublishingRun.start();
  const id = await run.scheduled("Green sofa", 5 * HOUR);
  await run.quit();
  const db = new Database(run.ports.paths.database);
  db.exec(`update publication set due_at = due_at + ${HOUR}`);
  db.close();
  await run.open();
  expect(await run.history(id)).toEqual([]);
});
