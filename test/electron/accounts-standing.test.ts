import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { HOUR, MINUTE, PublishingRun } from "../harness/publishing-run.ts";
import { createTestApp } from "../harness/test-app.ts";
import { fakePorts } from "../fakes/ports.ts";
import {
  CANARY,
  refuse,
  reply,
  startGraphServer,
  type Answer,
  type GraphServer,
} from "./graph-server.ts";

const SECOND_TOKEN = CANARY.replace("canary", "second");
const ME = { user_id: "17841400000000001", username: "defeah", account_type: "BUSINESS" };
const LIMIT = { data: [{ quota_usage: 1, config: { quota_total: 50, quota_duration: 86_400 } }] };

let api: GraphServer;
beforeAll(async () => void (api = await startGraphServer()));
afterAll(() => api[Symbol.asyncDispose]());
beforeEach(() => {
  api.seen.length = 0;
  answer({});
});

/** `/me`, the quota and the list of posts, unless the test says otherwise for one of them. */
function answer(own: Readonly<Record<string, Answer>>): void {
  api.answer((response, seen) => {
    const edge = seen.path.split("/").at(-1) ?? "";
    const usual = {
      me: reply(ME),
      content_publishing_limit: reply(LIMIT),
      media: reply({ data: [] }),
    };
    const answers: Readonly<Record<string, Answer>> = { ...usual, ...own };
    (answers[edge] ?? refuse(100))(response, seen);
  });
}

async function start() {
  const run = await createTestApp(fakePorts(), { retryDelaysMs: [] });
  await run.ipc.settings.set({ graphHost: api.origin });
  return run;
}

describe("a refusal of a token that she has replaced", () => {
  test.each([
    ["is dead", refuse(190, 460)],
    ["is at a checkpoint", refuse(190, 459)],
  ])("arriving late, says nothing of the new one: the old %s", async (_, refusal) => {
    await using run = await start();
    const { id } = await run.ipc.accounts.connect({ token: CANARY });
    let late = () => {};
    answer({ media: (response, seen) => void (late = () => refusal(response, seen)) });
    const asking = run.ipc.accounts.profile({ id }).catch((error: unknown) => error);
    await vi.waitFor(() => expect(api.seen.at(-1)?.path).toMatch(/media$/));
    await run.ipc.accounts.connect({ token: SECOND_TOKEN });
    late();
    expect(await asking).toMatchObject({ code: "account-disconnected" });
    expect(await run.ipc.accounts.list({})).toMatchObject([{ state: "connected", trouble: null }]);
  });

  test("of the token in use it still asks for a login", async () => {
    await using run = await start();
    const { id } = await run.ipc.accounts.connect({ token: CANARY });
    await run.ipc.accounts.connect({ token: SECOND_TOKEN });
    answer({ media: refuse(190, 460) });
    await run.ipc.accounts.profile({ id }).catch(() => {});
    expect(await run.ipc.accounts.list({})).toMatchObject([{ state: "needs-login" }]);
  });
});

