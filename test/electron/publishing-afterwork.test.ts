import Database from "better-sqlite3";
import { expect, test } from "vitest";
import type { FaultScript } from "../../electron/practice/faults.ts";
import type { PostFormat, PostOptions } from "../../shared/contract/posts.ts";
import { checkInvariants } from "../../electron/watch/invariants/check.ts";
import { fakePorts } from "../fakes/ports.ts";
import { copyDisk } from "../harness/disk-copy.ts";
import { HOUR, MINUTE, PublishingRun } from "../harness/publishing-run.ts";

const COMMENT = "#vase #homedecor";
type Options = Partial<Pick<PostOptions, "firstComment" | "commentsEnabled">>;
type Rules = FaultScript["rules"];

async function scheduled(run: PublishingRun, options: Options, format: PostFormat = "image") {
  const postId = await run.draft("Green sofa", format);
  await run.ipc.posts.save({ id: postId, patch: { options } });
  return run.schedule(postId);
}

/** Scheduled, and an hour later. */
async function published(run: PublishingRun, options: Options, ...rules: Rules): Promise<string> {
  run.faults(...rules);
  const id = await scheduled(run, options);
  await run.clock.advance(10 * MINUTE + HOUR);
  return id;
}

async function afterwork(run: PublishingRun, id: string) {
  return (await run.receipt(id)).afterwork;
}

/** What the platform itself says was done with comments, by its ledger. */
function done(run: PublishingRun): readonly string[] {
  return run.practice.ledger().flatMap((entry) => {
    if (entry.kind === "comment") return [entry.text];
    return entry.kind === "comment-switch" ? [entry.isEnabled ? "on" : "off"] : [];
  });
}

test("the first comment is placed, then comments are switched off, and the receipt says so", async () => {
  await using run = await PublishingRun.start();
  const id = await published(run, { firstComment: COMMENT, commentsEnabled: false });
  expect(done(run)).toEqual([COMMENT, "off"]);
  expect(await afterwork(run, id)).toMatchObject([
    { kind: "first-comment", state: "done", problem: null, nextAt: null },
    { kind: "comments-off", state: "done", problem: null, nextAt: null },
  ]);
  expect((await run.history(id)).slice(-2)).toEqual(["first-comment:ok", "comments-off:ok"]);
});

test("a post without either has none, and a story cannot bring them along", async () => {
  await using run = await PublishingRun.start();
  const id = await scheduled(run, {});
  const postId = await run.draft("", "story");
  await run.ipc.posts.save({ id: postId, patch: { options: { firstComment: COMMENT } } });
  await expect(run.schedule(postId)).rejects.toMatchObject({ code: "invalid-input" });
  await run.clock.advance(HOUR);
  expect(await afterwork(run, id)).toEqual([]);
  expect(done(run)).toEqual([]);
});

const once = (effect: Rules[number]["effect"]): Rules => [{ on: "comment", nth: 1, effect }];
test.each<readonly [name: string, rules: Rules]>([
  ["answer is lost after it was written", once({ kind: "drop", acts: true })],
  ["call is lost before it was written", once({ kind: "drop", acts: false })],
  [
    "answer is 20/1772107 although it was written",
    once({ kind: "error", acts: true, code: 20, subcode: 1772107 }),
  ],
  ["answer is 500 after it was written", once({ kind: "server-error", acts: true, status: 500 })],
  ["answer is empty", once({ kind: "empty", acts: true })],
  ["answer is a refusal although it was written", once({ kind: "error", acts: true, code: 100 })],
  ["account is limited at first", once({ kind: "rate-limit", code: 17, regainMinutes: 5 })],
  [
    "answer is lost and the list of comments lags",
    [
      ...once({ kind: "drop", acts: true }),
      { on: "list-comments", effect: { kind: "lag", ms: 30_000 } },
    ],
  ],
  [
    "post is not found for a while",
    [
      {
        on: "list-comments",
        nth: { from: 1, to: 3 },
        effect: { kind: "error", acts: false, code: 100, subcode: 33 },
      },
    ],
  ],
])("where the comment's %s: one comment, and still published", async (_, rules) => {
  await using run = await PublishingRun.start();
  const id = await published(run, { firstComment: COMMENT }, ...rules);
  expect(done(run)).toEqual([COMMENT]);
  expect(await afterwork(run, id)).toMatchObject([{ kind: "first-comment", state: "done" }]);
  expect((await run.publication(id)).state).toBe("published");
});

test("a comment that Instagram refuses is given up in words, and tried again when she says so", async () => {
  await using run = await PublishingRun.start();
  const refusal = { on: "comment", effect: { kind: "error", acts: false, code: 100 } } as const;
  const id = await published(run, { firstComment: COMMENT }, refusal);
  const [given] = await afterwork(run, id);
  expect(given).toMatchObject({ state: "given-up", nextAt: null });
  expect(given?.problem).toMatchObject({
    what: "Instagram did not take the comment.",
    code: "100",
  });
  expect(done(run)).toEqual([]);
  expect((await run.publication(id)).status).toBe("published");
  run.faults();
  await run.ipc.publishing.retryAfterwork({ publicationId: id, kind: "first-comment" });
  await run.clock.advance(MINUTE);
  expect(await afterwork(run, id)).toMatchObject([{ state: "done", problem: null }]);
  expect(done(run)).toEqual([COMMENT]);
  await expect(
    run.ipc.publishing.retryAfterwork({ publicationId: id, kind: "first-comment" }),
  ).rejects.toMatchObject({ code: "conflict" });
});

