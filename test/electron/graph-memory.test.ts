import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openDatabase } from "../../electron/db/open.ts";
import { CALLS_AN_HOUR } from "../../electron/graph/budget.ts";
import { GraphClient } from "../../electron/graph/client.ts";
import { createContainer } from "../../electron/graph/endpoints/containers.ts";
import { readPublishingLimit } from "../../electron/graph/endpoints/limits.ts";
import { listMedia } from "../../electron/graph/endpoints/media.ts";
import { publishContainer } from "../../electron/graph/endpoints/publish.ts";
import type { GraphStore } from "../../electron/graph/memory.ts";
import { storeIn } from "../../electron/graph/queries.ts";
import { LIMITS } from "../../shared/rules/limits.ts";
import { fakePorts, type FakePorts } from "../fakes/ports.ts";
import { createTestApp } from "../harness/test-app.ts";
import {
  accessTo,
  deadOrigin,
  refuse,
  reply,
  startGraphServer,
  type GraphServer,
} from "./graph-server.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const EMPTY = { data: [] };
const PICTURE = { imageUrl: "http://127.0.0.1/p.jpg", caption: "", altText: "" };
const TOKEN = "IGAAtoken0of0a0live0account0that0is0long0enough0to0be0one00001";
const ME = {
  user_id: "17841400000000001",
  username: "defeah",
  name: "Defeah",
  account_type: "BUSINESS",
  followers_count: 1,
  media_count: 0,
};

let api: GraphServer;
beforeAll(async () => void (api = await startGraphServer()));
afterAll(() => api[Symbol.asyncDispose]());
beforeEach(() => {
  api.seen.length = 0;
});

function databaseOf(ports: FakePorts) {
  return openDatabase({
    file: ports.paths.database,
    backupFolder: mkdtempSync(join(tmpdir(), "defeah-backups-")),
    migrationsFolder: `${ports.paths.resources}/migrations`,
    now: ports.clock.now(),
  }).db;
}

/** A client on a real database. `again()` is another on the same one, as after `kill -9`: the first was never stopped. */
function make(wrap: (store: GraphStore) => GraphStore = (store) => store) {
  const ports = fakePorts();
  const db = databaseOf(ports);
  const store = wrap(storeIn(db));
  const access = { ...accessTo(api.origin), purpose: "publishing" as const };
  const again = () => {
    const graph = new GraphClient({ ports, timing: { retryDelaysMs: [] }, store });
    return {
      graph,
      list: () => listMedia(graph, access, { limit: 5 }),
      create: (host = access.host) => createContainer(graph, { ...access, host }, PICTURE),
    };
  };
  return { ...again(), again, access, ports, clock: ports.clock };
}

const spentFor = (minutes: number) => ({
  "x-business-use-case-usage": JSON.stringify({
    "1": [
      {
        type: "instagram",
        call_count: 100,
        total_cputime: 1,
        total_time: 1,
        estimated_time_to_regain_access: minutes,
      },
    ],
  }),
});

