import { get, request } from "node:http";
import { expect, test } from "vitest";
import { PracticeServer } from "../../electron/practice/server.ts";
import { callGraph, practise, type GraphBody, type Practised } from "../harness/practice-client.ts";

const V = "/v26.0";

async function postMany(practice: Practised, count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let n = 1; n <= count; n++) {
    ids.unshift(await practice.post(`post ${n}`));
    practice.clock.advance(60_000);
  }
  return ids;
}

function ids(body: GraphBody): string[] {
  return body.data.map((item) => item.id);
}

function codes(body: GraphBody): readonly unknown[] {
  return [body.error.code, body.error.error_subcode ?? null];
}

test("the media list is paged by cursors, forwards and back, and ends without `next`", async () => {
  await using practice = await practise();
  const posts = await postMany(practice, 5);
  const first = await practice.call("GET", `${V}/me/media`, { limit: "2", fields: "id,caption" });
  expect(ids(first.body)).toEqual(posts.slice(0, 2));
  expect(first.body.paging.previous).toBeUndefined();

  await practice.post("meanwhile");
  const second = await fetchJson(first.body.paging.next);
  expect(ids(second)).toEqual(posts.slice(2, 4));
  expect(second.data[0]?.caption).toBe("post 3");
  const third = await fetchJson(second.paging.next);
  expect(ids(third)).toEqual(posts.slice(4));
  expect(third.paging.next).toBeUndefined();
  const back = await fetchJson(third.paging.previous);
  expect(ids(back)).toEqual(posts.slice(2, 4));

  const { after } = first.body.paging.cursors;
  const byCursor = await practice.call("GET", `${V}/me/media`, { limit: "50", after });
  expect(ids(byCursor.body)).toEqual(posts.slice(2));
  const nonsense = await practice.call("GET", `${V}/me/media`, { after: "nonsense" });
  expect(codes(nonsense.body)).toEqual([100, null]);
});

test("paging links carry the token only when it came in the address", async () => {
  await using practice = await practise();
  await postMany(practice, 2);
  const byParameter = await practice.call("GET", `${V}/me/media`, { limit: "1" });
  expect(byParameter.body.paging.next).toContain(practice.token);
  const byHeader = await fetch(`${practice.server.origin}${V}/me/media?limit=1`, {
    headers: { authorization: `Bearer ${practice.token}` },
  });
  expect(await byHeader.text()).not.toContain(practice.token);
});

test("an empty account's media list is an empty array", async () => {
  await using practice = await practise();
  expect((await practice.call("GET", `${V}/me/media`)).body).toEqual({ data: [] });
});

test("since and until cut the media list by time", async () => {
  await using practice = await practise();
  const start = practice.clock.now();
  const posts = await postMany(practice, 3);
  const second = Math.floor((start + 62_000 + 2000) / 1000);
  const since = await practice.call("GET", `${V}/me/media`, { since: String(second) });
  expect(ids(since.body)).toEqual(posts.slice(0, 2));
  const until = await practice.call("GET", `${V}/me/media`, { until: String(second) });
  expect(ids(until.body)).toEqual(posts.slice(1));
});

test("fields are honoured; without them there is only the id; an unknown one is an error", async () => {
  await using practice = await practise();
  const mediaId = await practice.post("fields");
  const all =
    "alt_text,caption,children{id,media_type},is_ai_generated,media_product_type,media_type,owner,permalink,shortcode,thumbnail_url,timestamp,username";
  const { body } = await practice.call("GET", `${V}/${mediaId}`, { fields: all });
  expect(Object.keys(body).sort()).toEqual(
    ["caption", "id", "is_ai_generated", "media_product_type", "media_type", "owner"].concat([
      "permalink",
      "shortcode",
      "timestamp",
      "username",
    ]),
  );
  expect((await practice.call("GET", `${V}/${mediaId}`)).body).toEqual({ id: mediaId });
  for (const fields of ["saved_count", "id,,caption", "id{", "__proto__", "constructor"]) {
    const refused = await practice.call("GET", `${V}/${mediaId}`, { fields });
    expect(codes(refused.body), fields).toEqual([100, null]);
  }
});

