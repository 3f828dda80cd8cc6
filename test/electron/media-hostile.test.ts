import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { FileRefused } from "../../electron/features/media/file-refused.ts";
import { VideoWorkers } from "../../electron/features/media/video-workers.ts";
import { SystemClock } from "../../electron/lib/system-clock.ts";
import { videoOf } from "../harness/videos.ts";

/** Files made to harm: each ends in words within a bounded time, in the thread that is made for them. */
const folder = mkdtempSync(join(tmpdir(), "defeah-hostile-"));
const LIMIT_MS = 20_000;
const workers = new VideoWorkers({
  script: join(import.meta.dirname, "../../electron/features/media/video-worker.ts"),
  clock: new SystemClock(),
  timeLimitMs: LIMIT_MS,
});
afterAll(() => workers.stop());

async function read(bytes: Uint8Array) {
  const file = join(folder, "hostile.mp4");
  writeFileSync(file, bytes);
  return await workers.prepare({ file, container: "mp4", out: join(folder, "out.mp4") });
}

const refusalOf = async (bytes: Uint8Array): Promise<FileRefused> => {
  const error = await read(bytes).catch((thrown: unknown) => thrown);
  if (!(error instanceof FileRefused)) throw new Error(`Not refused: ${JSON.stringify(error)}`);
  return error;
};

const small = { width: 64, height: 64, seconds: 4 } as const;
const plain = Buffer.from(await videoOf(small));
const atEnd = Buffer.from(await videoOf({ ...small, index: "end" }));
const inFragments = Buffer.from(await videoOf({ ...small, index: "fragmented" }));

/** A copy in which the box of that name has other numbers: offsets count from behind its name. */
function changed(from: Buffer, box: string, numbers: Readonly<Record<number, number>>): Buffer {
  const bytes = Buffer.from(from);
  const at = bytes.indexOf(box) + 4;
  if (at < 4) throw new Error(`There is no ${box}`);
  for (const [offset, value] of Object.entries(numbers))
    bytes.writeUInt32BE(value, at + Number(offset));
  return bytes;
}

const BILLIONS = 0xffffffff;

test.each<[string, Buffer, string]>([
  ["half of a video", plain.subarray(0, plain.length / 2), "truncated"],
  ["half of a video with its index last", atEnd.subarray(0, atEnd.length / 2), "truncated"],
  ["a video without its last byte", plain.subarray(0, -1), "truncated"],
  ["an index of four gigabytes", changed(plain, "moov", { [-8]: BILLIONS }), "truncated"],
  ["media that stands behind the end", changed(plain, "stco", { 8: BILLIONS }), "truncated"],
  ["billions of frames of one size", changed(plain, "stsz", { 4: 1, 8: BILLIONS }), "unreadable"],
  ["billions of listed frames", changed(plain, "stsz", { 8: BILLIONS }), "unreadable"],
  ["billions of equal times", changed(plain, "stts", { 8: BILLIONS }), "unreadable"],
  ["billions of times", changed(plain, "stts", { 4: BILLIONS }), "unreadable"],
  ["billions of pieces", changed(plain, "stsc", { 4: BILLIONS }), "unreadable"],
  ["a step over billions of pieces", changed(plain, "stsc", { 8: BILLIONS }), "unreadable"],
  ["billions of frames in one piece", changed(plain, "stsc", { 12: BILLIONS }), "unreadable"],
  ["billions of frames in a fragment", changed(inFragments, "trun", { 4: BILLIONS }), "unreadable"],
  ["no frames at all", changed(plain, "stsz", { 8: 0 }), "unreadable"],
  ["nothing but zeros", Buffer.alloc(100_000), "unreadable"],
  ["a head and noise", Buffer.concat([plain.subarray(0, 32), noise(5000)]), "unreadable"],
  ["boxes in boxes without end", nested(200_000), "unreadable"],
  ["boxes in boxes within a good index", nestedWithin(200_000), "unreadable"],
  ["a million empty boxes", emptyBoxes(1_000_000), "unreadable"],
])("%s is refused in words", async (_name, bytes, refusal) => {
  const started = performance.now();
  const refused = await refusalOf(bytes);
  expect([refused.refusal, refused.message]).toEqual([refusal, expect.stringMatching(/\w.*\.$/)]);
  expect(performance.now() - started).toBeLessThan(LIMIT_MS);
});

test("a video that is damaged anywhere in its index is read or refused, and the thread lives on", async () => {
  const [from, to] = [plain.indexOf("moov"), plain.indexOf("mdat")];
  const damage = fc.array(fc.tuple(fc.integer({ min: from + 4, max: to }), fc.nat(255)), {
    minLength: 1,
    maxLength: 6,
  });
  await fc.assert(
    fc.asyncProperty(damage, async (places) => {
      const bytes = Buffer.from(plain);
      for (const [at, value] of places) bytes[at] = value;
      try {
        const { facts } = await read(bytes);
        expect(facts.durationMs).toBeGreaterThan(0);
      } catch (error) {
        expect(error).toBeInstanceOf(FileRefused);
        expect((error as FileRefused).message).not.toContain("took too long");
      }
    }),
    { numRuns: 100 },
  );
  expect((await read(plain)).facts.codec).toBe("h264");
});

function noise(length: number): Buffer {
  return Buffer.from(Array.from({ length }, (_, at) => (at * 7919 + (at >> 3) * 104_729) % 256));
}

/** A good index, and in it boxes in boxes that a parser goes down into. */
function nestedWithin(depth: number): Buffer {
  const more = nestedBoxes("mdia", depth);
  const at = atEnd.indexOf("moov") - 4;
  const longer = Buffer.concat([atEnd, more]);
  longer.writeUInt32BE(atEnd.readUInt32BE(at) + more.length, at);
  return longer;
}

/** `moov` in `moov` in `moov`… each eight bytes smaller than the last. */
function nestedBoxes(name: string, depth: number): Buffer {
  const bytes = Buffer.alloc(depth * 8);
  for (let at = 0; at < depth; at++) {
    bytes.writeUInt32BE((depth - at) * 8, at * 8);
    bytes.write(name, at * 8 + 4, "latin1");
  }
  return bytes;
}

function nested(depth: number): Buffer {
  const bytes = nestedBoxes("moov", depth);
  return Buffer.concat([plain.subarray(0, plain.indexOf("moov") - 4), bytes, mdat()]);
}

function emptyBoxes(count: number): Buffer {
  const box = Buffer.from("\0\0\0\x08free", "latin1");
  return Buffer.concat([plain.subarray(0, 32), ...Array.from({ length: count }, () => box)]);
}

function mdat(): Buffer {
  return Buffer.from("\0\0\0\x10mdat12345678", "latin1");
}
