import { expect, test } from "vitest";
import { HOUR, MINUTE, PublishingRun, SECOND } from "../harness/publishing-run.ts";

const refused = (code: string, words: string) => ({
  code,
  message: expect.stringContaining(words),
});

test("a post that breaks a rule is not scheduled, and every broken rule is said in words", async () => {
  await using run = await PublishingRun.start();
  const postId = await run.draft("x".repeat(2201));
  await expect(
    run.ipc.publishing.schedule({ postId, wallTime: "2026-10-08T11:00", zone: "UTC" }),
  ).rejects.toMatchObject(refused("invalid-input", "1 character too long"));
  await expect(
    run.ipc.publishing.schedule({ postId, wallTime: "2026-10-08T11:00", zone: "UTC" }),
  ).rejects.toMatchObject(refused("invalid-input", "That time has passed"));
  expect((await run.ipc.posts.get({ id: postId })).status).toBe("draft");
  expect((await run.ipc.publishing.outbox({})).open).toEqual([]);
});

test("a time that the clock skips is moved on and said; one that comes twice means the first", async () => {
  await using run = await PublishingRun.start();
  const zone = "Europe/Berlin";
  const postId = await run.draft("Green sofa");
  const twice = await run.ipc.publishing.schedule({ postId, wallTime: "2026-10-25T02:30", zone });
  expect(twice).toMatchObject({ shift: "overlap", plan: { at: Date.UTC(2026, 9, 25, 0, 30) } });
  const skipped = await run.ipc.publishing.move({ postId, wallTime: "2027-03-28T02:30", zone });
  expect(skipped).toMatchObject({ shift: "gap", plan: { wallTime: "2027-03-28T03:30" } });
  expect(skipped.previous).toEqual(twice.plan);
});

test("the calendar shows drafts with a day and queued posts, in time order, within the span alone", async () => {
  await using run = await PublishingRun.start();
  const accountId = run.account.id;
  const queued = await run.scheduled("queued", 2 * HOUR);
  const planned = await run.draft("planned");
  await run.draft("without a day");
  await run.ipc.publishing.plan({
    postId: planned,
    plan: { wallTime: "2026-10-08T13:00", zone: "UTC" },
  });
  const now = run.clock.now();
  const span = (fromAt: number, toAt: number) =>
    run.ipc.publishing.calendar({ accountId, fromAt, toAt });
  expect(await span(now, now + 24 * HOUR)).toMatchObject([
    { title: "planned", status: "draft", publicationId: null },
    { title: "queued", status: "scheduled", publicationId: queued },
  ]);
  expect(await span(now, now + 2 * HOUR)).toHaveLength(1);
  expect(await span(now + HOUR, now + 2 * HOUR + 1)).toHaveLength(2);
});

test("moved to another time it goes out then and not before, and moving back is the undo", async () => {
  await using run = await PublishingRun.start();
  const id = await run.scheduled("Green sofa", 10 * MINUTE);
  const { postId } = await run.publication(id);
  const moved = await run.ipc.publishing.move({
    postId,
    wallTime: "2026-10-08T14:00",
    zone: "UTC",
  });
  await run.clock.advance(30 * MINUTE);
  expect(run.published).toEqual([]);
  const { wallTime, zone } = moved.previous;
  await expect(run.ipc.publishing.move({ postId, wallTime, zone })).rejects.toMatchObject({
    code: "invalid-input",
  });
  await run.clock.advance(91 * MINUTE);
  expect(run.published).toEqual(["Green sofa"]);
  await expect(
    run.ipc.publishing.move({ postId, wallTime: "2026-10-09T14:00", zone }),
  ).rejects.toMatchObject(refused("conflict", "Duplicate it"));
});

test("unscheduled it is a draft that keeps its day, stays at home, and can be scheduled again", async () => {
  await using run = await PublishingRun.start();
  const id = await run.scheduled("Green sofa", 10 * MINUTE);
  const { postId } = await run.publication(id);
  await run.ipc.publishing.unschedule({ postId });
  const draft = await run.ipc.posts.get({ id: postId });
  expect(draft).toMatchObject({ status: "draft", publicationId: null });
  expect(draft.plan).not.toBeNull();
  await run.clock.advance(15 * MINUTE);
  expect(run.published).toEqual([]);
  await run.ipc.publishing.publishNow({ postId });
  await run.clock.advance(MINUTE);
  expect(run.published).toEqual(["Green sofa"]);
});

test("unscheduled while its container is being processed: it is dropped and not published", async () => {
  await using run = await PublishingRun.start({ behaviour: { processingMs: MINUTE } });
  const id = await run.scheduled("Green sofa", 10 * MINUTE);
  await run.clock.advance(10 * MINUTE);
  expect(run.containers).toBe(1);
  await run.ipc.publishing.unschedule({ postId: (await run.publication(id)).postId });
  await run.clock.advance(10 * MINUTE);
  expect(run.published).toEqual([]);
});