test("a permission for comments that is missing does not hold up the account's posts", async () => {
  await using run = await PublishingRun.start();
  const refusal = { on: "comment", effect: { kind: "error", acts: false, code: 10 } } as const;
  const id = await published(run, { firstComment: COMMENT }, refusal);
  expect(await afterwork(run, id)).toMatchObject([{ state: "given-up" }]);
  const [account] = await run.ipc.accounts.list({});
  expect(account).toMatchObject({ state: "connected", trouble: null });
  await run.scheduled("Blue chair");
  await run.clock.advance(11 * MINUTE);
  expect(run.published).toEqual(["Green sofa", "Blue chair"]);
});

test("tries are bounded when Instagram never answers, and the post stays published", async () => {
  await using run = await PublishingRun.start();
  const never = { on: "comment", effect: { kind: "drop", acts: false } } as const;
  const id = await published(run, { firstComment: COMMENT }, never);
  await run.clock.advance(12 * HOUR);
  const [given] = await afterwork(run, id);
  expect(given).toMatchObject({ state: "given-up" });
  expect(given?.problem?.what).toContain("3 times");
  expect(run.practice.seen().filter((call) => call.endpoint === "comment")).toHaveLength(3);
  expect((await run.publication(id)).state).toBe("published");
});

test("a dead login is waited out, and the comment placed once she has logged in again", async () => {
  await using run = await PublishingRun.start();
  const id = await scheduled(run, { firstComment: COMMENT });
  await run.clock.advance(10 * MINUTE + 6000);
  const { platformUserId } = run.account;
  run.practice.revoke(platformUserId);
  await run.clock.advance(12 * HOUR);
  expect(await afterwork(run, id)).toMatchObject([{ state: "waiting", waitReason: "login" }]);
  const { token } = run.practice.issueToken(platformUserId);
  await run.ipc.accounts.connect({ token, timeZone: "UTC" });
  await run.clock.advance(MINUTE);
  expect(done(run)).toEqual([COMMENT]);
  expect(await afterwork(run, id)).toMatchObject([{ state: "done" }]);
});

test("while publishing is paused nothing is written after it either; afterwards it is", async () => {
  await using run = await PublishingRun.start();
  const id = await scheduled(run, { firstComment: COMMENT });
  await run.clock.advance(10 * MINUTE + 6000);
  expect((await run.publication(id)).state).toBe("published");
  await run.ipc.publishing.setPaused({ paused: true });
  await run.clock.advance(30 * MINUTE);
  expect(await afterwork(run, id)).toMatchObject([{ state: "waiting", waitReason: "paused" }]);
  expect(done(run)).toEqual([]);
  await run.ipc.publishing.setPaused({ paused: false });
  await run.clock.advance(1000);
  expect(done(run)).toEqual([COMMENT]);
});

test("killed between the comment and its record: the next start finds it and writes none", async () => {
  let meet: (url: string, method: string | undefined) => void = () => {};
  await using run = await PublishingRun.start({
    ports: {
      fetch: async (input, init) => {
        const reply = await fetch(input, init);
        meet(String(input instanceof Request ? input.url : input), init?.method);
        return reply;
      },
    },
  });
  const after = fakePorts({ clock: run.clock, fetch });
  let hasHappened = false;
  meet = (url, method) => {
    if (hasHappened) throw new Error("The app is dead.");
    if (method !== "POST" || !url.endsWith("/comments")) return;
    hasHappened = true;
    copyDisk(run.ports.paths, after.paths);
    throw new Error("The app is dead.");
  };
  const id = await scheduled(run, { firstComment: COMMENT, commentsEnabled: false });
  await run.clock.advance(11 * MINUTE);
  expect(hasHappened).toBe(true);
  await run.quit();
  await run.open(after);
  await run.clock.advance(30 * MINUTE);
  expect(done(run)).toEqual([COMMENT, "off"]);
  expect(await afterwork(run, id)).toMatchObject([{ state: "done" }, { state: "done" }]);
  const disk = new Database(after.paths.database, { readonly: true });
  expect(checkInvariants(disk).filter(({ isHeld }) => !isHeld)).toEqual([]);
  disk.close();
});

test("work whose job was lost is taken up at the next start", async () => {
  await using run = await PublishingRun.start();
  const id = await scheduled(run, { commentsEnabled: false });
  await run.clock.advance(10 * MINUTE + 6000);
  expect(await afterwork(run, id)).toMatchObject([{ state: "waiting" }]);
  await run.quit();
  const disk = new Database(run.ports.paths.database);
  disk.exec("delete from job where kind = 'afterwork'");
  disk.close();
  await run.open();
  await run.clock.advance(MINUTE);
  expect(done(run)).toEqual(["off"]);
});
