import { get, request } from "node:http";
import { connect } from "node:net";
import { expect, test } from "vitest";
import type { FaultScript } from "../../electron/practice/faults.ts";
import { practise, type GraphBody, type Practised } from "../harness/practice-client.ts";

const V = "/v26.0";
type Rules = FaultScript["rules"];

function practiseWith(rules: Rules): Promise<Practised> {
  return practise({ faults: { rules } });
}

function codes(body: GraphBody): readonly unknown[] {
  return [body.error.code, body.error.error_subcode ?? null];
}

async function publish(practice: Practised) {
  const creation_id = await practice.container("one");
  return practice.call("POST", `${V}/me/media_publish`, { creation_id });
}

test.each([true, false])("drop: the socket is destroyed, having acted: %s", async (acts) => {
  await using practice = await practiseWith([{ on: "publish", effect: { kind: "drop", acts } }]);
  await expect(publish(practice)).rejects.toThrow("fetch failed");
  expect(practice.published()).toBe(acts ? 1 : 0);
  expect(practice.server.seen().filter((call) => call.endpoint === "publish")).toHaveLength(1);
});

test.each([
  [true, 500],
  [false, 500],
  [true, 502],
  [false, 503],
] as const)("server-error: having acted: %s, HTTP %i", async (acts, status) => {
  await using practice = await practiseWith([
    { on: "publish", effect: { kind: "server-error", acts, status } },
  ]);
  const reply = await publish(practice);
  expect(reply.status).toBe(status);
  if (status === 500) expect(codes(reply.body)).toEqual([2, null]);
  else expect(reply.body.text).toContain("<html>");
  expect(practice.published()).toBe(acts ? 1 : 0);
});

test.each([true, false])("error: 4/2207051, having acted: %s", async (acts) => {
  await using practice = await practiseWith([
    { on: "publish", effect: { kind: "error", acts, code: 4, subcode: 2207051 } },
  ]);
  const reply = await publish(practice);
  expect(reply.status).toBe(400);
  expect(codes(reply.body)).toEqual([4, 2207051]);
  expect(practice.published()).toBe(acts ? 1 : 0);
});

