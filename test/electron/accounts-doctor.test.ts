import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Finding } from "../../shared/contract/diagnosis.ts";
import { fakePorts } from "../fakes/ports.ts";
import { PublishingRun } from "../harness/publishing-run.ts";
import { createTestApp, type TestApp } from "../harness/test-app.ts";
import {
  CANARY,
  deadOrigin,
  refuse,
  reply,
  startGraphServer,
  type Answer,
  type GraphServer,
} from "./graph-server.ts";

const MINUTE = 60_000;
const DAY = 86_400_000;
const ME = { user_id: "17841400000000001", username: "defeah", account_type: "BUSINESS" };
const limitOf = (used: number) =>
  reply({ data: [{ quota_usage: used, config: { quota_total: 50, quota_duration: 86_400 } }] });

let api: GraphServer;
let own: Readonly<Record<string, Answer>> = {};
let skewMs = 0;
let now = () => 0;
beforeAll(async () => {
  api = await startGraphServer();
  api.answer((response, seen) => {
    response.setHeader("date", new Date(now() + skewMs).toUTCString());
    const edge = seen.path.split("/").at(-1) ?? "";
    const usual = { me: reply(ME), content_publishing_limit: limitOf(7) };
    ({ ...usual, ...own }[edge] ?? refuse(100))(response, seen);
  });
});
afterAll(() => api[Symbol.asyncDispose]());
beforeEach(() => {
  api.seen.length = 0;
  own = {};
  skewMs = 0;
});

async function start() {
  const run = await createTestApp(fakePorts(), { retryDelaysMs: [], readTimeoutMs: 400 });
  now = () => run.ports.clock.now();
  await run.ipc.settings.set({ graphHost: api.origin });
  const account = await run.ipc.accounts.connect({ token: CANARY });
  return { run, account };
}

async function findings(run: TestApp, id: string): Promise<Readonly<Record<string, Finding>>> {
  const { findings: list } = await run.ipc.accounts.diagnose({ id });
  return Object.fromEntries(list.map((item) => [item.id, item]));
}

test("a practice account in order passes everywhere, and nothing is made up", async () => {
  await using run = await createTestApp(fakePorts());
  const { id } = await run.ipc.accounts.connectPractice({});
  const { findings: list } = await run.ipc.accounts.diagnose({ id });
  expect(list.map((item) => [item.id, item.verdict])).toEqual(
    list.map((item) => [item.id, "pass"]),
  );
  expect(list).toHaveLength(10);
  expect(list.find((item) => item.id === "quota")?.says).toMatch(
    /^0 of \d+ used in the last 24 hours\.$/,
  );
});

test("a live account whose pictures have nowhere to stand: that first, the rest in order", async () => {
  const { run, account } = await start();
  await using _ = run;
  const diagnosis = await run.ipc.accounts.diagnose({ id: account.id });
  expect(diagnosis).toMatchObject({ accountId: account.id, checkedAt: run.ports.clock.now() });
  const [first, ...others] = diagnosis.findings;
  expect(first).toMatchObject({
    id: "media-host",
    verdict: "fail",
    open: { kind: "route", route: "/settings" },
  });
  expect(others.map((item) => item.verdict)).toEqual(others.map(() => "pass"));
  expect(others.find((item) => item.id === "permissions")?.says).toContain("does not tell");
  expect(JSON.stringify(diagnosis)).not.toContain(CANARY);
});

test("with a media host that works all is well", async () => {
  await using run = await PublishingRun.start();
  const { findings: list } = await run.ipc.accounts.diagnose({ id: run.account.id });
  expect(list.filter((item) => item.verdict !== "pass")).toEqual([]);
});