describe("started again within a closed window, the app makes no call", () => {
  async function connected(ports: FakePorts) {
    const run = await createTestApp(ports, { retryDelaysMs: [] });
    await run.ipc.settings.set({ graphHost: api.origin });
    api.answer(reply(ME));
    const { id } = await run.ipc.accounts.connect({ token: TOKEN, timeZone: "UTC" });
    return { run, id };
  }

  test("that the platform closed, until the minutes it estimated are over", async () => {
    const ports = fakePorts();
    const { run, id } = await connected(ports);
    api.answer((response, seen) => {
      for (const [name, value] of Object.entries(spentFor(12))) response.setHeader(name, value);
      refuse(80002)(response, seen);
    });
    const retryAt = ports.clock.now() + 12 * MINUTE;
    await expect(run.ipc.accounts.refresh({ id })).rejects.toMatchObject({ retryAt });
    await run[Symbol.asyncDispose]();
    const calls = api.seen.length;
    await using second = await createTestApp(ports, { retryDelaysMs: [] });
    await expect(second.ipc.accounts.refresh({ id })).rejects.toMatchObject({
      code: "rate-limited",
      retryAt,
    });
    expect(api.seen).toHaveLength(calls);
    ports.clock.jump(12 * MINUTE);
    const fresh = { access_token: `${TOKEN}2`, expires_in: 5_184_000 };
    api.answer((response, seen) =>
      reply(seen.path === "/refresh_access_token" ? fresh : ME)(response, seen),
    );
    expect((await second.ipc.accounts.refresh({ id })).tokenExpiryIsEstimate).toBe(false);
  });

  test("that a breaker opened over ten answers without sense; after half a minute one try decides", async () => {
    const ports = fakePorts();
    const { run, id } = await connected(ports);
    api.answer(reply("", 500));
    const ask = (app: typeof run) => app.ipc.accounts.refresh({ id }).catch(String);
    for (let call = 0; call < 10; call += 1) await ask(run);
    await run[Symbol.asyncDispose]();
    const calls = api.seen.length;
    await using second = await createTestApp(ports, { retryDelaysMs: [] });
    expect(await ask(second)).toContain("does not answer");
    expect(api.seen).toHaveLength(calls);
    ports.clock.jump(30_000);
    await ask(second);
    await ask(second);
    expect(api.seen).toHaveLength(calls + 1);
  });
});

test("what the platform says that this version does not know is counted over a restart, and shown", async () => {
  const ports = fakePorts();
  const run = await createTestApp(ports, { retryDelaysMs: [] });
  await run.ipc.settings.set({ graphHost: api.origin });
  api.answer(reply(ME));
  const { id } = await run.ipc.accounts.connect({ token: TOKEN, timeZone: "UTC" });
  api.answer(refuse(987_654));
  await expect(run.ipc.accounts.refresh({ id })).rejects.toThrow();
  await run[Symbol.asyncDispose]();
  ports.clock.jump(HOUR);
  await using second = await createTestApp(ports, { retryDelaysMs: [] });
  await expect(second.ipc.accounts.refresh({ id })).rejects.toThrow();
  expect((await second.ipc.settings.health({})).unknownReplies).toEqual([
    { code: "987654", count: 2, lastAt: ports.clock.now() },
  ]);
});

describe("killed, the app still knows", () => {
  test("that the platform refused", async () => {
    const { list, again, clock } = make();
    api.answer(refuse(4));
    await expect(list()).rejects.toMatchObject({ kind: "limited" });
    api.answer(reply(EMPTY));
    await expect(again().list()).rejects.toMatchObject({ retryAt: clock.now() + HOUR });
    expect(api.seen).toHaveLength(1);
    clock.jump(HOUR);
    await again().list();
  });

  test("how many of its calls it has made, but for the last seconds", async () => {
    const { list, again, clock } = make();
    api.answer(reply(EMPTY));
    for (let call = 0; call < CALLS_AN_HOUR - 1; call += 1) await list();
    await clock.advance(5000);
    const { list: listAgain } = again();
    await listAgain();
    await expect(listAgain()).rejects.toMatchObject({ kind: "limited" });
  });

  test("that the posts of 24 hours are used up, and what was read of them", async () => {
    const { graph, again, access, clock } = make();
    const config = { quota_total: 50, quota_duration: 86_400 };
    api.answer(reply({ data: [{ quota_usage: 50, config }] }));
    await readPublishingLimit(graph, access);
    const second = again().graph;
    expect(second.gate.standing(access).limit).toEqual({
      used: 50,
      total: 50,
      durationMs: 24 * HOUR,
      readAt: clock.now(),
    });
    expect(await publishContainer(second, access, "17890000000000001")).toMatchObject({
      kind: "not-executed",
    });
    expect(api.seen).toHaveLength(1);
  });

  test("how far a breaker had counted; reads and writes apart", async () => {
    const { list, again, clock } = make();
    api.answer(reply("", 500));
    for (let call = 0; call < 9; call += 1) await expect(list()).rejects.toThrow();
    await clock.advance(5000);
    const second = again();
    await expect(second.list()).rejects.toMatchObject({ httpStatus: 500 });
    await expect(second.list()).rejects.toMatchObject({ httpStatus: null });
    const third = again();
    await expect(third.list()).rejects.toMatchObject({ httpStatus: null });
    await expect(third.create()).rejects.toMatchObject({ httpStatus: 500 });
  });
});

