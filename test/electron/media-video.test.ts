import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { expect, test } from "vitest";
import { VideoWorkers } from "../../electron/features/media/video-workers.ts";
import { SystemClock } from "../../electron/lib/system-clock.ts";
import type { ImportResult, Media } from "../../shared/contract/media.ts";
import { fakePorts } from "../fakes/ports.ts";
import { jpegOf } from "../harness/pictures.ts";
import { createTestApp, type TestApp } from "../harness/test-app.ts";
import { videoOf, type MadeVideo } from "../harness/videos.ts";

/** Absent where the project is built alone: the test of a real film then skips. */
const corpus = join(import.meta.dirname, "../../../shared/corpus/video");
const MB = 1024 * 1024;

function importedOf(result: ImportResult): Media {
  if (result.outcome !== "imported") throw new Error(`Not imported: ${JSON.stringify(result)}`);
  return result.media;
}

async function add({ ipc }: TestApp, made: MadeVideo = {}, name = "clip.mp4"): Promise<Media> {
  return importedOf(await ipc.media.import({ name, bytes: await videoOf(made) }));
}

function waitingRoom({ ports }: TestApp): string[] {
  return readdirSync(join(ports.paths.mediaFolder, "incoming"));
}

const digest = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

test("a video comes in with what the rules ask of it, is kept as it came and shown by a drawn sign", async () => {
  await using app = await createTestApp();
  const bytes = await videoOf({ seconds: 5, frameRate: 25 });
  const media = importedOf(await app.ipc.media.import({ name: "clip.mp4", bytes }));
  expect(media).toMatchObject({
    kind: "video",
    width: 144,
    height: 256,
    bytes: bytes.length,
    sourceFormat: "mp4",
    notes: [],
    hasPoster: false,
    video: {
      container: "mp4",
      codec: "h264",
      chroma: "4:2:0",
      frameRate: 25,
      audioCodec: "aac",
      audioChannels: 2,
      audioSampleRate: 48_000,
      hasFastStart: true,
      hasEditList: false,
    },
  });
  expect(media.video!.durationMs).toBeGreaterThanOrEqual(5000);
  expect(media.video!.durationMs).toBeLessThan(5050);
  const open = (what: string) => app.app.openMedia(`media/${media.id}/${what}`);
  const file = (await open("file"))!;
  expect(file.mime).toBe("video/mp4");
  expect(digest(readFileSync(file.file))).toBe(digest(bytes));
  const sign = await sharp((await open("picture"))!.file).metadata();
  expect(sign.width / sign.height).toBeCloseTo(144 / 256, 2);
  expect(waitingRoom(app)).toEqual([]);
});

test.each<[string, MadeVideo]>([
  ["a QuickTime file", { container: "mov" }],
  ["an index behind the media", { index: "end" }],
  ["an index in fragments", { index: "fragmented" }],
  ["an edit list before the picture", { startS: 0.5 }],
  ["an edit list before the sound", { soundStartS: 0.4 }],
])("%s is packed anew: index first, no edit list, every frame as it was", async (_name, made) => {
  await using app = await createTestApp();
  const plain = await add(app, { tone: 10 });
  const media = await add(app, made);
  expect(media.notes).toEqual(["remuxed"]);
  expect(media.video).toMatchObject({ container: "mp4", hasFastStart: true, hasEditList: false });
  expect(Math.abs(media.video!.durationMs - plain.video!.durationMs)).toBeLessThan(45);
  // Where the sound began before the picture, the first frame stands half a second longer.
  expect(media.video!.frameRate).toBeCloseTo(made.startS ? 105 / 4 : 30, 0);
  const file = (await app.app.openMedia(`media/${media.id}/file`))!.file;
  const bytes = readFileSync(file);
  expect(bytes.length).toBe(media.bytes);
  expect(bytes.indexOf("moov")).toBeLessThan(bytes.indexOf("mdat"));
  expect(bytes.includes("elst")).toBe(false);
});

test("a rotated recording is measured as it is shown, also after it is packed anew", async () => {
  await using app = await createTestApp();
  const media = await add(app, { container: "mov", width: 256, height: 144, rotation: 90 });
  expect([media.width, media.height]).toEqual([144, 256]);
});

test("where it was taken does not leave the computer", async () => {
  await using app = await createTestApp();
  const media = await add(app, { place: "+52.5200+013.4050/" });
  expect(media.notes).toEqual(["remuxed", "location-removed"]);
  const bytes = readFileSync((await app.app.openMedia(`media/${media.id}/file`))!.file);
  expect(bytes.includes("+52.5200")).toBe(false);
});

test("a video comes in piece by piece, and again is a duplicate", async () => {
  await using app = await createTestApp();
  const { media } = app.ipc;
  const bytes = await videoOf({ container: "mov" });
  const send = async (size = bytes.length, pieces = 3) => {
    const { upload } = await media.beginImport({ name: "phone.mov", size });
    const step = Math.ceil(bytes.length / pieces);
    for (let at = 0; at < bytes.length; at += step)
      await media.appendImport({ upload, bytes: bytes.subarray(at, at + step) });
    return { upload, result: await media.finishImport({ upload }) };
  };
  const first = await send();
  const added = importedOf(first.result);
  expect(added).toMatchObject({ kind: "video", sourceFormat: "mov", name: "phone.mov" });
  expect((await send(bytes.length, 1)).result).toMatchObject({
    outcome: "duplicate",
    media: { id: added.id },
  });
  await expect(media.finishImport({ upload: first.upload })).rejects.toMatchObject({
    code: "not-found",
  });
  expect(waitingRoom(app)).toEqual([]);
});