describe("an account that Instagram holds back", () => {
  const SIGNS = [
    ["25/2207050", 25, 2207050, "restricted"],
    ["368", 368, undefined, "action-blocked"],
    ["4/2207051", 4, 2207051, "action-blocked"],
    ["190/459", 190, 459, "checkpoint"],
    ["190/464", 190, 464, "checkpoint"],
    ["10", 10, undefined, "permission"],
    ["200", 200, undefined, "permission"],
    ["190/492", 190, 492, "permission"],
  ] as const;

  test.each(SIGNS)(
    "is paused by %s: many posts, one alert, nothing fails, and a restart changes nothing",
    async (code, ...[number, subcode, kind]) => {
      await using run = await PublishingRun.start();
      run.faults({ on: "create", effect: errorOf(number, subcode) });
      const ids: string[] = [];
      for (let post = 1; post <= 4; post += 1)
        ids.push(await run.scheduled(`post ${post}`, post * 10 * MINUTE));
      await run.clock.advance(25 * MINUTE);
      await run.quit();
      await run.open();
      await run.clock.advance(5 * HOUR);
      const [account] = await run.ipc.accounts.list({});
      expect(account).toMatchObject({ state: "connected", trouble: { kind, code } });
      for (const id of ids)
        expect(await run.publication(id)).toMatchObject({
          status: "scheduled",
          waitReason: "account",
          problem: { button: "see-account" },
        });
      expect(run.ports.recorded.notes).toMatchObject([
        { title: "@defeah is paused", route: "/accounts" },
      ]);
      expect(run.ports.recorded.trays.at(-1)).toMatchObject({
        state: "attention",
        attention: [{ label: "@defeah: paused by Instagram", route: "/accounts" }],
      });
      expect(run.published).toEqual([]);
    },
    30_000,
  );

  test("goes on when she has mended it and resumes; what is too late by then waits for her", async () => {
    await using run = await PublishingRun.start();
    run.faults({ on: "create", nth: 1, effect: errorOf(25, 2207050) });
    const early = await run.scheduled("early", 10 * MINUTE);
    const late = await run.scheduled("late", 3 * HOUR);
    await run.clock.advance(3 * HOUR + 10 * MINUTE);
    expect(await run.ipc.accounts.resume({ id: run.account.id })).toMatchObject({ trouble: null });
    await run.clock.advance(5 * MINUTE);
    expect(run.published).toEqual(["late"]);
    expect(await run.publication(late)).toMatchObject({ state: "published" });
    expect(await run.publication(early)).toMatchObject({
      state: "missed",
      problem: { what: expect.stringContaining("restricted this account") },
    });
  });

  test("stays paused when Instagram says the same again, and asks for a login when the token died meanwhile", async () => {
    await using run = await PublishingRun.start();
    const { id } = run.account;
    run.faults({ on: "create", nth: 1, effect: errorOf(190, 459) });
    await run.scheduled("Green sofa", 10 * MINUTE);
    await run.clock.advance(11 * MINUTE);
    run.faults({ on: "me", nth: 1, effect: errorOf(190, 459) });
    await expect(run.ipc.accounts.resume({ id })).rejects.toMatchObject({
      code: "rejected-by-platform",
      message: expect.stringMatching(/still says.*confirmed/),
    });
    expect(await run.ipc.accounts.list({})).toMatchObject([{ trouble: { kind: "checkpoint" } }]);
    run.faults({ on: "me", effect: { kind: "token-death", subcode: 463 } });
    await expect(run.ipc.accounts.resume({ id })).rejects.toMatchObject({
      code: "account-disconnected",
    });
    expect(await run.ipc.accounts.list({})).toMatchObject([
      { state: "needs-login", trouble: null },
    ]);
  });

  test("without a network she cannot resume, and hears why", async () => {
    await using run = await PublishingRun.start();
    run.faults({ on: "create", nth: 1, effect: errorOf(25, 2207050) });
    await run.scheduled("Green sofa", 10 * MINUTE);
    await run.clock.advance(11 * MINUTE);
    run.isOffline = true;
    await expect(run.ipc.accounts.resume({ id: run.account.id })).rejects.toMatchObject({
      code: "offline",
    });
    expect(await run.ipc.accounts.list({})).toMatchObject([{ trouble: { kind: "restricted" } }]);
  });

  test("does not hold another account: its posts go out on time", async () => {
    await using run = await PublishingRun.start();
    const first = run.account;
    const { platformUserId } = run.practice.createAccount({ username: "other", name: "Other" });
    const { token } = run.practice.issueToken(platformUserId);
    run.faults({ on: "create", nth: 1, effect: errorOf(25, 2207050) });
    await run.scheduled("held", 5 * MINUTE);
    await run.clock.advance(6 * MINUTE);
    run.account = await run.ipc.accounts.connect({ token, timeZone: "UTC" });
    await run.scheduled("goes out", 5 * MINUTE);
    await run.clock.advance(6 * MINUTE);
    expect(run.published).toEqual(["goes out"]);
    const accounts = await run.ipc.accounts.list({});
    expect(accounts.map(({ id, trouble }) => [id, trouble?.kind])).toEqual([
      [first.id, "restricted"],
      [run.account.id, undefined],
    ]);
  });

  test("a new token lifts what was said of the old one, never an action-block", async () => {
    await using run = await PublishingRun.start();
    const renew = () => {
      const { token } = run.practice.issueToken(run.account.platformUserId);
      return run.ipc.accounts.connect({ token });
    };
    await run.scheduled("Green sofa", 10 * MINUTE);
    run.faults({ on: "create", nth: 1, effect: errorOf(10) });
    await run.clock.advance(11 * MINUTE);
    expect((await renew()).trouble).toBeNull();
    run.faults({ on: "create", nth: 1, effect: errorOf(368) });
    await run.clock.advance(2 * MINUTE);
    expect((await renew()).trouble).toMatchObject({ kind: "action-blocked" });
  });
});

describe("an action-block in answer to the publish call", () => {
  test("with nothing out there: proved, then held back, and no second call meets it", async () => {
    await using run = await PublishingRun.start();
    const id = await run.scheduled("Green sofa", 10 * MINUTE);
    run.faults({ on: "publish", effect: errorOf(4, 2207051) });
    await run.clock.advance(6 * HOUR);
    const calls = (await run.history(id)).filter((line) => /^(publish|verdict):/.test(line));
    expect(calls).toEqual(["publish:intent", "publish:unknown", "verdict:ok"]);
    expect(await run.publication(id)).toMatchObject({ waitReason: "account" });
    const [account] = await run.ipc.accounts.list({});
    expect(account?.trouble).toMatchObject({ kind: "action-blocked", code: "4/2207051" });
    expect(account?.trouble?.calmUntilAt).toBeGreaterThan(
      (account?.trouble?.sinceAt ?? 0) + 3 * HOUR,
    );
  });

  test("with the post live: she sees it published, and hears of no block", async () => {
    await using run = await PublishingRun.start();
    const id = await run.scheduled("Green sofa", 10 * MINUTE);
    run.faults({
      on: "publish",
      nth: 1,
      effect: { kind: "error", acts: true, code: 4, subcode: 2207051 },
    });
    await run.clock.advance(20 * MINUTE);
    expect(await run.publication(id)).toMatchObject({ state: "published" });
    expect(await run.ipc.accounts.list({})).toMatchObject([{ trouble: null }]);
    expect(run.ports.recorded.notes).toMatchObject([{ title: "Published" }]);
  });
});

test("a keychain that is locked while a post is due is no logout", async () => {
  const ports = fakePorts();
  const locked = Object.assign(new Error("locked"), { code: "temporarily-unavailable" });
  let isLocked = false;
  await using run = await PublishingRun.start({
    ports: {
      keychain: {
        ...ports.keychain,
        decrypt: (sealed) => (isLocked ? Promise.reject(locked) : ports.keychain.decrypt(sealed)),
      },
    },
  });
  await run.scheduled("Green sofa", 10 * MINUTE);
  await run.quit();
  isLocked = true;
  await run.open();
  await run.clock.advance(12 * MINUTE);
  expect(await run.ipc.accounts.list({})).toMatchObject([{ state: "connected" }]);
  isLocked = false;
  await run.clock.advance(2 * MINUTE);
  expect(run.published).toEqual(["Green sofa"]);
});

function errorOf(code: number, subcode?: number) {
  return { kind: "error", acts: false, code, ...(subcode ? { subcode } : {}) } as const;
}
