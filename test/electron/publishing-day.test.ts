import Database from "better-sqlite3";
import { expect, test } from "vitest";
import { ServerTime } from "../../electron/lib/server-time.ts";
import { FakeClock } from "../fakes/clock.ts";
import { HOUR, MINUTE, PublishingRun, SECOND } from "../harness/publishing-run.ts";

test("a scheduled post goes out on the minute, once, with its receipt, and its picture leaves the media host", async () => {
  await using run = await PublishingRun.start();
  const id = await run.scheduled("Green sofa\nin the window", 10 * MINUTE);
  await run.clock.advance(10 * MINUTE - SECOND);
  expect(run.published).toEqual([]);
  await run.clock.advance(2 * MINUTE);
  const { publication, ...receipt } = await run.receipt(id);
  expect(run.published).toEqual(["Green sofa\nin the window"]);
  expect(publication).toMatchObject({ state: "published", lateByMs: null, problem: null });
  expect(publication.publishedAt).toBe(publication.plan.at);
  expect(publication.permalink).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/p\//);
  expect(receipt.imageSha256).toBe(
    run.practice.ledger().find((entry) => entry.kind === "container")?.sha256,
  );
  expect(run.store.objects.size).toBe(0);
  await run.clock.advance(HOUR);
  expect(run.published).toHaveLength(1);
});

test("of posts that wait for one slow one, that which is due first goes first", async () => {
  await using run = await PublishingRun.start({ behaviour: { processingMs: 2 * MINUTE } });
  for (const [caption, inMs] of [
    ["Slow", 2 * MINUTE],
    ["Third", 4 * MINUTE],
    ["Second", 3 * MINUTE],
  ] as const)
    await run.scheduled(caption, inMs);
  await run.clock.advance(11 * MINUTE);
  expect(run.published).toEqual(["Slow", "Second", "Third"]);
});

test("asleep over the due time, awake within the grace: it goes out late, and says by how much", async () => {
  await using run = await PublishingRun.start();
  const id = await run.scheduled("Green sofa", 10 * MINUTE);
  run.clock.sleep(40 * MINUTE);
  run.ports.fire.resume();
  await run.clock.advance(MINUTE);
  expect(run.published).toEqual(["Green sofa"]);
  const { state, lateByMs } = await run.publication(id);
  expect(state).toBe("published");
  expect(lateByMs).toBeGreaterThanOrEqual(30 * MINUTE);
  expect(run.ports.recorded.notes.at(-1)?.body).toMatch(/Green sofa, 3\d minutes late/);
});

test("asleep beyond the grace: missed, said once, and not sent until she says so", async () => {
  await using run = await PublishingRun.start();
  const first = await run.scheduled("Green sofa", 10 * MINUTE);
  await run.scheduled("Blue chair", 12 * MINUTE);
  run.clock.sleep(3 * HOUR);
  run.ports.fire.resume();
  await run.clock.advance(5 * MINUTE);
  expect(run.published).toEqual([]);
  expect(await run.publication(first)).toMatchObject({
    state: "missed",
    problem: { button: "publish-now" },
  });
  expect(run.ports.recorded.notes).toHaveLength(1);
  expect(run.ports.recorded.notes[0]?.title).toBe("2 posts were missed while you were away");
  expect(await run.ipc.publishing.status({})).toMatchObject({ missed: 2, attention: 2 });
  await run.ipc.publishing.retry({ publicationId: first });
  await run.clock.advance(MINUTE);
  expect(run.published).toEqual(["Green sofa"]);
});

test("off over the due time: what is too late is missed before anything runs, the rest goes out", async () => {
  await using run = await PublishingRun.start();
  const missed = await run.scheduled("Green sofa", 10 * MINUTE);
  const late = await run.scheduled("Blue chair", 100 * MINUTE);
  await run.quit();
  run.clock.sleep(120 * MINUTE);
  await run.open();
  expect(await run.publication(missed)).toMatchObject({ state: "missed" });
  await run.clock.advance(MINUTE);
  expect(await run.publication(late)).toMatchObject({ state: "published" });
  expect(run.published).toEqual(["Blue chair"]);
});

test("several late posts of one account go out one at a time, two minutes apart, and not in a burst", async () => {
  await using run = await PublishingRun.start();
  const ids = [];
  for (const caption of ["one", "two", "three"])
    ids.push(await run.scheduled(caption, 10 * MINUTE));
  run.clock.sleep(30 * MINUTE);
  run.ports.fire.resume();
  await run.clock.advance(10 * MINUTE);
  expect(run.published).toEqual(["one", "two", "three"]);
  const times: number[] = [];
  for (const id of ids) times.push((await run.publication(id)).publishedAt ?? 0);
  const gaps = times.slice(1).map((at, index) => at - (times[index] ?? 0));
  for (const gap of gaps) expect(gap).toBeGreaterThanOrEqual(2 * MINUTE);
});