test("a picked video is copied by main, and no path reaches a screen", async () => {
  await using app = await createTestApp();
  const folder = join(app.ports.paths.dataFolder, "videos");
  mkdirSync(folder);
  writeFileSync(join(folder, "clip.jpg"), await videoOf());
  app.ports.given.picks.push([join(folder, "clip.jpg")]);
  const { files } = await app.ipc.media.pick({});
  const result = await app.ipc.media.importPicked({ ticket: files[0]!.ticket });
  expect(importedOf(result)).toMatchObject({ kind: "video", name: "clip.jpg" });
  expect(JSON.stringify(result)).not.toContain(folder);
  expect(waitingRoom(app)).toEqual([]);
});

test("a drawn frame becomes the poster, at an address of its own; what is no picture does not", async () => {
  await using app = await createTestApp();
  const media = await add(app);
  const bytes = await jpegOf({ width: 720, height: 1280 });
  const after = await app.ipc.media.setPoster({ id: media.id, bytes });
  expect(after.hasPoster).toBe(true);
  expect(after.picture).not.toBe(media.picture);
  const poster = await app.app.openMedia(`media/${media.id}/picture`);
  expect((await sharp(poster!.file).metadata()).width).toBe(720);
  await expect(
    app.ipc.media.setPoster({ id: media.id, bytes: new Uint8Array([1, 2, 3]) }),
  ).rejects.toMatchObject({ code: "invalid-input" });
  const picture = importedOf(await app.ipc.media.import({ name: "a.jpg", bytes }));
  await expect(app.ipc.media.setPoster({ id: picture.id, bytes })).rejects.toMatchObject({
    code: "invalid-input",
  });
});

test("a disk that is full while a video is packed anew is said as that, and leaves nothing", async () => {
  const { paths } = fakePorts();
  const workers = new VideoWorkers({ script: paths.videoWorker, clock: new SystemClock() });
  const file = join(paths.dataFolder, "phone.mov");
  writeFileSync(file, await videoOf({ container: "mov" }));
  const question = { file, container: "mov", out: "/dev/full" } as const;
  await expect(workers.prepare(question)).rejects.toMatchObject({
    code: "disk-full",
    message: expect.stringContaining("Free some space"),
  });
  await workers.stop();
});

test("what comes in pieces and is refused, or no video at all, leaves the waiting room", async () => {
  await using app = await createTestApp();
  const send = async (bytes: Uint8Array) => {
    const { upload } = await app.ipc.media.beginImport({ name: "x", size: bytes.length });
    await app.ipc.media.appendImport({ upload, bytes });
    return await app.ipc.media.finishImport({ upload });
  };
  expect(await send(await jpegOf())).toMatchObject({ outcome: "imported" });
  expect(await send(await videoOf({ seconds: 1 }))).toMatchObject({
    outcome: "refused",
    refusal: "video",
    reason: expect.stringContaining("at least 3 seconds"),
  });
  expect(await send(new Uint8Array(Buffer.from("Dear diary")))).toMatchObject({
    refusal: "not-a-picture",
  });
  expect(waitingRoom(app)).toEqual([]);
});

test("a file larger than Instagram takes is refused before a byte of it comes, and no more comes than was said", async () => {
  await using app = await createTestApp();
  const { media } = app.ipc;
  await expect(media.beginImport({ name: "film.mov", size: 400 * MB })).rejects.toMatchObject({
    code: "invalid-input",
    message: expect.stringContaining("300 MB"),
  });
  const { upload } = await media.beginImport({ name: "film.mov", size: 10 });
  await expect(media.appendImport({ upload, bytes: new Uint8Array(11) })).rejects.toMatchObject({
    code: "invalid-input",
  });
  expect(waitingRoom(app)).toEqual([]);
  const less = await media.beginImport({ name: "film.mov", size: 10 });
  expect(await media.finishImport(less)).toMatchObject({ refusal: "truncated" });
  const left = await media.beginImport({ name: "film.mov", size: 10 });
  await app.ports.clock.advance(11 * 60_000);
  await expect(media.finishImport(left)).rejects.toMatchObject({ code: "not-found" });
});

test.skipIf(!existsSync(corpus))(
  "a real film is read whole, and refused for its six channels of sound alone",
  async () => {
    await using app = await createTestApp();
    const name = "big-buck-bunny-480p-30s.mp4";
    const bytes = new Uint8Array(readFileSync(join(corpus, name)));
    expect(await app.ipc.media.import({ name, bytes })).toEqual({
      outcome: "refused",
      name,
      refusal: "video",
      reason:
        "The sound has 6 channels and Instagram takes mono or stereo. Export it again in stereo.",
    });
  },
);
