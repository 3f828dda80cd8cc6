import { expect, test } from "vitest";
import type { FaultScript } from "../../electron/practice/faults.ts";
import { MINUTE, PublishingRun, SECOND } from "../harness/publishing-run.ts";

type Effect = FaultScript["rules"][number]["effect"];
type Row = readonly [fault: string, effect: Effect, history: readonly string[]];

/** Faults of the publish call. The oracle is the platform's own ledger, not what the app believes. */
const AFTER_ACTING: readonly Row[] = (
  [
    ["the connection drops", { kind: "drop", acts: true }],
    ["500", { kind: "server-error", acts: true }],
    ["a gateway's 502", { kind: "server-error", acts: true, status: 502 }],
    ["4/2207051, action blocked", { kind: "error", acts: true, code: 4, subcode: 2207051 }],
    ["-1/2207001", { kind: "error", acts: true, code: -1, subcode: 2207001 }],
    ["an empty 200", { kind: "empty", acts: true }],
    ["half of the JSON", { kind: "truncated", acts: true }],
    ["silence on an open connection", { kind: "half-open", acts: true }],
  ] as const
).map(([fault, effect]) => [fault, effect, ["publish:intent", "publish:unknown", "verdict:ok"]]);

const WITHOUT_ACTING: readonly Row[] = (
  [
    ["the connection drops", { kind: "drop", acts: false }],
    ["500", { kind: "server-error", acts: false }],
    ["silence on an open connection", { kind: "half-open", acts: false }],
  ] as const
).map(([fault, effect]) => [
  fault,
  effect,
  ["publish:intent", "publish:unknown", "verdict:ok", "publish:intent", "publish:ok"],
]);

/** The lines of the history that are about the publish call. */
async function callsOf(run: PublishingRun, id: string): Promise<readonly string[]> {
  return (await run.history(id)).filter((line) => /^(publish|verdict):/.test(line));
}

test.each(AFTER_ACTING)(
  "published, then %s: found on the platform, not sent again",
  async (_, effect, history) => {
    await using run = await PublishingRun.start();
    const id = await run.scheduled("Green sofa", 10 * MINUTE);
    run.faults({ on: "publish", nth: 1, effect });
    await run.clock.advance(10 * MINUTE + SECOND);
    expect(await run.publication(id)).toMatchObject({
      state: "outcome-unknown",
      status: "unknown",
    });
    await run.clock.advance(5 * MINUTE);
    expect(run.published).toEqual(["Green sofa"]);
    const publication = await run.publication(id);
    expect(publication).toMatchObject({ state: "published", problem: null });
    expect(publication.igMediaId).toBe(
      run.practice.ledger().find((entry) => entry.kind === "publish")?.mediaId,
    );
    expect(await callsOf(run, id)).toEqual(history);
  },
);

test.each(WITHOUT_ACTING)(
  "not published, but %s: proved, then sent with the same container",
  async (_, effect, history) => {
    await using run = await PublishingRun.start();
    const id = await run.scheduled("Green sofa", 10 * MINUTE);
    run.faults({ on: "publish", nth: 1, effect });
    await run.clock.advance(15 * MINUTE);
    expect(run.published).toEqual(["Green sofa"]);
    expect(run.containers).toBe(1);
    expect(await run.publication(id)).toMatchObject({ state: "published" });
    expect(await callsOf(run, id)).toEqual(history);
  },
);

test("never two publish calls within the settle time, whatever happens in between", async () => {
  await using run = await PublishingRun.start();
  const id = await run.scheduled("Green sofa", 10 * MINUTE);
  run.faults({ on: "publish", nth: 1, effect: { kind: "server-error", acts: false } });
  await run.clock.advance(10 * MINUTE + SECOND);
  for (let nudge = 0; nudge < 8; nudge++) {
    run.ports.fire.resume();
    run.ports.fire.online(true);
    await run.clock.advance(SECOND);
  }
  expect(await callsOf(run, id)).toEqual(["publish:intent", "publish:unknown"]);
});