test("paused survives a restart, sends nothing at all, and what was due within the grace goes out afterwards", async () => {
  await using run = await PublishingRun.start();
  const id = await run.scheduled("Green sofa", 10 * MINUTE);
  await run.ipc.publishing.setPaused({ paused: true });
  await run.quit();
  await run.open();
  await run.clock.advance(30 * MINUTE);
  expect(run.containers).toBe(0);
  expect(await run.publication(id)).toMatchObject({ state: "scheduled", waitReason: "paused" });
  await run.ipc.publishing.setPaused({ paused: false });
  await run.clock.advance(MINUTE);
  expect(await run.publication(id)).toMatchObject({ state: "published" });
});

test("paused while the container is processing: the publish call is not made", async () => {
  await using run = await PublishingRun.start({ behaviour: { processingMs: MINUTE } });
  const id = await run.scheduled("Green sofa", 10 * MINUTE);
  await run.clock.advance(10 * MINUTE);
  expect(run.containers).toBe(1);
  await run.ipc.publishing.setPaused({ paused: true });
  await run.clock.advance(10 * MINUTE);
  expect(run.published).toEqual([]);
  expect(await run.publication(id)).toMatchObject({ waitReason: "paused", status: "scheduled" });
});

test("offline at the due time: it waits, says so, and goes out when the network is back", async () => {
  await using run = await PublishingRun.start();
  const id = await run.scheduled("Green sofa", 10 * MINUTE);
  run.isOffline = true;
  run.ports.fire.online(false);
  await run.clock.advance(20 * MINUTE);
  const waiting = await run.publication(id);
  expect(waiting).toMatchObject({ waitReason: "offline", status: "scheduled" });
  expect(waiting.nextWakeupAt).toBeGreaterThan(run.clock.now());
  run.isOffline = false;
  run.ports.fire.online(true);
  await run.clock.advance(10 * SECOND);
  expect(run.published).toEqual(["Green sofa"]);
  expect(await run.publication(id)).toMatchObject({ state: "published", waitReason: null });
});

test("offline beyond the grace: missed, with the reason", async () => {
  await using run = await PublishingRun.start();
  const id = await run.scheduled("Green sofa", 10 * MINUTE);
  run.isOffline = true;
  run.ports.fire.online(false);
  await run.clock.advance(90 * MINUTE);
  const { state, problem } = await run.publication(id);
  expect(state).toBe("missed");
  expect(problem?.what).toContain("no way to");
  expect(run.published).toEqual([]);
});

test("the token is dead: told once, loudly; after a new token it goes out by itself", async () => {
  await using run = await PublishingRun.start();
  const id = await run.scheduled("Green sofa", 10 * MINUTE);
  run.faults({ on: "create", nth: 1, effect: { kind: "token-death", subcode: 460 } });
  await run.clock.advance(15 * MINUTE);
  expect(await run.publication(id)).toMatchObject({
    waitReason: "login",
    problem: { button: "reconnect" },
  });
  const loud = run.ports.recorded.notes.filter((note) => note.title.includes("log in again"));
  expect(loud).toHaveLength(1);
  const { token } = run.practice.issueToken(run.account.platformUserId);
  await run.ipc.accounts.connect({ token });
  await run.clock.advance(2 * MINUTE);
  expect(run.published).toEqual(["Green sofa"]);
});

test("the account's own quota is used up: nothing is sent until there is room", async () => {
  await using run = await PublishingRun.start({ behaviour: { quotaTotal: 1 } });
  const first = await run.scheduled("one", 5 * MINUTE);
  const second = await run.scheduled("two", 10 * MINUTE);
  await run.clock.advance(20 * MINUTE);
  expect(await run.publication(first)).toMatchObject({ state: "published" });
  const waiting = await run.publication(second);
  expect(waiting).toMatchObject({ waitReason: "quota", status: "scheduled" });
  expect(waiting.problem?.what).toContain("1");
  expect(run.published).toEqual(["one"]);
  expect(await run.history(second)).not.toContain("publish:intent");
});