describe("what is known is written", () => {
  function counting() {
    const saves: number[] = [];
    let isFull = false;
    const made = make((store) => ({
      ...store,
      save: (rows, now) => {
        if (isFull) throw Object.assign(new Error("full"), { code: "SQLITE_FULL" });
        saves.push(rows.length);
        store.save(rows, now);
      },
    }));
    return { ...made, saves, fill: (full: boolean) => void (isFull = full) };
  }

  test("some seconds later and together, not once a call", async () => {
    const { list, saves, clock } = counting();
    api.answer(reply(EMPTY));
    for (let call = 0; call < 20; call += 1) await list();
    expect(saves).toEqual([]);
    await clock.advance(5000);
    expect(saves).toHaveLength(1);
    await clock.advance(HOUR);
    expect(saves).toHaveLength(1);
  });

  test("at the stop", async () => {
    const { list, graph, saves } = counting();
    api.answer(reply(EMPTY));
    await list();
    graph.stop();
    expect(saves).toHaveLength(1);
  });

  test("when the disk has room again; meanwhile no call fails over it", async () => {
    const { list, graph, saves, fill, clock, access } = counting();
    fill(true);
    api.answer(reply(EMPTY, 200, spentFor(7)));
    await list();
    api.answer(reply({ id: "17900000000000001" }, 200, spentFor(7)));
    expect(await publishContainer(graph, access, "17890000000000001")).toMatchObject({
      kind: "accepted",
    });
    fill(false);
    await clock.advance(5000);
    expect(saves).toHaveLength(1);
  });
});

describe("the containers of a day", () => {
  const MADE = reply({ id: "17890000000000001" });
  const USAGE = {
    "x-business-use-case-usage": spentFor(0)["x-business-use-case-usage"].replace("100", "1"),
  };
  const FREE = reply({ id: "17890000000000001" }, 200, USAGE);

  test("are counted over a restart, and the one too many is not asked for: it waits as for the quota", async () => {
    const { create, again, clock, access } = make();
    api.answer(FREE);
    const firstAt = clock.now();
    await create();
    clock.jump(HOUR);
    for (let made = 1; made < LIMITS.containersPerDay; made += 1) await create();
    const second = again();
    await expect(second.create()).rejects.toMatchObject({
      kind: "limited",
      scope: "quota",
      retryAt: firstAt + 24 * HOUR,
    });
    expect(api.seen).toHaveLength(LIMITS.containersPerDay);
    expect(second.graph.containers.used(access)).toBe(LIMITS.containersPerDay);
    clock.jump(23 * HOUR);
    await second.create();
  });

  test("have room for a whole carousel or for none of it", async () => {
    const { create, graph, clock, access } = make();
    api.answer(FREE);
    for (let made = 0; made < LIMITS.containersPerDay - 5; made += 1) await create();
    graph.containers.pass(access, 5);
    expect(() => graph.containers.pass(access, 6)).toThrow("used up");
    expect(() => graph.containers.pass(access, 6)).toThrow(
      expect.objectContaining({ retryAt: clock.now() + 24 * HOUR }),
    );
  });

  test("do not count what never left this computer, and do count what was refused or cut off", async () => {
    const { create, graph, access } = make();
    const host = await deadOrigin();
    await expect(create(host)).rejects.toMatchObject({ isOffline: true });
    expect(graph.containers.used(access)).toBe(0);
    api.answer(refuse(36003, 2207009));
    await expect(create()).rejects.toMatchObject({ kind: "rejected" });
    api.answer((response) => void response.socket?.destroy());
    await expect(create()).rejects.toMatchObject({ isOffline: false });
    api.answer(MADE);
    await create();
    expect(graph.containers.used(access)).toBe(3);
  });
});
