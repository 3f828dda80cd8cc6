import { mkdtempSync } from "node:fs";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fakePorts } from "../fakes/ports.ts";
import { createMediaService } from "../harness/media-service.ts";
import { jpegOf } from "../harness/pictures.ts";
import { videoOf } from "../harness/videos.ts";

/** What is used here of s3rver, an S3 server by others, which brings no types. */
type S3rver = new (options: object) => { run(): Promise<AddressInfo>; close(): Promise<void> };
const require = createRequire(import.meta.url);
const Server = require("@20minutes/s3rver") as S3rver;

/** The only key pair that s3rver knows. */
const KEY = { accessKeyId: "S3RVER", secretAccessKey: "S3RVER" };
const ORIGINAL = { aspect: "original", x: 0.5, y: 0.5 } as const;
const HOUR_MS = 60 * 60 * 1000;
const BUCKET = "defeah-pictures";

const server = new Server({
  address: "127.0.0.1",
  port: 0,
  silent: true,
  directory: mkdtempSync(join(tmpdir(), "defeah-s3rver-")),
  configureBuckets: [{ name: BUCKET, configs: [] }],
});
let made: Awaited<ReturnType<typeof createMediaService>>;
let endpoint = "";

beforeAll(async () => {
  const ports = fakePorts({ fetch });
  // It goes by the computer's clock, and refuses signatures of another time.
  ports.clock.jump(Date.now() - ports.clock.now());
  endpoint = `http://127.0.0.1:${(await server.run()).port}`;
  made = await createMediaService(ports);
});
afterAll(async () => {
  await made[Symbol.asyncDispose]();
  await server.close();
});

async function setUp(change: { readonly bucket?: string; readonly key?: Partial<typeof KEY> }) {
  made.settings.update({
    mediaHostEndpoint: endpoint,
    mediaHostBucket: change.bucket ?? BUCKET,
    mediaHostRegion: "eu-central-1",
  });
  await made.media.setHostKey({ ...KEY, ...change.key });
}

/** A file of the library as it is sent: what to host, and its kind. */
async function fileOf(mime: "image/jpeg" | "video/mp4") {
  const isVideo = mime === "video/mp4";
  const bytes = isVideo ? await videoOf({ width: 720, height: 1280 }) : await jpegOf();
  const added = await made.media.import({ name: isVideo ? "a.mp4" : "a.jpg", bytes });
  if (added.outcome === "refused") throw new Error(added.reason);
  const mediaId = added.media.id;
  const sha256 = isVideo
    ? (made.media.facts([mediaId])[0]?.sha256 ?? "")
    : (await made.media.render({ mediaId, crop: ORIGINAL })).sha256;
  return { sha256, mime, accountKind: "instagram" } as const;
}

test.each(["image/jpeg", "video/mp4"] as const)(
  "s3rver takes a file of %s, gives it out behind its link, and lets go of it",
  async (mime) => {
    await setUp({});
    const file = await fileOf(mime);
    const hosted = await made.media.hostFile(file);
    const reply = await fetch(hosted.url, { headers: { "user-agent": "facebookexternalhit/1.1" } });
    expect([reply.status, reply.headers.get("content-type")]).toEqual([200, mime]);
    const digest = await crypto.subtle.digest("SHA-256", await reply.arrayBuffer());
    expect(Buffer.from(digest).toString("hex")).toBe(file.sha256);
    const forged = hosted.url.replace(/(X-Amz-Signature=)[0-9a-f]{4}/, "$10000");
    expect((await fetch(forged)).status).toBe(403);
    await hosted.release();
    expect((await fetch(hosted.url)).status).toBe(404);
    await expect(hosted.release()).resolves.toBeUndefined();
    expect((await made.media.host()).leftovers).toEqual([]);
  },
);

test.each([
  [{ key: { secretAccessKey: "wrong" } }, /SignatureDoesNotMatch.*key is wrong/],
  [{ key: { accessKeyId: "NOBODY" } }, /InvalidAccessKeyId.*key is wrong/],
  [{ bucket: "no-such-bucket" }, /NoSuchBucket.*no such bucket/],
])("s3rver refuses %j in words that say what to change", async (change, words) => {
  await setUp(change);
  const refused = { code: "rejected-by-platform", message: expect.stringMatching(words) };
  for (const mime of ["image/jpeg", "video/mp4"] as const)
    await expect(made.media.hostFile(await fileOf(mime))).rejects.toMatchObject(refused);
  expect(await made.media.checkHost()).toEqual({ ok: false, message: refused.message });
  expect((await made.media.host()).lastTried).toMatchObject({ ok: false, by: "check" });
});

test("the check stores, fetches and removes a picture on s3rver", async () => {
  await setUp({});
  expect(await made.media.checkHost()).toMatchObject({ ok: true });
  expect((await made.media.host()).lastTried).toMatchObject({ ok: true, by: "check" });
});

test("a link that comes to s3rver when its hour is over is refused", async () => {
  await setUp({});
  const { clock } = made.ports;
  const file = await fileOf("image/jpeg");
  clock.jump(-2 * HOUR_MS);
  const old = await made.media.hostFile(file);
  clock.jump(2 * HOUR_MS);
  const fresh = await made.media.hostFile(file);
  expect((await fetch(old.url)).status).toBe(403);
  expect((await fetch(fresh.url)).status).toBe(200);
  await Promise.all([old.release(), fresh.release()]);
});