test("Instagram refuses the picture: failed, with its words and what to do, and mended it goes out", async () => {
  await using run = await PublishingRun.start();
  const id = await run.scheduled("Green sofa", 10 * MINUTE);
  run.faults({
    on: "create",
    nth: 1,
    effect: { kind: "error", acts: false, code: 36003, subcode: 2207009 },
  });
  await run.clock.advance(12 * MINUTE);
  const { state, problem } = await run.publication(id);
  expect(state).toBe("failed");
  expect(problem).toMatchObject({ code: "36003/2207009", button: "edit" });
  expect(problem?.raw).not.toContain("access_token");
  await run.ipc.publishing.retry({ publicationId: id });
  await run.clock.advance(MINUTE);
  expect(run.published).toEqual(["Green sofa"]);
});

test("processing that fails gets another container, and after four it is over, in words", async () => {
  await using run = await PublishingRun.start();
  const id = await run.scheduled("Green sofa", 10 * MINUTE);
  run.faults({ on: "create", effect: { kind: "failed-processing", code: 2207082 } });
  await run.clock.advance(15 * MINUTE);
  expect(await run.publication(id)).toMatchObject({ state: "failed" });
  expect(run.containers).toBe(4);
  expect(run.published).toEqual([]);
});

test("the clock jumps three hours ahead: nothing goes out early, and on time it does", async () => {
  await using run = await PublishingRun.start();
  const id = await run.scheduled("Green sofa", 2 * HOUR);
  run.clock.jump(3 * HOUR);
  run.practice.shiftClock(-3 * HOUR);
  await run.clock.advance(30 * MINUTE);
  expect(run.published).toEqual([]);
  expect(await run.publication(id)).toMatchObject({ state: "scheduled" });
  await run.clock.advance(91 * MINUTE);
  expect(run.published).toEqual(["Green sofa"]);
});

test("the clock jumps three hours ahead in the middle of the work on a post: it goes out on time and is not missed", async () => {
  let jump = () => {};
  await using run = await PublishingRun.start({
    ports: { checkpoint: (step) => step === "publish.rendered" && jump() },
  });
  const id = await run.scheduled("Green sofa", 10 * MINUTE);
  jump = () => {
    run.clock.jump(3 * HOUR);
    run.practice.shiftClock(-3 * HOUR);
    jump = () => {};
  };
  await run.clock.advance(12 * MINUTE);
  expect(await run.publication(id)).toMatchObject({ state: "published", lateByMs: null });
});

test("the computer falls asleep right before the intent, for longer than the grace: it wakes and does not send", async () => {
  let fallAsleep = () => {};
  await using run = await PublishingRun.start({
    ports: { checkpoint: (step) => step === "publish.probed" && fallAsleep() },
  });
  const id = await run.scheduled("Green sofa", 10 * MINUTE);
  fallAsleep = () => {
    run.clock.sleep(3 * HOUR);
    fallAsleep = () => {};
  };
  await run.clock.advance(12 * MINUTE);
  expect(await run.publication(id)).toMatchObject({ state: "missed" });
  expect(run.published).toEqual([]);
});

test("the wrong clock is set right again: the post is not three hours late", async () => {
  await using run = await PublishingRun.start();
  const id = await run.scheduled("Green sofa", 2 * HOUR);
  run.clock.jump(3 * HOUR);
  run.practice.shiftClock(-3 * HOUR);
  await run.clock.advance(10 * MINUTE);
  run.clock.jump(-3 * HOUR);
  run.practice.shiftClock(0);
  await run.clock.advance(111 * MINUTE);
  expect(await run.publication(id)).toMatchObject({ state: "published", lateByMs: null });
});

test("a reply that the computer slept over does not tell the time, and the doubt stays; one at once does", () => {
  const clock = new FakeClock();
  const time = new ServerTime(clock, 5 * SECOND);
  const askedAt = clock.now();
  clock.sleep(3 * HOUR);
  time.doubt();
  time.learn(askedAt, askedAt);
  expect([time.needsSample, time.now()]).toEqual([true, clock.now()]);
  time.learn(clock.now() - HOUR, clock.now());
  expect([time.needsSample, time.now()]).toEqual([false, clock.now() - HOUR]);
});

test("an account held for a limit while the clock was three hours ahead is not held for those", async () => {
  await using run = await PublishingRun.start();
  const id = await run.scheduled("Green sofa", 2 * HOUR);
  run.clock.jump(3 * HOUR);
  run.practice.shiftClock(-3 * HOUR);
  await run.clock.advance(10 * MINUTE);
  const db = new Database(run.ports.paths.database);
  db.prepare("insert into lane_hold values (?, ?)").run(run.account.id, run.clock.now() + 4 * HOUR);
  db.close();
  run.clock.jump(-3 * HOUR);
  run.practice.shiftClock(0);
  await run.clock.advance(111 * MINUTE);
  expect(await run.publication(id)).toMatchObject({ state: "published", lateByMs: null });
});
