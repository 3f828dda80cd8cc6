import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Keychain } from "../../electron/ports.ts";
import { fakePorts, type FakePorts } from "../fakes/ports.ts";
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

const DAY = 86_400_000;
const OTHER_TOKEN = CANARY.replace("canary", "second");
const ME = {
  id: "9",
  user_id: "17841400000000001",
  username: "defeah",
  name: "Defeah",
  account_type: "BUSINESS",
};

let api: GraphServer;
beforeAll(async () => void (api = await startGraphServer()));
afterAll(() => api[Symbol.asyncDispose]());
beforeEach(() => {
  api.seen.length = 0;
  api.answer(reply(ME));
});

/** The app, pointed at this test's server. */
async function start(ports: FakePorts = fakePorts(), host = api.origin) {
  const run = await createTestApp(ports, { retryDelaysMs: [], readTimeoutMs: 400 });
  await run.ipc.settings.set({ graphHost: host });
  return run;
}

async function connectRefused(run: TestApp, token = CANARY) {
  const result = await run.ipc.accounts.connect({ token }).catch((error: unknown) => error);
  expect(await run.ipc.accounts.list({})).toEqual([]);
  return result as Error & { code: string };
}

describe("connecting with a pasted token", () => {
  test("asks whose it is and shows the account, its life as an estimate, its token nowhere", async () => {
    await using run = await start();
    const heard: unknown[] = [];
    run.bridge.subscribe((name, payload) => heard.push({ name, payload }));
    const account = await run.ipc.accounts.connect({ token: CANARY, timeZone: "Europe/Berlin" });
    const now = run.ports.clock.now();
    expect(account).toEqual({
      id: account.id,
      kind: "instagram",
      login: "instagram",
      page: null,
      username: "defeah",
      name: "Defeah",
      platformUserId: "17841400000000001",
      state: "connected",
      stateReason: null,
      trouble: null,
      tokenObtainedAt: now,
      tokenExpiresAt: now + 60 * DAY,
      tokenExpiryIsEstimate: true,
      tokenIsDurable: true,
      timeZone: "Europe/Berlin",
    });
    expect(await run.ipc.accounts.list({})).toEqual([account]);
    expect(heard).toContainEqual({ name: "accounts.changed", payload: { ids: [account.id] } });
    expect(api.seen.map((seen) => seen.headers.authorization)).toEqual([`Bearer ${CANARY}`]);
  });

  test.each([
    ["spaces and line breaks", `  ${CANARY.slice(0, 30)}\n${CANARY.slice(30)} `],
    ["quotes", `"${CANARY}"`],
    ["curly quotes and an invisible mark", `\u201C${CANARY}\u200B\u201D`],
    ["a header's first word", `Bearer ${CANARY}`],
    ["a parameter's name", `access_token=${CANARY}`],
    ["a whole address", `https://graph.instagram.com/me?fields=id&access_token=${CANARY}&x=1`],
    ["an address with a fragment", `https://example.com/#access_token=${CANARY}`],
  ])("takes it out of %s", async (_, token) => {
    await using run = await start();
    await run.ipc.accounts.connect({ token });
    expect(api.seen[0]?.headers.authorization).toBe(`Bearer ${CANARY}`);
  });

  test.each([
    ["https://www.instagram.com/defeah/", /web address/],
    ["https://localhost/?access_token=", /no token in this/],
    ['""', /no token in this/],
    ["17841400000000001", /number/],
    ["0123456789abcdef0123456789abcdef", /app secret/],
    ["IGAAshort", /too short/],
    ["Hallo, hier ist mein Schlüssel für Instagram: bitte sehr!", /characters a token never has/],
    ["<script>alert(1)</script><script>alert(1)</script>", /characters a token never has/],
  ])("refuses %s in words, and asks nobody", async (token, words) => {
    await using run = await start();
    const refused = await connectRefused(run, token);
    expect(refused).toMatchObject({ code: "invalid-input", message: expect.stringMatching(words) });
    expect(refused.message).toContain("Generate token");
    expect(api.seen).toEqual([]);
  });

  test.each([
    ["a wrong token", CANARY, refuse(190), /does not accept this token.*Generate token/],
    ["an expired token", CANARY, refuse(190, 463), /expired.*Generate token/],
    ["a Facebook token", `EAA${CANARY}`, refuse(190), /token of Facebook.*Generate token/],
    ["a missing permission", CANARY, refuse(10), /permission.*instagram_business_basic/],
    ["a blocked account", CANARY, refuse(190, 459), /Open the Instagram app/],
  ])("refuses %s with the way on", async (_, ...[token, answer, words]) => {
    api.answer(answer);
    await using run = await start();
    const refused = await connectRefused(run, token);
    expect(refused).toMatchObject({ code: "invalid-input", message: expect.stringMatching(words) });
  });

  test("refuses a personal account and says how to change it", async () => {
    api.answer(reply({ ...ME, account_type: "PERSONAL" }));
    await using run = await start();
    const refused = await connectRefused(run);
    expect(refused.code).toBe("invalid-input");
    expect(refused.message).toMatch(/@defeah is a personal account.*switch to a professional/);
  });

  test.each(["BUSINESS", "CREATOR", "MEDIA_CREATOR", "Media_Creator"])(
    "takes an account of type %s",
    async (account_type) => {
      api.answer(reply({ ...ME, account_type }));
      await using run = await start();
      await run.ipc.accounts.connect({ token: CANARY });
    },
  );

  const troubles: readonly (readonly [string, Answer, string])[] = [
    ["is limited", refuse(4), "rate-limited"],
    ["is in trouble", refuse(2, undefined, 500), "offline"],
    ["never answers", () => {}, "offline"],
    ["hangs up", (response) => void response.socket?.destroy(), "offline"],
    ["is no Instagram", reply("<html>Welcome to the hotel</html>"), "rejected-by-platform"],
    ["leaves out the account's id", reply({ username: "x" }), "rejected-by-platform"],
  ];
  test.each(troubles)("says so when the server %s, and stores nothing", async (_, answer, code) => {
    api.answer(answer);
    await using run = await start();
    const refused = await connectRefused(run);
    expect(refused.code).toBe(code);
    expect(refused.message).toMatch(/^[A-Z].*\.$/);
  });

  test("says so when there is no network", async () => {
    await using run = await start(undefined, await deadOrigin());
    const refused = await connectRefused(run);
    expect(refused).toMatchObject({
      code: "offline",
      message: expect.stringContaining("cannot reach Instagram"),
    });
  });

  test("the same account again gets the new token and keeps its id, zone and first day", async () => {
    await using run = await start();
    const first = await run.ipc.accounts.connect({ token: CANARY, timeZone: "Asia/Tokyo" });
    run.ports.clock.jump(DAY);
    api.answer(reply({ ...ME, username: "defeah.home" }));
    const second = await run.ipc.accounts.connect({ token: OTHER_TOKEN });
    expect(second).toMatchObject({ id: first.id, timeZone: "Asia/Tokyo", username: "defeah.home" });
    expect(second.tokenObtainedAt).toBe(first.tokenObtainedAt + DAY);
    expect(await run.ipc.accounts.list({})).toHaveLength(1);
    await run.ipc.accounts.profile({ id: first.id }).catch(() => {});
    expect(api.seen.at(-1)?.headers.authorization).toBe(`Bearer ${OTHER_TOKEN}`);
  });

  test("twice at once is one account, however slow the keychain is", async () => {
    const ports = fakePorts();
    const encrypt: Keychain["encrypt"] = async (text) => {
      for (let turn = 0; turn < 5; turn += 1) await ports.clock.advance(0);
      return ports.keychain.encrypt(text);
    };
    await using run = await start({ ...ports, keychain: { ...ports.keychain, encrypt } });
    const waiting: (() => void)[] = [];
    api.answer((response, seen) => {
      waiting.push(() => reply(ME)(response, seen));
      if (waiting.length === 2) waiting.forEach((answer) => answer());
    });
    const both = await Promise.all([
      run.ipc.accounts.connect({ token: CANARY }),
      run.ipc.accounts.connect({ token: OTHER_TOKEN }),
    ]);
    expect(both[0].id).toBe(both[1].id);
    expect(await run.ipc.accounts.list({})).toHaveLength(1);
  });
});

