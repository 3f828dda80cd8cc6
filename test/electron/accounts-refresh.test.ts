import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { refreshTime } from "../../electron/features/accounts/refresh-schedule.ts";
import { fakePorts, type FakePorts } from "../fakes/ports.ts";
import { createTestApp, type TestApp } from "../harness/test-app.ts";
import {
  CANARY,
  refuse,
  reply,
  startGraphServer,
  type Answer,
  type GraphServer,
} from "./graph-server.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const FRESH = CANARY.replace("canary", "fresh1");

let api: GraphServer;
let refreshes: Answer;
beforeAll(async () => void (api = await startGraphServer()));
afterAll(() => api[Symbol.asyncDispose]());
beforeEach(() => {
  api.seen.length = 0;
  refreshes = reply({ access_token: FRESH, token_type: "bearer", expires_in: 60 * 86_400 });
  api.answer((response, seen) => {
    if (seen.path === "/refresh_access_token") return refreshes(response, seen);
    const token = tokenOf(seen);
    const user_id = token.endsWith("2") ? "17841400000000002" : "17841400000000001";
    return reply({ user_id, username: "defeah", account_type: "BUSINESS" })(response, seen);
  });
});

const tokenOf = (seen: GraphServer["seen"][number]) =>
  seen.query.get("access_token") ?? String(seen.headers.authorization).replace("Bearer ", "");
const refreshed = () => api.seen.filter((seen) => seen.path === "/refresh_access_token");

async function start(ports: FakePorts = fakePorts()) {
  const run = await createTestApp(ports, { retryDelaysMs: [] });
  await run.ipc.settings.set({ graphHost: api.origin });
  return run;
}

/** Waits until the app has told that the accounts are as expected. */
async function until(run: TestApp, expected: object): Promise<void> {
  await vi.waitFor(async () => expect(await run.ipc.accounts.list({})).toMatchObject([expected]));
}

describe("when a token is refreshed", () => {
  const obtained = { tokenObtainedAt: 0, tokenExpiryIsEstimate: false };
  test.each([
    ["weekly", { ...obtained, tokenExpiresAt: 60 * DAY }, 7 * DAY],
    ["ten days before its end", { ...obtained, tokenExpiresAt: 13 * DAY }, 3 * DAY],
    ["never before it is a day old", { ...obtained, tokenExpiresAt: 5 * DAY }, DAY],
    ["weekly when its end is unknown", { ...obtained, tokenExpiresAt: null }, 7 * DAY],
    [
      "after a day when it was pasted, for it may be old",
      { ...obtained, tokenExpiresAt: 60 * DAY, tokenExpiryIsEstimate: true },
      DAY,
    ],
  ])("%s", (_, row, at) => expect(refreshTime(row)).toBe(at));
});

test("a pasted token is refreshed a day later by itself, and its end is then known", async () => {
  await using run = await start();
  await run.ipc.accounts.connect({ token: CANARY });
  await run.ports.clock.advance(DAY - HOUR);
  expect(refreshed()).toEqual([]);
  await run.ports.clock.advance(HOUR);
  const now = run.ports.clock.now();
  await until(run, {
    tokenExpiryIsEstimate: false,
    tokenObtainedAt: now,
    tokenExpiresAt: now + 60 * DAY,
  });
  expect(refreshed().map(tokenOf)).toEqual([CANARY]);
  await run.ports.clock.advance(7 * DAY);
  await until(run, { tokenObtainedAt: now + 7 * DAY });
  expect(refreshed().map(tokenOf)).toEqual([CANARY, FRESH]);
});

test("a refreshed token outlives a restart, and a refresh that came due while the app was off is made up for", async () => {
  const ports = fakePorts();
  {
    await using run = await start(ports);
    await run.ipc.accounts.connect({ token: CANARY });
    await ports.clock.advance(DAY);
    await until(run, { tokenExpiryIsEstimate: false });
  }
  ports.clock.jump(20 * DAY);
  await using again = await start(ports);
  await ports.clock.advance(0);
  await until(again, { tokenObtainedAt: ports.clock.now() });
  expect(refreshed().map(tokenOf)).toEqual([CANARY, FRESH]);
});

test.each([
  ["an empty token", reply({ access_token: "", expires_in: 60 * 86_400 })],
  ["nothing", reply({})],
  ["half a reply", reply('{"access_token": "IGAA')],
])("a refresh that brings %s leaves the good token in place", async (_, answer) => {
  refreshes = answer;
  await using run = await start();
  const account = await run.ipc.accounts.connect({ token: CANARY });
  await expect(run.ipc.accounts.refresh({ id: account.id })).rejects.toMatchObject({
    code: "rejected-by-platform",
  });
  expect(await run.ipc.accounts.list({})).toEqual([account]);
  refreshes = reply({ access_token: FRESH, expires_in: 60 * 86_400 });
  await run.ipc.accounts.refresh({ id: account.id });
  expect(refreshed().map(tokenOf)).toEqual([CANARY, CANARY]);
});