test("9007, not ready yet: a definite no; the container is polled again and published once", async () => {
  await using run = await PublishingRun.start();
  const id = await run.scheduled("Green sofa", 10 * MINUTE);
  run.faults({
    on: "publish",
    nth: 1,
    effect: { kind: "error", acts: false, code: 9007, subcode: 2207027 },
  });
  await run.clock.advance(12 * MINUTE);
  expect(run.published).toEqual(["Green sofa"]);
  expect(await callsOf(run, id)).toEqual([
    "publish:intent",
    "publish:refused",
    "verdict:ok",
    "publish:intent",
    "publish:ok",
  ]);
});

test("status reads that tell nothing for an hour make it hers to decide, and nothing is sent again", async () => {
  await using run = await PublishingRun.start();
  const id = await run.scheduled("Green sofa", 10 * MINUTE);
  run.faults(
    { on: "publish", effect: { kind: "drop", acts: true } },
    {
      on: "read-container",
      nth: { from: 4 },
      effect: { kind: "error", acts: false, code: 100, subcode: 33 },
    },
  );
  await run.clock.advance(150 * MINUTE);
  expect(await run.publication(id)).toMatchObject({ state: "needs-you", status: "needs-you" });
  expect(run.published).toHaveLength(1);
  const loud = run.ports.recorded.notes.filter((note) => note.title.includes("please look"));
  expect(loud).toHaveLength(1);
  run.faults();
  await run.ipc.publishing.retry({ publicationId: id });
  await run.clock.advance(2 * MINUTE);
  expect(await run.publication(id)).toMatchObject({ state: "published" });
  expect(run.published).toHaveLength(1);
});

test("published, but the listing lags: published with its id pending, bound when it shows", async () => {
  await using run = await PublishingRun.start();
  const id = await run.scheduled("Green sofa", 10 * MINUTE);
  run.faults(
    { on: "publish", effect: { kind: "drop", acts: true } },
    { on: "list-media", forMs: 20 * MINUTE, effect: { kind: "lag", ms: 20 * MINUTE } },
  );
  await run.clock.advance(12 * MINUTE);
  expect(await run.publication(id)).toMatchObject({ state: "published", igMediaId: null });
  await run.clock.advance(60 * MINUTE);
  const bound = await run.publication(id);
  expect(bound).toMatchObject({ state: "published", problem: null });
  expect(bound.igMediaId).not.toBeNull();
  expect(run.published).toHaveLength(1);
});

test("the same words posted by hand meanwhile: both are shown, she says which, nothing is sent again", async () => {
  await using run = await PublishingRun.start();
  const id = await run.scheduled("Green sofa", 10 * MINUTE);
  run.faults({ on: "publish", effect: { kind: "drop", acts: true } });
  await run.clock.advance(10 * MINUTE + SECOND);
  const { platformUserId } = run.account;
  await run.practice.postByHand({ platformUserId, caption: " Green sofa " });
  await run.clock.advance(2 * MINUTE);
  const asked = await run.publication(id);
  expect(asked).toMatchObject({ state: "needs-you", problem: { button: "resolve" } });
  expect(asked.candidates).toHaveLength(2);
  const ours = run.practice.ledger().find((entry) => entry.kind === "publish");
  const igMediaId = ours?.kind === "publish" ? ours.mediaId : "";
  await run.ipc.publishing.resolve({ publicationId: id, answer: { kind: "live", igMediaId } });
  await run.clock.advance(MINUTE);
  expect(await run.publication(id)).toMatchObject({
    state: "published",
    igMediaId,
    candidates: [],
  });
  expect(run.published).toHaveLength(1);
});