describe("without a keychain, or with one that does not open", () => {
  test("the account says that its token lasts until the app quits, and asks for it after a restart", async () => {
    const ports = fakePorts();
    ports.given.durable = false;
    {
      await using run = await start(ports);
      const account = await run.ipc.accounts.connect({ token: CANARY });
      expect(account).toMatchObject({ state: "connected", tokenIsDurable: false });
    }
    await using again = await start(ports);
    const [account] = await again.ipc.accounts.list({});
    expect(account).toMatchObject({
      state: "needs-login",
      stateReason: expect.stringContaining("no keychain"),
    });
    await expect(again.ipc.accounts.profile({ id: account!.id })).rejects.toMatchObject({
      code: "account-disconnected",
    });
    expect(await again.ipc.accounts.connect({ token: CANARY })).toMatchObject({
      id: account!.id,
      state: "connected",
      stateReason: null,
    });
  });

  test("a locked keychain at the start is no logout", async () => {
    const ports = fakePorts();
    {
      await using run = await start(ports);
      await run.ipc.accounts.connect({ token: CANARY });
    }
    const locked = Object.assign(new Error("locked"), { code: "temporarily-unavailable" });
    let isLocked = true;
    const decrypt: Keychain["decrypt"] = (sealed) =>
      isLocked ? Promise.reject(locked) : ports.keychain.decrypt(sealed);
    await using again = await start({ ...ports, keychain: { ...ports.keychain, decrypt } });
    const [account] = await again.ipc.accounts.list({});
    expect(account).toMatchObject({ state: "connected" });
    await expect(again.ipc.accounts.profile({ id: account!.id })).rejects.toMatchObject({
      code: "account-disconnected",
      message: expect.stringContaining("Unlock it"),
    });
    isLocked = false;
    api.answer((response, seen) =>
      reply(seen.path.endsWith("/me") ? ME : { data: [] })(response, seen),
    );
    expect(await again.ipc.accounts.profile({ id: account!.id })).toMatchObject({ posts: [] });
  });

  test("a token that one start could not open and the next can is no reason to log in again", async () => {
    const ports = fakePorts();
    {
      await using run = await start(ports);
      await run.ipc.accounts.connect({ token: CANARY });
    }
    const decrypt = () => Promise.reject(new Error("another user's key"));
    {
      await using elsewhere = await start({ ...ports, keychain: { ...ports.keychain, decrypt } });
      expect(await elsewhere.ipc.accounts.list({})).toMatchObject([
        { state: "needs-login", stateReason: expect.stringContaining("keychain") },
      ]);
    }
    await using again = await start(ports);
    expect(await again.ipc.accounts.list({})).toMatchObject([
      { state: "connected", stateReason: null },
    ]);
  });

  test("a token the platform refused stays refused after a restart", async () => {
    const ports = fakePorts();
    {
      await using run = await start(ports);
      const { id } = await run.ipc.accounts.connect({ token: CANARY });
      api.answer(refuse(190, 460));
      await run.ipc.accounts.profile({ id }).catch(() => {});
    }
    await using again = await start(ports);
    expect(await again.ipc.accounts.list({})).toMatchObject([
      { state: "needs-login", stateReason: expect.stringContaining("password was changed") },
    ]);
  });
});