test("a token that is dead marks the account, with the reason in words, and connecting again heals it", async () => {
  await using run = await start();
  const { id } = await run.ipc.accounts.connect({ token: CANARY });
  api.answer(refuse(190, 460));
  await expect(run.ipc.accounts.refresh({ id })).rejects.toMatchObject({
    code: "account-disconnected",
  });
  expect(await run.ipc.accounts.list({})).toMatchObject([
    { state: "needs-login", stateReason: expect.stringMatching(/password was changed.*Connect/) },
  ]);
  api.answer(reply({ user_id: "17841400000000001", username: "defeah" }));
  expect(await run.ipc.accounts.connect({ token: FRESH })).toMatchObject({
    id,
    state: "connected",
    stateReason: null,
  });
});

test("a refused refresh of a token that still works is no logout", async () => {
  refreshes = refuse(190);
  await using run = await start();
  const { id } = await run.ipc.accounts.connect({ token: CANARY });
  await expect(run.ipc.accounts.refresh({ id })).rejects.toMatchObject({ code: "conflict" });
  expect(await run.ipc.accounts.list({})).toMatchObject([{ state: "connected" }]);
});

test("a token known to be younger than a day is not refreshed, and she hears when it can be", async () => {
  await using run = await start();
  const { id } = await run.ipc.accounts.connect({ token: CANARY });
  await run.ipc.accounts.refresh({ id });
  await expect(run.ipc.accounts.refresh({ id })).rejects.toMatchObject({
    code: "conflict",
    retryAt: run.ports.clock.now() + DAY,
  });
  expect(refreshed()).toHaveLength(1);
});

test("one account's trouble does not keep another from being refreshed, and is tried again later", async () => {
  const second = `${CANARY}2`;
  await using run = await start();
  const { id: first } = await run.ipc.accounts.connect({ token: CANARY });
  const { id: other } = await run.ipc.accounts.connect({ token: second });
  refreshes = (response, seen) =>
    tokenOf(seen) === CANARY
      ? refuse(2, undefined, 500)(response, seen)
      : reply({ access_token: `${FRESH}2`, expires_in: 60 * 86_400 })(response, seen);
  await run.ports.clock.advance(DAY);
  const estimates = async () =>
    new Map((await run.ipc.accounts.list({})).map((a) => [a.id, a.tokenExpiryIsEstimate]));
  await vi.waitFor(async () => expect((await estimates()).get(other)).toBe(false));
  expect((await estimates()).get(first)).toBe(true);
  refreshes = reply({ access_token: FRESH, expires_in: 60 * 86_400 });
  await run.ports.clock.advance(15 * 60_000);
  await vi.waitFor(async () => expect((await estimates()).get(first)).toBe(false));
});

test("a refresh that fails for want of a network is made when the network is back", async () => {
  await using run = await start();
  await run.ipc.accounts.connect({ token: CANARY });
  const { graphHost } = await run.ipc.settings.get({});
  const dead = await startGraphServer();
  await dead[Symbol.asyncDispose]();
  await run.ipc.settings.set({ graphHost: dead.origin });
  await run.ports.clock.advance(DAY);
  await vi.waitFor(() =>
    expect(run.ports.recorded.logs.map((log) => log.event)).toContain("accounts.refresh-failed"),
  );
  await run.ipc.settings.set({ graphHost });
  run.ports.fire.online(true);
  await run.ports.clock.advance(0);
  await until(run, { tokenExpiryIsEstimate: false });
});

test("a token replaced while its refresh is under way stays replaced", async () => {
  await using run = await start();
  const { id } = await run.ipc.accounts.connect({ token: CANARY });
  let answer = () => {};
  refreshes = (response, seen) => {
    answer = () => reply({ access_token: FRESH, expires_in: 60 * 86_400 })(response, seen);
  };
  const refreshing = run.ipc.accounts.refresh({ id });
  await vi.waitFor(() => expect(refreshed()).toHaveLength(1));
  const pasted = CANARY.replace("canary", "pasted");
  await run.ipc.accounts.connect({ token: pasted });
  answer();
  await refreshing;
  expect(await run.ipc.accounts.list({})).toMatchObject([{ tokenExpiryIsEstimate: true }]);
  await run.ipc.accounts.profile({ id }).catch(() => {});
  expect(tokenOf(api.seen.at(-1)!)).toBe(pasted);
});

test("an account disconnected while its refresh is under way stays disconnected", async () => {
  await using run = await start();
  const { id } = await run.ipc.accounts.connect({ token: CANARY });
  let answer = () => {};
  refreshes = (response, seen) => {
    answer = () => reply({ access_token: FRESH, expires_in: 60 * 86_400 })(response, seen);
  };
  const refreshing = run.ipc.accounts.refresh({ id }).catch(() => {});
  await vi.waitFor(() => expect(refreshed()).toHaveLength(1));
  await run.ipc.accounts.disconnect({ id });
  answer();
  await refreshing;
  expect(await run.ipc.accounts.list({})).toEqual([]);
});

test("closing the app does not wait for a refresh that hangs, and the token stays good", async () => {
  const ports = fakePorts();
  {
    await using run = await start(ports);
    await run.ipc.accounts.connect({ token: CANARY });
    refreshes = () => {};
    await ports.clock.advance(DAY);
    await vi.waitFor(() => expect(refreshed()).toHaveLength(1));
  }
  refreshes = reply({ access_token: FRESH, expires_in: 60 * 86_400 });
  await using again = await start(ports);
  await ports.clock.advance(0);
  await until(again, { state: "connected", tokenExpiryIsEstimate: false });
});
