import { createHash, randomBytes } from "node:crypto";
import { request } from "node:http";
import { expect, test } from "vitest";
import { movie } from "../harness/movies.ts";
import { hostPictures, practise, type Practised } from "../harness/practice-client.ts";

const V = "/v26.0";
const film = movie({ bytes: 600_000 });
const SIZE = String(film.length);

type Session = { readonly id: string; readonly uri: string };

async function begin(
  practice: Practised,
  params: Readonly<Record<string, string>> = {},
): Promise<Session> {
  const { body } = await practice.call("POST", `${V}/${practice.userId}/media`, {
    media_type: "REELS",
    upload_type: "resumable",
    ...params,
  });
  return body;
}

async function send(
  practice: Practised,
  uri: string,
  {
    from = 0,
    to = film.length,
    headers = {},
  }: { from?: number; to?: number; headers?: Record<string, string> } = {},
) {
  const reply = await fetch(uri, {
    method: "POST",
    headers: {
      authorization: `OAuth ${practice.token}`,
      offset: String(from),
      file_size: SIZE,
      connection: "close",
      ...headers,
    },
    body: new Uint8Array(film.subarray(from, to)),
  });
  return { status: reply.status, body: (await reply.json()) as Reply };
}

type Reply = {
  readonly success?: boolean;
  readonly offset?: number;
  readonly debug_info?: { retriable: boolean; type: string; message: string };
};

async function offset(practice: Practised, uri: string): Promise<number | undefined> {
  const headers = { authorization: `OAuth ${practice.token}` };
  return ((await (await fetch(uri, { headers })).json()) as Reply).offset;
}

test.each(["instagram", "facebook"] as const)(
  "a video comes by upload, byte for byte, with %s login",
  async (login) => {
    await using practice = await practise({ login });
    const { id, uri } = await begin(practice, { caption: "uploaded" });
    expect(uri).toBe(`${practice.server.origin}/ig-api-upload/v26.0/${id}`);
    expect(await practice.status(id)).toMatch(/^In Progress/);
    expect(await send(practice, uri)).toMatchObject({ status: 200, body: { success: true } });
    expect(await practice.status(id)).toMatch(/^In Progress/);
    practice.clock.advance(6000);
    expect(await practice.status(id)).toMatch(/^Finished/);
    await practice.publish(id);
    const sha256 = createHash("sha256").update(film).digest("hex");
    expect(practice.server.ledger().at(-1)).toMatchObject({ sha256, caption: "uploaded" });
  },
);

test("parts of a carousel and stories can be uploaded too, images cannot", async () => {
  await using practice = await practise();
  for (const params of [
    { media_type: "VIDEO", is_carousel_item: "true" },
    { media_type: "STORIES" },
  ]) {
    const { id, uri } = await begin(practice, params);
    await send(practice, uri);
    practice.clock.advance(6000);
    expect(await practice.status(id)).toMatch(/^Finished/);
  }
  const reply = await practice.call("POST", `${V}/me/media`, { upload_type: "resumable" });
  expect(reply.body.error.code).toBe(100);
});

test("an upload that is cut keeps what came, tells how much, and goes on from there", async () => {
  await using practice = await practise({
    faults: { rules: [{ on: "upload", nth: 1, effect: { kind: "cut", afterBytes: 100_000 } }] },
  });
  const { id, uri } = await begin(practice);
  await expect(send(practice, uri)).rejects.toThrow("fetch failed");
  expect(await offset(practice, uri)).toBe(100_000);
  const early = await send(practice, uri);
  expect(early.status).toBe(400);
  expect(early.body.debug_info).toMatchObject({ retriable: false, type: "ProcessingFailedError" });
  expect(JSON.parse(early.body.debug_info?.message ?? "")).toMatchObject({ success: false });
  expect((await send(practice, uri, { from: 100_001 })).status).toBe(400);
  expect((await send(practice, uri, { from: 100_000 })).status).toBe(200);
  practice.clock.advance(6000);
  expect(await practice.status(id)).toMatch(/^Finished/);
  const parts = practice.server.ledger().filter((entry) => entry.kind === "upload");
  expect(parts.map((part) => [part.offset, part.bytes])).toEqual([
    [0, 100_000],
    [100_000, film.length - 100_000],
  ]);
  expect((await send(practice, uri, { from: film.length })).status).toBe(400);
});