test("the status counts every state once, and names the next three", async () => {
  await using run = await PublishingRun.start();
  run.faults({
    on: "create",
    nth: 1,
    effect: { kind: "error", acts: false, code: 36003, subcode: 2207009 },
  });
  await run.scheduled("fails", 5 * MINUTE);
  for (const hours of [4, 1, 3, 2]) await run.scheduled(`in ${hours}`, hours * HOUR);
  await run.clock.advance(6 * MINUTE);
  const status = await run.ipc.publishing.status({});
  expect(status).toMatchObject({ paused: false, publishing: 0, attention: 1, missed: 0 });
  expect(status.next.map((entry) => entry.title)).toEqual(["in 1", "in 2", "in 3"]);
});

test("a dismissed failure leaves what needs her, stays in the history, and its post is a draft again", async () => {
  await using run = await PublishingRun.start();
  run.faults({
    on: "create",
    effect: { kind: "error", acts: false, code: 36003, subcode: 2207009 },
  });
  const id = await run.scheduled("Green sofa", 5 * MINUTE);
  await run.clock.advance(6 * MINUTE);
  await run.ipc.publishing.dismiss({ publicationId: id });
  const { open, done } = await run.ipc.publishing.outbox({});
  expect([open.length, done.map((item) => item.id)]).toEqual([0, [id]]);
  expect((await run.ipc.publishing.status({})).attention).toBe(0);
  const { postId } = await run.publication(id);
  expect((await run.ipc.posts.get({ id: postId })).status).toBe("draft");
  await expect(run.ipc.publishing.dismiss({ publicationId: "nobody" })).rejects.toMatchObject({
    code: "not-found",
  });
});

test("the history is paged by keyset: every publication once, newest first", async () => {
  await using run = await PublishingRun.start();
  const ids = [];
  for (let index = 0; index < 5; index++)
    ids.push(await run.scheduled(`post ${index}`, (5 + index) * MINUTE));
  await run.clock.advance(20 * MINUTE);
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await run.ipc.publishing.outbox({ limit: 2, ...(cursor ? { cursor } : {}) });
    seen.push(...page.done.map((item) => item.id));
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  expect(seen).toEqual(ids.toReversed());
  await expect(run.ipc.publishing.outbox({ cursor: "nonsense" })).rejects.toMatchObject({
    code: "invalid-input",
  });
});

test("retried after a publish call of old: the platform is asked first, and a live post is not sent again", async () => {
  await using run = await PublishingRun.start();
  const id = await run.scheduled("Green sofa", 10 * MINUTE);
  // Refused on the allow-list, although the platform did publish: the lie that only asking uncovers.
  run.faults(
    { on: "publish", nth: 1, effect: { kind: "error", acts: true, code: 9, subcode: 2207042 } },
    { on: "read-container", effect: { kind: "lag", ms: 2 * HOUR } },
  );
  await run.clock.advance(2 * HOUR);
  expect(await run.publication(id)).toMatchObject({ state: "missed" });
  run.faults();
  await run.ipc.publishing.retry({ publicationId: id });
  await run.clock.advance(5 * MINUTE);
  expect(run.published).toEqual(["Green sofa"]);
  expect(await run.publication(id)).toMatchObject({ state: "published" });
});

test("the permalink opens in the browser, and before it is known she is told so", async () => {
  await using run = await PublishingRun.start();
  const id = await run.scheduled("Green sofa", 10 * MINUTE);
  await expect(run.ipc.publishing.openPermalink({ publicationId: id })).rejects.toMatchObject({
    code: "not-found",
  });
  await run.clock.advance(10 * MINUTE + 30 * SECOND);
  await run.ipc.publishing.openPermalink({ publicationId: id });
  expect(run.ports.recorded.links).toEqual([(await run.publication(id)).permalink]);
});

test("a post of an account that is not connected any more is neither made nor scheduled", async () => {
  await using run = await PublishingRun.start();
  const postId = await run.draft("Green sofa");
  await run.ipc.accounts.disconnect({ id: run.account.id });
  const plan = { wallTime: "2026-10-08T14:00", zone: "UTC" };
  for (const ask of [
    () => run.ipc.publishing.schedule({ postId, ...plan }),
    () => run.ipc.publishing.publishNow({ postId }),
  ])
    await expect(ask()).rejects.toMatchObject(refused("account-disconnected", "Connect it again"));
  const post = { accountId: run.account.id, caption: "Red lamp", mediaIds: [] };
  await expect(run.ipc.posts.create(post)).rejects.toMatchObject({ code: "not-found" });
});
