import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Trouble } from "../../electron/practice/troubles.ts";
import {
  callGraph,
  hostPictures,
  logIn,
  practise,
  type GraphBody,
} from "../harness/practice-client.ts";
import { PracticeProcess } from "../harness/practice-process.ts";

const V = "/v26.0";
const { url: image_url } = await hostPictures();

function codes(body: GraphBody): readonly unknown[] {
  return [body.error.code, body.error.error_subcode ?? null];
}

test.each<[Trouble, readonly unknown[], boolean]>([
  ["restricted", [25, 2207050], true],
  ["action-blocked", [4, 2207051], true],
  ["policy-blocked", [368, null], true],
  ["checkpoint", [190, 459], false],
])(
  "an account that is %s is told so until somebody puts it right",
  async (trouble, code, canRead) => {
    await using practice = await practise();
    const { call, server, userId } = practice;
    const ready = await practice.container("waits");
    server.setTrouble(userId, trouble);
    const writes = [
      await call("POST", `${V}/me/media`, { image_url }),
      await call("POST", `${V}/me/media_publish`, { creation_id: ready }),
    ];
    expect(writes.map(({ body }) => codes(body))).toEqual([code, code]);
    const read = await call("GET", `${V}/me/media`);
    expect(read.status).toBe(canRead ? 200 : 400);
    expect(practice.published()).toBe(0);
    const { platformUserId } = server.createAccount({ username: "other", name: "Other" });
    const access_token = server.issueToken(platformUserId).token;
    expect((await call("POST", `${V}/me/media`, { image_url, access_token })).status).toBe(200);
    server.setTrouble(userId, null);
    expect(await practice.publish(ready)).toMatch(/^180/);
  },
);

test("the outage of 23 May 2026: reads answer 100/33 for everybody while posts go out, until it is over", async () => {
  await using practice = await practise({ faults: { rules: [] } });
  const { call, clock } = practice;
  const before = await practice.post("before");
  practice.server.setFaults({
    rules: [],
    scenario: { name: "outage-2026-05-23", forMs: 3 * 60 * 60 * 1000 },
  });
  const container = await practice.make({ image_url, caption: "during" });
  const mediaId = await practice.publish(container);
  for (const id of [container, before, mediaId])
    expect(codes((await call("GET", `${V}/${id}`, { fields: "id" })).body)).toEqual([100, 33]);
  expect((await call("GET", `${V}/me/media`)).body.data).toHaveLength(2);
  clock.advance(3 * 60 * 60 * 1000);
  expect((await call("GET", `${V}/${mediaId}`)).body.id).toBe(mediaId);
  expect(await practice.status(container)).toMatch(/^Published/);
});

test("a script's own rules come before its scenario's", async () => {
  await using practice = await practise({ faults: { rules: [] } });
  const mediaId = await practice.post("x");
  practice.server.setFaults({
    rules: [
      {
        on: "read-media",
        nth: 1,
        effect: { kind: "error", acts: false, code: 2, message: "Mine" },
      },
    ],
    scenario: { name: "outage-2026-05-23", forMs: 1000 },
  });
  const read = async () => (await practice.call("GET", `${V}/${mediaId}`)).body;
  expect((await read()).error).toMatchObject({ code: 2, message: "Mine" });
  expect(codes(await read())).toEqual([100, 33]);
});

test("a slow day: processing takes ten minutes and lists run behind", async () => {
  await using practice = await practise({ faults: { rules: [] } });
  practice.server.setFaults({ rules: [], scenario: { name: "slow-day", forMs: 60 * 60 * 1000 } });
  const container = await practice.make({ image_url });
  practice.clock.advance(590_000);
  expect(await practice.status(container)).toMatch(/^In Progress/);
  practice.clock.advance(10_000);
  await practice.publish(container);
  expect((await practice.call("GET", `${V}/me/media`)).body.data).toEqual([]);
  practice.clock.advance(120_000);
  expect((await practice.call("GET", `${V}/me/media`)).body.data).toHaveLength(1);
});

test("the usage headers can tell that the budget is nearly spent while calls are still answered", async () => {
  await using practice = await practise({
    faults: { rules: [{ on: "me", effect: { kind: "usage", percent: 96 } }] },
  });
  const reply = await practice.call("GET", `${V}/me`);
  expect(reply.status).toBe(200);
  expect(JSON.parse(reply.headers.get("x-app-usage") ?? "{}")).toMatchObject({ call_count: 96 });
  expect(JSON.parse(reply.headers.get("x-business-use-case-usage") ?? "{}")).toEqual({
    [practice.userId]: [
      expect.objectContaining({ call_count: 96, estimated_time_to_regain_access: 0 }),
    ],
  });
});

test("a process of its own takes accounts, apps, troubles, revocations and comments by hand", async () => {
  const folder = mkdtempSync(join(tmpdir(), "practice-"));
  await using server = await PracticeProcess.start({ folder, behaviour: { processingMs: 0 } });
  const { platformUserId, token } = await server.createAccount("defeah", { login: "facebook" });
  const call = (method: "GET" | "POST", path: string, params: Record<string, string> = {}) =>
    callGraph(`${server.origin}${V}/${path}`, method, { access_token: token, ...params });
  expect((await call("GET", "me/accounts")).body.data).toHaveLength(1);

  const { mediaId } = await server.postByHand({ platformUserId, caption: "x", format: "reel" });
  const text = "said";
  const { commentId } = await server.commentByHand({ mediaId, username: "ana", text });
  expect((await call("GET", `${mediaId}/comments`)).body.data[0]).toMatchObject({
    id: commentId,
    text,
  });

  await server.setBehaviour({ quotaTotal: 7 });
  const limit = await call("GET", `${platformUserId}/content_publishing_limit`, {
    fields: "config",
  });
  expect(limit.body.data[0]).toMatchObject({ config: { quota_total: 7 } });
  await expect(server.setBehaviour({ quotaTotal: -1 })).rejects.toThrow("behaviour");

  await server.setTrouble(platformUserId, "restricted");
  expect(codes((await call("POST", `${platformUserId}/media`)).body)).toEqual([25, 2207050]);
  await server.setTrouble(platformUserId, null);
  await server.revoke(platformUserId);
  expect(codes((await call("GET", "me")).body)).toEqual([190, 458]);

  const redirect_uri = "https://localhost/auth";
  const login = "facebook" as const;
  await server.registerApp({ appId: "12345", secret: "s", login, redirectUris: [redirect_uri] });
  const query = new URLSearchParams({
    client_id: "12345",
    redirect_uri,
    response_type: "code",
    scope: "instagram_basic",
  });
  const back = await logIn(`${server.origin}${V}/dialog/oauth?${query}`);
  expect(back.searchParams.get("code")).toMatch(/^AQ/);
});
