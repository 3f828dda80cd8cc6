import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { expect, test } from "vitest";
import type { ImportResult, Media } from "../../shared/contract/media.ts";
import { jpegOf } from "../harness/pictures.ts";
import { createTestApp, type TestApp } from "../harness/test-app.ts";
import { videoOf, type MadeVideo } from "../harness/videos.ts";

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
