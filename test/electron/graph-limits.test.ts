import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { GraphClient } from "../../electron/graph/client.ts";
import { createContainer } from "../../electron/graph/endpoints/containers.ts";
import { readPublishingLimit } from "../../electron/graph/endpoints/limits.ts";
import { listMedia } from "../../electron/graph/endpoints/media.ts";
import { publishContainer } from "../../electron/graph/endpoints/publish.ts";
import {
  CALLS_AN_HOUR,
  CALLS_AN_HOUR_FOR_READING,
  type Purpose,
} from "../../electron/graph/budget.ts";
import type { GraphTiming } from "../../electron/graph/resilience.ts";
import { fakePorts } from "../fakes/ports.ts";
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

let api: GraphServer;
beforeAll(async () => void (api = await startGraphServer()));
afterAll(() => api[Symbol.asyncDispose]());
beforeEach(() => {
  api.seen.length = 0;
});

function make(timing: Partial<GraphTiming> = {}) {
  const ports = fakePorts();
  const graph = new GraphClient({ ports, timing: { retryDelaysMs: [], ...timing } });
  const access = accessTo(api.origin);
  return {
    graph,
    access,
    clock: ports.clock,
    list: (accountId = access.accountId, purpose: Purpose = "publishing") =>
      listMedia(graph, { ...access, accountId, purpose }, { limit: 5 }),
    create: (signal?: AbortSignal) => createContainer(graph, access, { ...PICTURE, signal }),
  };
}

function usage(percent: number, minutes: number) {
  const count = { call_count: percent, total_cputime: 1, total_time: 1 };
  return {
    "x-business-use-case-usage": JSON.stringify({
      "1": [{ type: "instagram", ...count, estimated_time_to_regain_access: minutes }],
    }),
  };
}

describe("the gate", () => {
  test("lets the stated number of calls an hour through, then fails at once with the time of the next", async () => {
    const { list, clock } = make();
    api.answer(reply(EMPTY));
    await list();
    const firstAt = clock.now();
    clock.jump(MINUTE);
    for (let call = 1; call < CALLS_AN_HOUR; call += 1) await list();
    await expect(list()).rejects.toMatchObject({ kind: "limited", retryAt: firstAt + HOUR });
    expect(api.seen).toHaveLength(CALLS_AN_HOUR);
    clock.jump(HOUR - MINUTE);
    await list();
    expect(api.seen).toHaveLength(CALLS_AN_HOUR + 1);
  });

  test("keeps calls for publishing: reads of any other kind stop earlier, and the post still goes out", async () => {
    const { graph, access, list, create } = make();
    api.answer(reply(EMPTY));
    for (let call = 0; call < CALLS_AN_HOUR_FOR_READING; call += 1)
      await list(access.accountId, "reading");
    await expect(list(access.accountId, "reading")).rejects.toMatchObject({ kind: "limited" });
    await expect(list(access.accountId, "reading")).rejects.toThrow("kept for publishing");
    api.answer(reply({ id: "17890000000000001" }));
    await expect(create()).rejects.toMatchObject({ kind: "limited" });
    await createContainer(graph, { ...access, purpose: "publishing" }, PICTURE);
    api.answer(reply({ id: "17900000000000001" }));
    expect(await publishContainer(graph, access, "17890000000000001")).toMatchObject({
      kind: "accepted",
    });
  });

  test("keeps them by the platform's own count as well, and looks again in a quarter of an hour", async () => {
    const { access, list, clock } = make();
    api.answer(reply(EMPTY, 200, usage(80, 0)));
    await list(access.accountId, "reading");
    await expect(list(access.accountId, "reading")).rejects.toMatchObject({
      kind: "limited",
      retryAt: clock.now() + 15 * MINUTE,
    });
    await list();
    clock.jump(15 * MINUTE);
    await list(access.accountId, "reading");
  });

  test("believes the platform's own count instead, once it tells one", async () => {
    const { list } = make();
    api.answer(reply(EMPTY, 200, usage(30, 0)));
    for (let call = 0; call <= CALLS_AN_HOUR; call += 1) await list();
    expect(api.seen).toHaveLength(CALLS_AN_HOUR + 1);
  });

  test("closes for an account whose budget is spent, for as long as the platform estimates, and for no other", async () => {
    const { list, clock } = make();
    api.answer(reply(EMPTY, 200, usage(100, 7)));
    await list();
    await expect(list()).rejects.toMatchObject({
      kind: "limited",
      retryAt: clock.now() + 7 * MINUTE,
    });
    await list("account-2");
    expect(api.seen).toHaveLength(2);
    api.answer(reply(EMPTY));
    clock.jump(7 * MINUTE);
    await list();
  });

  test("closes for every account when the app's budget is spent", async () => {
    const { list } = make();
    const spent = JSON.stringify({ call_count: 28, total_time: 97, total_cputime: 25 });
    api.answer(reply(EMPTY, 200, { "x-app-usage": spent }));
    await list();
    await expect(list("account-2")).rejects.toMatchObject({ kind: "limited" });
    expect(api.seen).toHaveLength(1);
  });

  test.each(["{", "[]", '{"1":"x"}', "null"])("is not moved by a header of %s", async (header) => {
    const { list } = make();
    api.answer(reply(EMPTY, 200, { "x-business-use-case-usage": header, "x-app-usage": header }));
    await list();
    await list();
    expect(api.seen).toHaveLength(2);
  });

  test("closes after a refusal for too many calls, by the header's minutes", async () => {
    const { list, clock } = make();
    api.answer((response, seen) => {
      for (const [name, value] of Object.entries(usage(100, 12))) response.setHeader(name, value);
      refuse(80002)(response, seen);
    });
    const retryAt = clock.now() + 12 * MINUTE;
    await expect(list()).rejects.toMatchObject({ kind: "limited", retryAt });
    await expect(list()).rejects.toMatchObject({ kind: "limited", retryAt });
    expect(api.seen).toHaveLength(1);
  });

  test("stays open for reads after 4/2207051, for they must find out whether the post is live", async () => {
    const { graph, access, list } = make();
    api.answer(refuse(4, 2207051));
    await publishContainer(graph, access, "17890000000000001");
    api.answer(reply(EMPTY));
    await list();
  });

  test("does not stay closed for ever when the clock is set back", async () => {
    const { list, clock } = make();
    api.answer(refuse(17));
    await expect(list()).rejects.toMatchObject({ kind: "limited" });
    api.answer(reply(EMPTY));
    clock.jump(-30 * 24 * HOUR);
    await list();
  });

  test("learns the publish quota when it is read, and stops a publish call that cannot succeed", async () => {
    const { graph, access } = make();
    const quota = (quota_usage: number) =>
      reply({ data: [{ quota_usage, config: { quota_total: 50, quota_duration: 86_400 } }] });
    api.answer(quota(50));
    expect(await readPublishingLimit(graph, access)).toEqual({
      used: 50,
      total: 50,
      durationMs: 24 * HOUR,
    });
    expect(await publishContainer(graph, access, "17890000000000001")).toMatchObject({
      kind: "not-executed",
      failure: { kind: "limited" },
    });
    expect(api.seen.map((seen) => seen.method)).toEqual(["GET"]);
    api.answer(quota(49));
    await readPublishingLimit(graph, access);
    api.answer(reply({ id: "17900000000000001" }));
    expect(await publishContainer(graph, access, "17890000000000001")).toMatchObject({
      kind: "accepted",
    });
  });
});

