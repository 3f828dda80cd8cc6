import { request } from "node:http";
import { afterEach, expect, test } from "vitest";
import { isForbidden } from "../../electron/features/media/public-address.ts";
import { fakePorts } from "../fakes/ports.ts";
import { createMediaService } from "../harness/media-service.ts";
import { ObjectStore } from "../harness/object-store.ts";
import { jpegOf } from "../harness/pictures.ts";
import { createTestApp } from "../harness/test-app.ts";
import { videoOf } from "../harness/videos.ts";

const KEY = { accessKeyId: "AKIDTEST", secretAccessKey: "canary/secret+key" };
const ORIGINAL = { aspect: "original", x: 0.5, y: 0.5 } as const;
const JPEG = { mime: "image/jpeg" } as const;
const NEVER_USED = { kind: "object-host", lastTried: null, leftovers: [] };
const HOUR_MS = 60 * 60 * 1000;
const open: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.stop();
});

/** The library with an S3-compatible host set up and one picture in it. */
async function withHost(change: { readonly region?: string; readonly secret?: string } = {}) {
  const ports = fakePorts({ fetch });
  const store = new ObjectStore({ key: KEY, region: "eu-central-1", now: () => ports.clock.now() });
  const endpoint = await store.start();
  const made = await createMediaService(ports);
  made.settings.update({
    mediaHostEndpoint: endpoint,
    mediaHostBucket: "defeah pictures",
    mediaHostRegion: change.region ?? "eu-central-1",
  });
  await made.media.setHostKey({ ...KEY, secretAccessKey: change.secret ?? KEY.secretAccessKey });
  open.push({ stop: () => made[Symbol.asyncDispose]() }, store);
  const added = await made.media.import({ name: "sofa.jpg", bytes: await jpegOf() });
  if (added.outcome !== "imported") throw new Error("The picture was not imported");
  const rendered = await made.media.render({ mediaId: added.media.id, crop: ORIGINAL });
  const host = () => made.media.hostFile({ ...rendered, ...JPEG, accountKind: "instagram" });
  return { ...made, store, endpoint, rendered, host };
}

test("a real account's picture stands on the host behind a link that opens it alone, until released", async () => {
  const { store, ports, rendered, host } = await withHost();
  const hosted = await host();
  expect([...store.objects.keys()]).toEqual([
    expect.stringMatching(
      new RegExp(`^/defeah%20pictures/defeah/${rendered.sha256}-[0-9a-f]{18}\\.jpg$`),
    ),
  ]);
  const reply = await fetch(hosted.url);
  expect(reply.status).toBe(200);
  expect((await reply.arrayBuffer()).byteLength).toBe(rendered.bytes);
  expect((await fetch(hosted.url.replace(/\?.*/, ""))).status).toBe(403);
  expect((await fetch(hosted.url.replace("defeah/", "other/"))).status).toBe(403);
  ports.clock.jump(HOUR_MS + 1000);
  expect((await fetch(hosted.url)).status).toBe(403);
  await hosted.release();
  expect(store.objects.size).toBe(0);
});

test.each([
  [{ secret: "wrong" }, /key is wrong/],
  [{ region: "us-east-1" }, /region is wrong/],
])("a host that refuses %j says what to change, and never the key", async (change, words) => {
  const { host, ports } = await withHost(change);
  const error = await host().catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({
    code: "rejected-by-platform",
    message: expect.stringMatching(words),
  });
  expect(JSON.stringify([error, ports.recorded.logs])).not.toContain(KEY.secretAccessKey);
});

test("a host that sends us elsewhere is not followed", async () => {
  const { store, host } = await withHost();
  store.misbehave = () => ({ status: 307, headers: { location: "http://169.254.169.254/latest" } });
  await expect(host()).rejects.toMatchObject({ message: expect.stringContaining("elsewhere") });
  expect(store.seen).toHaveLength(1);
});

test("a leftover on the host is logged and does not disturb a post that is out", async () => {
  const { store, host, ports } = await withHost();
  const hosted = await host();
  store.misbehave = () => ({ status: 500 });
  await expect(hosted.release()).resolves.toBeUndefined();
  expect(ports.recorded.logs).toContainEqual(
    expect.objectContaining({ event: "media.host.leftover" }),
  );
});

test("the check stores a picture, fetches it as Instagram does and removes it", async () => {
  const { media, store } = await withHost();
  expect(await media.checkHost()).toMatchObject({ ok: true });
  expect(store.seen.map(({ method, status }) => [method, status])).toEqual([
    ["PUT", 200],
    ["GET", 200],
    ["DELETE", 204],
  ]);
  expect(store.seen[1]?.agent).toContain("facebookexternalhit");
  expect(store.objects.size).toBe(0);
});