test("empty and truncated: 200, having acted, and no JSON", async () => {
  await using practice = await practiseWith([
    { on: "publish", nth: 1, effect: { kind: "empty" } },
    { on: "publish", nth: 2, effect: { kind: "truncated" } },
  ]);
  const empty = await publish(practice);
  expect([empty.status, empty.body.text]).toEqual([200, ""]);
  const torn = await publish(practice);
  expect([torn.status, torn.body.text]).toEqual([200, expect.stringMatching(/^\{"id":"\d+$/)]);
  expect(practice.published()).toBe(2);
});

test.each([true, false])("half-open: no answer and no end, having acted: %s", async (acts) => {
  await using practice = await practiseWith([
    { on: "publish", effect: { kind: "half-open", acts } },
  ]);
  const creation_id = await practice.container("one");
  const { hostname, port } = new URL(practice.server.origin);
  const socket = connect(Number(port), hostname);
  const heard: string[] = [];
  socket.on("data", (chunk) => heard.push(String(chunk)));
  socket.on("end", () => heard.push("end"));
  socket.on("error", () => {});
  const path = `${V}/me/media_publish?creation_id=${creation_id}&access_token=${practice.token}`;
  socket.write(`POST ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 0\r\n\r\n`);
  await until(() => practice.server.seen().some((call) => call.endpoint === "publish"));
  // A second call is answered meanwhile, so the first had its chance.
  await practice.call("GET", `${V}/me`);
  expect(practice.published()).toBe(acts ? 1 : 0);
  expect(heard).toEqual([]);
  expect(socket.readyState).toBe("open");
  socket.destroy();
});

test.each([4, 17, 80002] as const)(
  "rate-limit: %i with its usage header, not acting",
  async (code) => {
    await using practice = await practiseWith([
      { on: "create", effect: { kind: "rate-limit", code, regainMinutes: 7 } },
    ]);
    const reply = await practice.call("POST", `${V}/me/media`, {
      image_url: "http://127.0.0.1:1/",
    });
    expect(codes(reply.body)).toEqual([code, null]);
    expect(JSON.parse(reply.headers.get("x-business-use-case-usage") ?? "{}")).toEqual({
      [practice.userId]: [
        expect.objectContaining({ call_count: 100, estimated_time_to_regain_access: 7 }),
      ],
    });
    expect(practice.server.ledger().some((entry) => entry.kind === "container")).toBe(false);
  },
);

test.each([null, 459, 463, 467] as const)("token-death: 190/%s, for good", async (subcode) => {
  await using practice = await practiseWith([
    { on: "publish", nth: 1, effect: { kind: "token-death", subcode } },
  ]);
  expect(codes((await publish(practice)).body)).toEqual([190, subcode]);
  const after = await practice.call("GET", `${V}/me`);
  expect(codes(after.body)).toEqual([190, subcode]);
  expect(practice.published()).toBe(0);
  const access_token = practice.server.issueToken(practice.userId).token;
  expect((await practice.call("GET", `${V}/me`, { access_token })).status).toBe(200);
});

test("lag: lists and reads answer as of a while ago", async () => {
  const effect = { kind: "lag", ms: 60_000 } as const;
  await using practice = await practiseWith([
    { on: "list-media", effect },
    { on: "read-media", effect },
    { on: "read-container", effect },
  ]);
  const { call, clock } = practice;
  const creation_id = await practice.container("lags");
  const fresh = await call("GET", `${V}/${creation_id}`, { fields: "status_code" });
  expect(codes(fresh.body)).toEqual([100, 33]);
  clock.advance(60_000);
  const { body } = await call("POST", `${V}/me/media_publish`, { creation_id });
  const state = await call("GET", `${V}/${creation_id}`, { fields: "status_code" });
  expect(state.body.status_code).toBe("FINISHED");
  expect(codes((await call("GET", `${V}/${body.id}`)).body)).toEqual([100, 33]);
  expect((await call("GET", `${V}/me/media`)).body.data).toEqual([]);
  clock.advance(60_000);
  const later = await call("GET", `${V}/${creation_id}`, { fields: "status_code" });
  expect(later.body.status_code).toBe("PUBLISHED");
  expect((await call("GET", `${V}/me/media`)).body.data).toEqual([{ id: body.id }]);
});

test("processing can be slow, or fail with a code", async () => {
  await using practice = await practiseWith([
    { on: "create", nth: 1, effect: { kind: "slow-processing", ms: 600_000 } },
    { on: "create", nth: 2, effect: { kind: "failed-processing", code: 2207001 } },
  ]);
  const fields = { fields: "status_code,status" };
  const slow = await practice.call("GET", `${V}/${await practice.container("slow")}`, fields);
  expect(slow.body.status_code).toBe("IN_PROGRESS");
  const failed = await practice.call("GET", `${V}/${await practice.container("bad")}`, fields);
  expect(failed.body.status).toBe("Error: Media upload has failed with error code 2207001");
});

test.each([false, true])("hold: waits until released, having acted: %s", async (acts) => {
  await using practice = await practiseWith([
    { on: "publish", nth: 1, effect: { kind: "hold", name: "door", acts } },
  ]);
  const answer = publish(practice);
  await practice.server.held("door");
  expect(practice.server.isHeld("door")).toBe(true);
  expect(practice.published()).toBe(acts ? 1 : 0);
  practice.server.release("door");
  expect((await answer).status).toBe(200);
  expect(practice.published()).toBe(1);
});

test("a call still held when the server stops never acts", async () => {
  const practice = await practiseWith([{ on: "publish", effect: { kind: "hold", name: "door" } }]);
  const answer = publish(practice).catch((error: unknown) => error);
  await practice.server.held("door");
  const ledger = practice.server.ledger().length;
  await practice.server.stop();
  expect(await answer).toBeInstanceOf(Error);
  await using again = await practise({ folder: practice.folder });
  expect(again.published()).toBe(0);
  // One more entry: the token of the second start.
  expect(again.server.ledger()).toHaveLength(ledger + 1);
});

test("the server's own download can be refused, dropped or held", async () => {
  await using practice = await practiseWith([
    { on: "fetch", nth: 1, effect: { kind: "error", acts: false, code: -2, subcode: 2207003 } },
    { on: "fetch", nth: 2, effect: { kind: "drop", acts: false } },
    { on: "fetch", nth: 3, effect: { kind: "hold", name: "download" } },
  ]);
  const create = () =>
    practice.call("POST", `${V}/me/media`, { image_url: `${practice.server.origin}/no` });
  expect(codes((await create()).body)).toEqual([-2, 2207003]);
  expect(codes((await create()).body)).toEqual([9004, 2207052]);
  const third = create();
  await practice.server.held("download");
  practice.server.release("download");
  expect(codes((await third).body)).toEqual([9004, 2207052]);
});

test("a delay comes before the deed", async () => {
  await using practice = await practiseWith([
    { on: "me", delayMs: 30, effect: { kind: "none" } },
    { on: "limit", delayMs: 60_000, effect: { kind: "none" } },
  ]);
  expect((await practice.call("GET", `${V}/me`)).status).toBe(200);
  const url = `${practice.server.origin}${V}/me/content_publishing_limit?access_token=${practice.token}`;
  await new Promise((resolve) => {
    const unanswered = get(url, { timeout: 50 }).on("error", () => {});
    unanswered.on("timeout", () => resolve(unanswered.destroy()));
  });
  expect(practice.server.seen().map((call) => call.endpoint)).toEqual(["me", "limit"]);
});

test("nth, spans, chance and a span of time choose the calls", async () => {
  const refusal = { kind: "error", acts: false, code: 2 } as const;
  await using practice = await practiseWith([
    { on: "me", nth: { from: 2, to: 3 }, effect: refusal },
    { on: "limit", forMs: 60_000, effect: refusal },
    { on: "list-media", probability: 0.5, effect: refusal },
  ]);
  const status = async (path: string): Promise<number> =>
    (await practice.call("GET", `${V}/${path}`)).status;
  const me = [await status("me"), await status("me"), await status("me"), await status("me")];
  expect(me).toEqual([200, 400, 400, 200]);
  expect(await status("me/content_publishing_limit")).toBe(400);
  practice.clock.advance(60_000);
  expect(await status("me/content_publishing_limit")).toBe(200);
  const draw = async (): Promise<number[]> => {
    const statuses: number[] = [];
    for (let n = 0; n < 40; n++) statuses.push(await status("me/media"));
    return statuses;
  };
  const first = await draw();
  const refused = first.filter((one) => one === 400).length;
  expect(refused).toBeGreaterThan(8);
  expect(refused).toBeLessThan(32);
  practice.server.setFaults({ rules: [{ on: "list-media", probability: 0.5, effect: refusal }] });
  expect(await draw()).toEqual(first);
});

test.each([
  ["no rules", {}],
  ["an unknown call", { rules: [{ on: "delete", effect: { kind: "none" } }] }],
  ["an unknown effect", { rules: [{ on: "me", effect: { kind: "explode" } }] }],
  ["an effect without its parts", { rules: [{ on: "me", effect: { kind: "drop" } }] }],
  ["a lag of a write", { rules: [{ on: "publish", effect: { kind: "lag", ms: 1 } }] }],
  ["half a fetch", { rules: [{ on: "fetch", effect: { kind: "half-open", acts: true } }] }],
  ["a negative delay", { rules: [{ on: "me", delayMs: -1, effect: { kind: "none" } }] }],
  ["a zeroth call", { rules: [{ on: "me", nth: 0, effect: { kind: "none" } }] }],
  [
    "a span backwards",
    { rules: [{ on: "me", nth: { from: 3, to: 2 }, effect: { kind: "none" } }] },
  ],
  ["a word too many", { rules: [], also: 1 }],
])("a script with %s is refused, and the old one stays", async (_what, script) => {
  await using practice = await practiseWith([
    { on: "me", effect: { kind: "error", acts: false, code: 2 } },
  ]);
  expect(() => practice.server.setFaults(script)).toThrow();
  expect((await practice.call("GET", `${V}/me`)).body.error.code).toBe(2);
});

test("two calls on one kept-alive connection are answered each for itself", async () => {
  await using practice = await practise();
  const { hostname, port } = new URL(practice.server.origin);
  const statuses = await Promise.all(
    ["me", "me/media"].map(
      (path) =>
        new Promise((resolve, reject) => {
          const options = { hostname, port, path: `${V}/${path}?access_token=${practice.token}` };
          request(options, (response) => resolve(response.resume().statusCode))
            .on("error", reject)
            .end();
        }),
    ),
  );
  expect(statuses).toEqual([200, 200]);
});

async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await new Promise(setImmediate);
}