describe("a call that meets trouble", () => {
  test("is repeated when it reads", async () => {
    const { list } = make({ retryDelaysMs: [1, 1] });
    let calls = 0;
    api.answer((response, seen) =>
      ++calls < 3 ? reply("", 503)(response, seen) : reply(EMPTY)(response, seen),
    );
    expect(await list()).toMatchObject({ items: [] });
    expect(calls).toBe(3);
  });

  test("is never repeated when it writes", async () => {
    const { create } = make({ retryDelaysMs: [1, 1] });
    api.answer((response) => void response.socket?.destroy());
    await expect(create()).rejects.toMatchObject({ kind: "transient", isOffline: false });
    expect(api.seen).toHaveLength(1);
  });

  test("is not repeated for a refusal", async () => {
    const { list } = make({ retryDelaysMs: [1, 1] });
    api.answer(refuse(100));
    await expect(list()).rejects.toMatchObject({ kind: "rejected" });
    expect(api.seen).toHaveLength(1);
  });

  test("ends when the server takes too long", async () => {
    const { list } = make({ readTimeoutMs: 60 });
    api.answer(() => {});
    await expect(list()).rejects.toMatchObject({ kind: "transient", isOffline: false });
  });

  test("ends when its caller calls it off", async () => {
    const { create } = make();
    const stop = new AbortController();
    api.answer(() => stop.abort(new Error("The app is closing.")));
    await expect(create(stop.signal)).rejects.toThrow("The app is closing.");
  });

  test("is offline when nobody can be reached, which no breaker counts", async () => {
    const { graph } = make();
    const nowhere = accessTo(await deadOrigin());
    for (let call = 0; call < 15; call += 1)
      await expect(listMedia(graph, nowhere, { limit: 5 })).rejects.toMatchObject({
        kind: "transient",
        isOffline: true,
        retryAt: null,
      });
  });

  test("ten times in a row is not made again for half a minute; then one try decides; writes are apart", async () => {
    const { list, create, clock } = make();
    api.answer(reply("", 500));
    for (let call = 0; call < 10; call += 1)
      await expect(list()).rejects.toMatchObject({ httpStatus: 500 });
    await expect(list()).rejects.toMatchObject({
      kind: "transient",
      retryAt: clock.now() + 30_000,
    });
    expect(api.seen).toHaveLength(10);
    await expect(create()).rejects.toMatchObject({ httpStatus: 500 });
    clock.jump(30_000);
    await expect(list()).rejects.toMatchObject({ httpStatus: 500 });
    await expect(list()).rejects.toMatchObject({ httpStatus: null });
    clock.jump(30_000);
    api.answer(reply(EMPTY));
    await list();
    await list();
    expect(api.seen).toHaveLength(14);
  });
});