describe("each misconfiguration is named, with the screen to mend it on", () => {
  type Seeded = readonly [
    string,
    Finding["id"],
    { readonly own?: typeof own; readonly skewMs?: number; readonly graphHost?: string },
    Partial<Finding>,
  ];
  const meta = (screen: string) => ({ kind: "meta", screen, label: expect.any(String) }) as never;
  const seeded: readonly Seeded[] = [
    [
      "a dead token",
      "owner",
      { own: { me: refuse(190, 463) } },
      { verdict: "fail", says: expect.stringContaining("expired"), open: meta("app-dashboard") },
    ],
    [
      "a token of another account",
      "owner",
      { own: { me: reply({ ...ME, user_id: "17841400000000009", username: "other" }) } },
      { verdict: "fail", says: expect.stringContaining("belongs to @other") },
    ],
    [
      "a personal account",
      "type",
      { own: { me: reply({ ...ME, account_type: "PERSONAL" }) } },
      { verdict: "fail", open: meta("account-type") },
    ],
    [
      "an account whose type is not told",
      "type",
      { own: { me: reply({ ...ME, account_type: undefined }) } },
      { verdict: "unknown" },
    ],
    [
      "a token that may not publish",
      "permissions",
      { own: { content_publishing_limit: refuse(10) } },
      { verdict: "fail", open: meta("app-dashboard") },
    ],
    [
      "permissions nobody tells",
      "permissions",
      { own: { content_publishing_limit: refuse(2, undefined, 500) } },
      { verdict: "unknown" },
    ],
    [
      "a quota used up",
      "quota",
      { own: { content_publishing_limit: limitOf(50) } },
      { verdict: "fail", says: "50 of 50 used in the last 24 hours." },
    ],
    [
      "a quota nearly used up",
      "quota",
      { own: { content_publishing_limit: limitOf(46) } },
      { verdict: "warn" },
    ],
    [
      "a quota nobody tells",
      "quota",
      { own: { content_publishing_limit: refuse(1, undefined, 500) } },
      { verdict: "unknown" },
    ],
    [
      "a clock a minute slow",
      "clock",
      { skewMs: MINUTE },
      { verdict: "warn", says: expect.stringMatching(/60 seconds slow/) },
    ],
    [
      "a clock an hour fast",
      "clock",
      { skewMs: -60 * MINUTE },
      { verdict: "fail", says: expect.stringMatching(/60 minutes fast/) },
    ],
  ];
  test.each(seeded)("%s", async (_, ...[id, { own: answers = {}, skewMs: skew = 0 }, expected]) => {
    const { run, account } = await start();
    await using __ = run;
    own = answers;
    skewMs = skew;
    expect((await findings(run, account.id))[id]).toMatchObject(expected);
  });

  test("a host that cannot be reached leaves unknown what only it could tell", async () => {
    const { run, account } = await start();
    await using _ = run;
    await run.ipc.settings.set({ graphHost: await deadOrigin() });
    const found = await findings(run, account.id);
    expect(found["reach"]).toMatchObject({ verdict: "fail", open: meta("platform-status") });
    for (const id of ["clock", "owner", "type", "permissions", "quota"])
      expect(found[id]).toMatchObject({ verdict: "unknown" });
    expect(await run.ipc.accounts.list({})).toMatchObject([{ state: "connected" }]);
  });

  test("a token near its end, and one that is over", async () => {
    const { run, account } = await start();
    await using _ = run;
    run.ports.clock.jump(55 * DAY);
    expect((await findings(run, account.id))["token"]).toMatchObject({ verdict: "warn" });
    run.ports.clock.jump(6 * DAY);
    expect((await findings(run, account.id))["token"]).toMatchObject({
      verdict: "fail",
      todo: "Connect the account again.",
    });
  });

  test("an account held back by Instagram", async () => {
    await using run = await PublishingRun.start();
    run.faults({
      on: "create",
      effect: { kind: "error", acts: false, code: 25, subcode: 2207050 },
    });
    await run.scheduled("Green sofa", 5 * MINUTE);
    await run.clock.advance(6 * MINUTE);
    const [first] = (await run.ipc.accounts.diagnose({ id: run.account.id })).findings;
    expect(first).toMatchObject({ id: "standing", verdict: "fail", open: meta("account-status") });
  });
});

test("a dead token found while looking is known from then on", async () => {
  const { run, account } = await start();
  await using _ = run;
  own = { me: refuse(190, 460) };
  await run.ipc.accounts.diagnose({ id: account.id });
  expect(await run.ipc.accounts.list({})).toMatchObject([{ state: "needs-login" }]);
  // And it can be looked at all the same.
  expect((await findings(run, account.id))["owner"]).toMatchObject({ verdict: "fail" });
});

test("screens are opened by name, and no address from the window is", async () => {
  await using run = await createTestApp(fakePorts());
  await run.ipc.accounts.openScreen({ screen: "page-link" });
  expect(run.ports.recorded.links).toEqual([
    "https://www.facebook.com/settings/?tab=linked_instagram",
  ]);
  const refused = await run.app.dispatch("accounts.openScreen", { screen: "https://evil.example" });
  expect(refused).toMatchObject({ ok: false, error: { code: "invalid-input" } });
});