test("a client that hangs up itself, and a server that restarts, lose nothing that came", async () => {
  const first = await practise();
  const { id, uri } = await begin(first);
  await hangUp(first, uri, 50_000);
  await expect.poll(() => offset(first, uri)).toBe(50_000);
  await first.server.stop();
  await using again = await practise({ folder: first.folder, clock: first.clock });
  const there = uri.replace(/^http:\/\/[^/]+/, again.server.origin);
  expect(await offset(again, there)).toBe(50_000);
  expect((await send(again, there, { from: 50_000 })).status).toBe(200);
  first.clock.advance(6000);
  expect(await again.status(id)).toMatch(/^Finished/);
});

test("a piece at a time is taken, but not more than was said", async () => {
  await using practice = await practise();
  const { id, uri } = await begin(practice);
  const piece = await send(practice, uri, { to: 200_000 });
  expect(piece.body.debug_info).toMatchObject({ retriable: true });
  expect(await offset(practice, uri)).toBe(200_000);
  const more = await send(practice, uri, { from: 200_000, headers: { file_size: "300000" } });
  expect(more.status).toBe(400);
  const rest = await offset(practice, uri);
  expect(rest).toBeLessThanOrEqual(300_000);
  expect((await send(practice, uri, { from: rest ?? 0 })).status).toBe(200);
  practice.clock.advance(6000);
  expect(await practice.status(id)).toMatch(/^Finished/);
});

test.each([
  ["without a token", { authorization: "" }],
  ["with a dead token", { authorization: "OAuth IGAAnobody" }],
  ["without a size", { file_size: "" }],
  ["with an offset that is no number", { offset: "x" }],
])("an upload %s is refused in the upload host's words", async (_what, headers) => {
  await using practice = await practise();
  const { uri } = await begin(practice);
  const reply = await send(practice, uri, { headers });
  expect(reply.status).toBe(400);
  expect(reply.body.debug_info?.type).toBe("ProcessingFailedError");
  expect(await offset(practice, uri)).toBe(0);
});

test("nobody uploads into another's container, nor into one that waits for none", async () => {
  await using practice = await practise();
  const { uri } = await begin(practice);
  const { platformUserId } = practice.server.createAccount({ username: "other", name: "Other" });
  const authorization = `OAuth ${practice.server.issueToken(platformUserId).token}`;
  expect((await send(practice, uri, { headers: { authorization } })).status).toBe(400);
  const picture = await practice.container("a picture");
  expect((await send(practice, uri.replace(/\d+$/, picture))).status).toBe(400);
});

test("noise ends in ERROR, and a file elsewhere can be named instead of sent", async () => {
  await using practice = await practise();
  const host = await hostPictures();
  const noise = randomBytes(1000);
  const bad = await begin(practice);
  const reply = await fetch(bad.uri, {
    method: "POST",
    headers: { authorization: `OAuth ${practice.token}`, offset: "0", file_size: "1000" },
    body: new Uint8Array(noise),
  });
  expect(reply.status).toBe(200);
  const good = await begin(practice);
  const file_url = host.serve((_request, response) => response.end(film));
  const named = await fetch(good.uri, {
    method: "POST",
    headers: { authorization: `OAuth ${practice.token}`, file_url },
  });
  expect(named.status).toBe(200);
  await expect.poll(() => practice.server.ledger().at(-1)?.kind).toBe("arrival");
  practice.clock.advance(6000);
  expect(await practice.status(bad.id)).toMatch(/2207026$/);
  expect(await practice.status(good.id)).toMatch(/^Finished/);
});

test("an upload can be refused by a script, and an Instagram login by the server's own rule", async () => {
  await using practice = await practise({
    faults: {
      rules: [{ on: "upload", nth: 1, effect: { kind: "upload-failure", isRetriable: true } }],
    },
    behaviour: { processingMs: 0 },
  });
  const { uri } = await begin(practice);
  expect((await send(practice, uri)).body.debug_info).toMatchObject({ retriable: true });
  expect((await send(practice, uri)).status).toBe(200);
  await using strict = await practise({ behaviour: { resumableForInstagram: false } });
  expect(await begin(strict)).toMatchObject({ error: { code: 100 } });
});

/** Sends so many bytes and destroys the connection. */
function hangUp(practice: Practised, uri: string, bytes: number): Promise<void> {
  return new Promise((resolve) => {
    const call = request(uri, {
      method: "POST",
      headers: {
        authorization: `OAuth ${practice.token}`,
        offset: "0",
        file_size: SIZE,
        "content-length": SIZE,
      },
    });
    call.on("error", () => resolve());
    call.write(film.subarray(0, bytes), () => call.destroy());
    call.on("close", () => resolve());
  });
}