test.each([
  ["nothing", {}, [190, null]],
  ["nonsense", { access_token: "nonsense" }, [190, null]],
  ["a token of the Facebook flavour", { access_token: "EAAGm0PX4ZCps" }, [190, null]],
  ["an Instagram token nobody issued", { access_token: "IGAAnobody" }, [190, null]],
] as const)("a caller with %s is told 190", async (_what, params, expected) => {
  await using practice = await practise();
  for (const path of ["/v26.0/me", "/me", "/v26.0/me/media", "/v26.0/12345", "/v26.0/no/such"]) {
    const reply = await callGraph(`${practice.server.origin}${path}`, "GET", params);
    expect(codes(reply.body), path).toEqual(expected);
    expect(reply.body.error.type).toBe("OAuthException");
  }
});

test("a token dies after 60 days, and one that is a day old can be renewed for 60 more", async () => {
  await using practice = await practise();
  const refresh = { grant_type: "ig_refresh_token" };
  const early = await practice.call("GET", "/refresh_access_token", refresh);
  expect(codes(early.body)).toEqual([100, null]);
  practice.clock.advance(59 * 24 * 60 * 60 * 1000);
  const renewed = await practice.call("GET", "/refresh_access_token", refresh);
  expect(renewed.body).toMatchObject({ token_type: "bearer", expires_in: 60 * 24 * 60 * 60 });
  practice.clock.advance(2 * 24 * 60 * 60 * 1000);
  const old = await practice.call("GET", `${V}/me`);
  expect(codes(old.body)).toEqual([190, 463]);
  const { access_token } = renewed.body;
  expect((await practice.call("GET", `${V}/me`, { access_token })).status).toBe(200);
  const dead = await practice.call("GET", "/refresh_access_token", refresh);
  expect(codes(dead.body)).toEqual([190, 463]);
});

test("another account's objects are not there, like those that never were", async () => {
  await using practice = await practise();
  const mediaId = await practice.post("mine");
  const creation_id = await practice.container("also mine");
  const { platformUserId } = practice.server.createAccount({ username: "other", name: "Other" });
  const access_token = practice.server.issueToken(platformUserId).token;
  const reads = [
    mediaId,
    creation_id,
    practice.userId,
    `${practice.userId}/media`,
    "17800000000000000",
  ];
  for (const path of reads) {
    const reply = await practice.call("GET", `${V}/${path}`, { access_token });
    expect(codes(reply.body), path).toEqual([100, 33]);
  }
  for (const path of ["me/media_publish", `${practice.userId}/media_publish`]) {
    const reply = await practice.call("POST", `${V}/${path}`, { access_token, creation_id });
    expect(codes(reply.body), path).toEqual([100, 33]);
  }
  const unknown = await practice.call("POST", `${V}/me/nonsense`);
  expect(codes(unknown.body)).toEqual([100, 33]);
  expect(practice.published()).toBe(1);
});

test("usage headers count the calls made, and an overspent budget is 80002", async () => {
  await using practice = await practise({ behaviour: { callBudget: 4 } });
  const usage = async (): Promise<unknown> => {
    const { headers } = await practice.call("GET", `${V}/me`);
    const business = headers.get("x-business-use-case-usage") ?? "{}";
    return (JSON.parse(business) as Record<string, { call_count: number }[]>)[practice.userId]?.[0]
      ?.call_count;
  };
  expect([await usage(), await usage()]).toEqual([25, 50]);
  await usage();
  await usage();
  const over = await practice.call("GET", `${V}/me`);
  expect(over.body.error.code).toBe(80002);
  expect(over.headers.get("x-business-use-case-usage")).toContain(
    '"estimated_time_to_regain_access":1440',
  );
  expect(over.headers.get("x-app-usage")).toContain('"call_count"');
  practice.clock.advance(25 * 60 * 60 * 1000);
  expect(await usage()).toBe(25);
});

test("the Date header is the server's own clock, which can be set apart", async () => {
  await using practice = await practise();
  practice.server.shiftClock(3 * 60 * 60 * 1000);
  const { headers } = await practice.call("GET", `${V}/me`);
  expect(Date.parse(headers.get("date") ?? "")).toBe(practice.clock.now() + 3 * 60 * 60 * 1000);
});