test("Instagram says it was published: it cannot be sent again, not even on her word", async () => {
  await using run = await PublishingRun.start();
  const id = await run.scheduled("Green sofa", 10 * MINUTE);
  run.faults({ on: "publish", effect: { kind: "drop", acts: true } });
  await run.clock.advance(10 * MINUTE + SECOND);
  const { platformUserId } = run.account;
  await run.practice.postByHand({ platformUserId, caption: "Green sofa" });
  await run.clock.advance(2 * MINUTE);
  const answer = { kind: "not-live" } as const;
  await expect(run.ipc.publishing.resolve({ publicationId: id, answer })).rejects.toMatchObject({
    code: "conflict",
  });
  await run.ipc.publishing.resolve({ publicationId: id, answer: { kind: "drop" } });
  const { postId } = await run.publication(id);
  await expect(run.ipc.publishing.publishNow({ postId })).rejects.toMatchObject({
    code: "conflict",
  });
  expect(run.published).toHaveLength(1);
});

test("the same words went out by other hands the day before: asked before anything is sent", async () => {
  await using run = await PublishingRun.start();
  const { platformUserId } = run.account;
  await run.practice.postByHand({ platformUserId, caption: "Green sofa" });
  const id = await run.scheduled("Green sofa", 10 * MINUTE);
  await run.clock.advance(12 * MINUTE);
  expect(await run.publication(id)).toMatchObject({ state: "needs-you" });
  expect(run.published).toEqual([]);
  await run.ipc.publishing.resolve({ publicationId: id, answer: { kind: "not-live" } });
  await run.clock.advance(MINUTE);
  expect(await run.publication(id)).toMatchObject({ state: "published" });
  expect(run.published).toEqual(["Green sofa"]);
});

test("days without a connection after a lost answer are one line of the history, and it is found afterwards", async () => {
  await using run = await PublishingRun.start();
  const id = await run.scheduled("Green sofa", 10 * MINUTE);
  run.faults({ on: "publish", effect: { kind: "drop", acts: true } });
  await run.clock.advance(10 * MINUTE + SECOND);
  run.isOffline = true;
  await run.clock.advance(40 * MINUTE);
  const blind = (await run.history(id)).filter((line) => line.endsWith("no-information"));
  expect(blind).toEqual(["read-container:no-information"]);
  run.isOffline = false;
  await run.clock.advance(5 * MINUTE);
  expect(await run.publication(id)).toMatchObject({ state: "published" });
});

test("a container that is said to be in progress for more than its life makes it hers to decide", async () => {
  let isStuck = false;
  await using run = await PublishingRun.start({
    ports: {
      fetch: (input, init) =>
        isStuck && String(input instanceof Request ? input.url : input).includes("status_code")
          ? Promise.resolve(Response.json({ status_code: "IN_PROGRESS" }))
          : fetch(input, init),
    },
  });
  const id = await run.scheduled("Green sofa", 10 * MINUTE);
  run.faults({ on: "publish", effect: { kind: "drop", acts: true } });
  await run.clock.advance(10 * MINUTE + SECOND);
  isStuck = true;
  await run.clock.advance(20 * MINUTE);
  expect(await run.publication(id)).toMatchObject({ state: "outcome-unknown" });
  run.clock.sleep(24 * 60 * MINUTE);
  await run.clock.advance(20 * MINUTE);
  expect(await run.publication(id)).toMatchObject({ state: "needs-you" });
  expect(run.published).toHaveLength(1);
});

test("she cannot say that it is a post which another publication of hers is", async () => {
  await using run = await PublishingRun.start();
  const first = await run.scheduled("Green sofa", 10 * MINUTE);
  await run.clock.advance(12 * MINUTE);
  const { igMediaId } = await run.publication(first);
  await run.practice.postByHand({ platformUserId: run.account.platformUserId, caption: "Lamp" });
  const second = await run.scheduled("Lamp", 10 * MINUTE);
  await run.clock.advance(12 * MINUTE);
  expect(await run.publication(second)).toMatchObject({ state: "needs-you" });
  const answer = { kind: "live", igMediaId: igMediaId ?? "" } as const;
  await expect(run.ipc.publishing.resolve({ publicationId: second, answer })).rejects.toMatchObject(
    {
      code: "conflict",
      message: expect.stringContaining("another post of yours"),
    },
  );
});