test.each([
  [() => ({ status: 403, body: "robots" }), /Facebook's fetcher/],
  [() => ({ status: 200, body: "<html>please log in</html>" }), /something else/],
])("the check tells when Instagram could not fetch the picture (%#)", async (answer, words) => {
  const { media, store } = await withHost();
  store.misbehave = (method) => (method === "GET" ? answer() : undefined);
  expect(await media.checkHost()).toEqual({ ok: false, message: expect.stringMatching(words) });
});

test("an https host that leads to this computer is refused before anything is sent", async () => {
  const { media, settings, host, store } = await withHost();
  for (const endpoint of ["https://localhost:9", "https://127.0.0.1:9", "https://[::1]:9"]) {
    settings.update({ mediaHostEndpoint: endpoint });
    await expect(host()).rejects.toMatchObject({ code: "invalid-input" });
    expect(await media.checkHost()).toMatchObject({ ok: false });
  }
  expect(store.seen).toEqual([]);
});

test.each([
  ["127.0.0.1", true],
  ["127.8.9.1", true],
  ["0.0.0.0", true],
  ["169.254.169.254", true],
  ["100.100.100.200", true],
  ["::1", true],
  ["fe80::1", true],
  ["fd00:ec2::254", true],
  ["::ffff:127.0.0.1", true],
  ["::ffff:a9fe:a9fe", true],
  ["93.184.216.34", false],
  ["2606:4700::1111", false],
])("%s is forbidden as a media host: %s", (address, forbidden) =>
  expect(isForbidden(address)).toBe(forbidden),
);

test("without a media host a real account's picture is refused with what to do, a practice one is not", async () => {
  await using made = await createMediaService();
  const added = await made.media.import({ name: "a.jpg", bytes: await jpegOf() });
  if (added.outcome !== "imported") throw new Error("The picture was not imported");
  const { sha256 } = await made.media.render({ mediaId: added.media.id, crop: ORIGINAL });
  await expect(
    made.media.hostFile({ sha256, ...JPEG, accountKind: "instagram" }),
  ).rejects.toMatchObject({
    code: "invalid-input",
    message: expect.stringContaining("Settings"),
  });
  const hosted = await made.media.hostFile({ sha256, ...JPEG, accountKind: "practice" });
  const reply = await fetch(hosted.url);
  expect([reply.status, reply.headers.get("content-type")]).toEqual([200, "image/jpeg"]);
  expect((await fetch(hosted.url, { method: "HEAD" })).headers.get("content-length")).toBe(
    String((await reply.arrayBuffer()).byteLength),
  );
  expect((await fetch(hosted.url, { method: "POST", body: "x" })).status).toBe(405);
  const { origin, port } = new URL(hosted.url);
  expect((await fetch(`${origin}/${sha256}.jpg`)).status).toBe(404);
  expect(await rawStatus(Number(port), "/../../studio.sqlite")).toBe(404);
  await hosted.release();
  expect((await fetch(hosted.url)).status).toBe(404);
  await made.media.stop();
  await expect(fetch(hosted.url)).rejects.toThrow();
});

test("a video is put up as it is read, with its length and kind, and fetched as it was", async () => {
  const { media, store } = await withHost();
  const bytes = await videoOf({ width: 720, height: 1280 });
  const added = await media.import({ name: "clip.mp4", bytes });
  if (added.outcome !== "imported") throw new Error("The video was not imported");
  const [facts] = media.facts([added.media.id]);
  expect(facts).toMatchObject({ kind: "video", format: "mp4", video: { codec: "h264" } });
  const video = { sha256: facts!.sha256, mime: "video/mp4" } as const;
  const hosted = await media.hostFile({ ...video, accountKind: "instagram" });
  const put = store.seen.find(({ method }) => method === "PUT");
  expect(put?.headers).toMatchObject({
    "content-type": "video/mp4",
    "content-length": String(bytes.length),
  });
  expect(put?.headers["transfer-encoding"]).toBeUndefined();
  expect(put?.path).toMatch(/\.mp4$/);
  expect(Buffer.from(await (await fetch(hosted.url)).arrayBuffer()).equals(bytes)).toBe(true);
  await hosted.release();
  expect(store.objects.size).toBe(0);
  const local = await media.hostFile({ ...video, accountKind: "practice" });
  const reply = await fetch(local.url);
  expect(reply.headers.get("content-type")).toBe("video/mp4");
  expect(Buffer.from(await reply.arrayBuffer()).equals(bytes)).toBe(true);
  await expect(
    media.hostFile({ ...video, mime: "image/jpeg", accountKind: "practice" }),
  ).rejects.toMatchObject({ code: "not-found" });
  await expect(media.render({ mediaId: added.media.id, crop: ORIGINAL })).rejects.toMatchObject({
    code: "invalid-input",
  });
});

test("the host's key is kept and forgotten through the settings page, and no reply shows it", async () => {
  await using app = await createTestApp();
  expect(await app.ipc.media.host({})).toEqual({ ...NEVER_USED, isSetUp: false, hasKey: false });
  expect(await app.ipc.media.checkHost({})).toMatchObject({ ok: false });
  await app.ipc.media.setHostKey(KEY);
  await app.ipc.settings.set({ mediaHostEndpoint: "https://s3.example", mediaHostBucket: "b" });
  const host = await app.ipc.media.host({});
  expect(host).toEqual({ ...NEVER_USED, isSetUp: true, hasKey: true });
  await expect(app.ipc.media.setHostKey({ ...KEY, secretAccessKey: "" })).rejects.toThrow(/both/);
  await app.ipc.media.setHostKey({ accessKeyId: "", secretAccessKey: "" });
  expect(await app.ipc.media.host({})).toEqual({ ...NEVER_USED, isSetUp: false, hasKey: false });
});

/** `fetch` tidies `..` out of a path; a hostile client does not. */
function rawStatus(port: number, path: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request({ host: "127.0.0.1", port, path }, (reply) => {
      reply.resume();
      resolve(reply.statusCode);
    })
      .on("error", reject)
      .end();
  });
}