test("fifty callers at once each get their own container and their own post", async () => {
  await using practice = await practise({ behaviour: { processingMs: 0 } });
  const containers = await Promise.all(
    Array.from({ length: 50 }, (_, n) => practice.container(`post ${n}`)),
  );
  const posts = await Promise.all(
    containers.map((creation_id) =>
      practice.call("POST", `${V}/me/media_publish`, { creation_id }).then(({ body }) => body.id),
    ),
  );
  expect(new Set([...containers, ...posts]).size).toBe(100);
  const list = await practice.call("GET", `${V}/me/media`, { limit: "100" });
  expect(ids(list.body).sort()).toEqual(posts.sort());
});

test("a name of the web that points here is refused", async () => {
  await using practice = await practise();
  const { hostname, port } = new URL(practice.server.origin);
  const status = await new Promise((resolve) => {
    request({ hostname, port, path: "/defeah.home", headers: { host: `evil.example:${port}` } })
      .on("response", (response) => resolve(response.resume().statusCode))
      .end();
  });
  expect(status).toBe(403);
});

test("without `control` there is no control endpoint and no fault", async () => {
  await using practice = await practise();
  for (const [method, path] of [
    ["GET", "ledger"],
    ["POST", "accounts"],
    ["POST", "faults"],
  ] as const) {
    const reply = await fetch(`${practice.server.origin}/__control/${path}`, { method });
    expect(reply.status).toBe(404);
  }
  expect(() => practice.server.setFaults({ rules: [] })).toThrow("takes no faults");
});

test("profile, post and picture can be looked at, and no caption becomes markup", async () => {
  await using practice = await practise();
  const mediaId = await practice.post(`<script>alert("1")</script> & <b>'bold'</b>`);
  const fields = "permalink,media_url";
  const { body } = await practice.call("GET", `${V}/${mediaId}`, { fields });
  const { permalink, media_url } = body as unknown as { permalink: string; media_url: string };
  const page = await fetch(permalink);
  const text = await page.text();
  expect(text).not.toMatch(/<script|<b>'/);
  expect(text).toContain("&lt;script&gt;alert(&quot;1&quot;)");
  expect(page.headers.get("content-security-policy")).toMatch(/^default-src 'none'/);
  const profile = await fetch(practice.server.profileUrl(practice.userId));
  expect(await profile.text()).toContain(new URL(permalink).pathname);
  expect((await fetch(media_url)).headers.get("content-type")).toBe("image/jpeg");
  const lost = ["/nobody", "/p/nothing", "/pictures/..%2fledger.jsonl", "/pictures/ledger.jsonl"];
  for (const path of lost)
    expect((await fetch(`${practice.server.origin}${path}`)).status, path).toBe(404);
});

test("the same username is the same account; a name Instagram would not take is refused", async () => {
  await using practice = await practise();
  const again = practice.server.createAccount({ username: "defeah.home", name: "Other" });
  expect(again.platformUserId).toBe(practice.userId);
  for (const username of ["", "me", "12345", "Ä", "a/b", "x".repeat(31)])
    expect(() => practice.server.createAccount({ username, name: "x" }), username).toThrow();
});

test("stop ends every connection at once, a held or silent one too", async () => {
  const practice = await practise({
    faults: { rules: [{ on: "me", effect: { kind: "half-open", acts: false } }] },
  });
  const ended = new Promise((resolve) => {
    get(`${practice.server.origin}${V}/me?access_token=${practice.token}`).on("error", resolve);
  });
  const seen = async (): Promise<void> => {
    while (practice.server.seen().length === 0) await new Promise(setImmediate);
  };
  await seen();
  await practice.server.stop();
  expect(await ended).toMatchObject({ code: "ECONNRESET" });
});

test("the port is remembered over a restart, and another taken when it is busy", async () => {
  const practice = await practise();
  const { origin } = practice.server;
  const { folder } = practice;
  await practice.server.stop();
  const again = new PracticeServer({ folder });
  await again.start();
  expect(again.origin).toBe(origin);
  await using crowded = await practise({ port: Number(new URL(origin).port) });
  expect(crowded.server.origin).not.toBe(origin);
  await again.stop();
});

async function fetchJson(url: string | undefined): Promise<GraphBody> {
  expect(url).toBeDefined();
  return (await (await fetch(url ?? "")).json()) as GraphBody;
}
