import { readFileSync } from "node:fs";
import { crc32 } from "node:zlib";
import sharp, { type Sharp } from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import { drawPicture } from "../harness/pictures.ts";
import { createTestApp } from "../harness/test-app.ts";

let app: Awaited<ReturnType<typeof createTestApp>>;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app[Symbol.asyncDispose]());

const RED = [220, 30, 30];
const FAR_END = [200, 200, 90];

function add(bytes: Uint8Array, name = "picture") {
  return app.ipc.media.import({ name, bytes: new Uint8Array(bytes) });
}

async function imported(bytes: Uint8Array, name?: string) {
  const result = await add(bytes, name);
  if (result.outcome === "refused") throw new Error(result.reason);
  const opened = await app.app.openMedia(result.media.picture.replace("app-media://", ""));
  return { media: result.media, jpeg: readFileSync(opened?.file ?? "") };
}

/** Colours well inside the red corner and at the far end: what an upright picture in the right colours has there. */
async function corners(jpeg: Buffer): Promise<number[][]> {
  const { data, info } = await sharp(jpeg, { ignoreIcc: true })
    .raw()
    .toBuffer({ resolveWithObject: true });
  const at = (x: number, y: number) => {
    const place = (Math.floor(y * info.height) * info.width + Math.floor(x * info.width)) * 3;
    return [...data.subarray(place, place + 3)];
  };
  return [at(0.1, 0.1), at(0.995, 0.995)];
}

function near(wanted: number[], within: number) {
  return wanted.map((value) => expect.closeTo(value, -Math.log10(within * 2)));
}

let count = 0;
/** Each a picture of its own, so that none is a duplicate. */
const drawn = () => drawPicture({ width: 640 + ++count, height: 480 });

const GPS = { IFD3: { GPSLatitudeRef: "N", GPSLatitude: "51/1 30/1 0/1" } };
const KINDS: readonly (readonly [string, (picture: Sharp) => Sharp, string[]])[] = [
  ["a JPEG", (p) => p.jpeg(), ["jpeg"]],
  ["a progressive JPEG", (p) => p.jpeg({ progressive: true }), ["jpeg"]],
  ["a PNG", (p) => p.png(), ["png", "converted-png"]],
  ["a WebP", (p) => p.webp({ quality: 95 }), ["webp", "converted-webp"]],
  ["an AVIF", (p) => p.avif({ effort: 0, quality: 80 }), ["avif", "converted-avif"]],
  ["a TIFF", (p) => p.tiff({ compression: "lzw" }), ["tiff", "converted-tiff"]],
  ["a GIF", (p) => p.gif(), ["gif", "converted-gif-first-frame"]],
  [
    "a 16-bit PNG",
    (p) => p.toColourspace("rgb16").png(),
    ["png", "converted-png", "converted-16-bit"],
  ],
  [
    "a Display P3 JPEG",
    (p) => p.withIccProfile("p3").jpeg({ quality: 95 }),
    ["jpeg", "converted-profile"],
  ],
  ["a JPEG tagged sRGB", (p) => p.withIccProfile("srgb").jpeg(), ["jpeg"]],
  [
    "a CMYK JPEG",
    (p) => p.withIccProfile("cmyk").jpeg({ quality: 95 }),
    ["jpeg", "converted-cmyk"],
  ],
  ["a JPEG that names a place", (p) => p.withExif(GPS).jpeg(), ["jpeg", "location-removed"]],
  [
    "a see-through PNG",
    (p) => p.ensureAlpha(0.999).png(),
    ["png", "converted-png", "flattened-transparency"],
  ],
  [
    "a see-through PNG in Display P3",
    (p) => p.ensureAlpha(0.999).withIccProfile("p3").png(),
    ["png", "converted-png", "converted-profile", "flattened-transparency"],
  ],
  ["an opaque PNG with an alpha channel", (p) => p.ensureAlpha(1).png(), ["png", "converted-png"]],
];

test.each(KINDS)(
  "%s comes in with its colours, typed by its bytes",
  async (kind, encode, wanted) => {
    const { media, jpeg } = await imported(await encode(drawn()).toBuffer(), "whatever.txt");
    expect([media.sourceFormat, ...media.notes]).toEqual(wanted);
    const within = /CMYK|GIF/.test(kind) ? 40 : 8;
    expect(await corners(jpeg)).toEqual([near(RED, within), near(FAR_END, within)]);
  },
);

test("of an animated WebP the first frame comes in, and it says so", async () => {
  const frames = await Promise.all([0, 60].map((tone) => drawPicture({ tone }).png().toBuffer()));
  const bytes = await sharp(frames, { join: { animated: true } })
    .webp({ quality: 95 })
    .toBuffer();
  const { media, jpeg } = await imported(bytes);
  expect(media).toMatchObject({ height: 480, notes: ["converted-webp", "first-of-several"] });
  expect(await corners(jpeg)).toEqual([near(RED, 8), near(FAR_END, 8)]);
});

test.each([1, 2, 3, 4, 5, 6, 7, 8])(
  "orientation %i comes in upright, whatever the format",
  async (orientation) => {
    const stored = await undoOrientation(await drawn().png().toBuffer(), orientation);
    for (const encode of [
      (p: Sharp) => p.jpeg({ quality: 95 }),
      (p: Sharp) => p.png(),
      (p: Sharp) => p.webp({ quality: 95 }),
      (p: Sharp) => p.tiff(),
    ]) {
      const bytes = await encode(sharp(stored).withMetadata({ orientation })).toBuffer();
      const { media, jpeg } = await imported(bytes);
      expect(media.width).toBeGreaterThan(media.height);
      expect(await corners(jpeg), media.sourceFormat).toEqual([near(RED, 12), near(FAR_END, 12)]);
      expect(media.notes.includes("turned-upright")).toBe(orientation > 1);
    }
  },
);

/** The pixels a camera would store under this orientation for an upright picture (EXIF 2.3, tag 274). */
async function undoOrientation(upright: Buffer, orientation: number): Promise<Buffer> {
  const mirror = (p: Sharp) => p.flop();
  const steps: readonly ((p: Sharp) => Sharp)[][] = [
    [],
    [mirror],
    [(p) => p.rotate(180)],
    [(p) => p.flip()],
    [mirror, (p) => p.rotate(270)],
    [(p) => p.rotate(270)],
    [mirror, (p) => p.rotate(90)],
    [(p) => p.rotate(90)],
  ];
  let bytes = upright;
  for (const step of steps[orientation - 1] ?? [])
    bytes = await step(sharp(bytes)).png().toBuffer();
  return bytes;
}

test.each([
  ["JPEG", (p: Sharp) => p.jpeg()],
  ["progressive JPEG", (p: Sharp) => p.jpeg({ progressive: true })],
  ["PNG", (p: Sharp) => p.png()],
  ["WebP", (p: Sharp) => p.webp()],
  ["AVIF", (p: Sharp) => p.avif({ effort: 0 })],
  ["TIFF", (p: Sharp) => p.tiff({ compression: "lzw" })],
  ["GIF", (p: Sharp) => p.gif()],
] as const)("a %s that is cut short is refused, wherever it is cut", async (_kind, encode) => {
  const whole = await encode(drawn()).toBuffer();
  for (const part of [0.35, 0.7, 0.97]) {
    const result = await add(whole.subarray(0, Math.floor(whole.length * part)));
    expect(result, String(part)).toMatchObject({ outcome: "refused" });
    if (result.outcome === "refused") expect(result.refusal).toMatch(/^(truncated|unreadable)$/);
  }
});

const latin1 = (text: string) => Buffer.from(text.padEnd(600, "\0"), "latin1");
const isoFile = (brand: string) => latin1(`\0\0\0\x18ftyp${brand}\0\0\0\0${brand}mif1`);
test.each([
  ["an empty file", Buffer.alloc(0), "empty", /empty/],
  ["a Photoshop file", latin1("8BPS\0\x01"), "unsupported-format", /Photoshop/],
  ["a PDF", latin1("%PDF-1.7"), "unsupported-format", /PDF/],
  [
    "a drawing",
    latin1('<?xml version="1.0"?><!-- x --><svg xmlns="…">'),
    "unsupported-format",
    /SVG/,
  ],
  ["a BMP", latin1("BM\x01\x02"), "unsupported-format", /BMP/],
  ["a JPEG XL", latin1("\0\0\0\x0cJXL \r\n\x87\n"), "unsupported-format", /JPEG XL/],
  ["a Canon CR2", latin1("II*\0\x10\0\0\0CR\x02\0"), "unsupported-format", /Canon RAW/],
  ["a Canon CR3", isoFile("crx "), "unsupported-format", /Canon RAW/],
  ["a Fujifilm RAF", latin1("FUJIFILMCCD-RAW 0201"), "unsupported-format", /Fujifilm/],
  ["a DNG", tiffWith([[50706, 1, 4, 0x01040000]]), "unsupported-format", /DNG/],
  [
    "a Nikon NEF",
    tiffWith([
      [254, 4, 1, 1],
      [330, 4, 2, 64],
    ]),
    "unsupported-format",
    /RAW/,
  ],
  ["the head of an MP4", isoFile("isom"), "unreadable", /index is damaged/],
  ["the head of a QuickTime film", isoFile("qt  "), "unreadable", /index is damaged/],
  ["a WebM", latin1("\x1aE\xdf\xa3"), "unsupported-format", /neither an MP4 nor a MOV/],
  ["a text", Buffer.from("Dear diary"), "not-a-picture", /neither a picture nor a video/],
  ["a zip", latin1("PK\x03\x04"), "not-a-picture", /neither a picture nor a video/],
  [
    "half of a signature",
    Buffer.from([0xff, 0xd8]),
    "not-a-picture",
    /neither a picture nor a video/,
  ],
] as const)(
  "%s is refused by what it is, though its name says JPEG",
  async (...[, bytes, refusal, words]) => {
    const result = await add(bytes, "photo.jpg");
    expect(result).toMatchObject({
      outcome: "refused",
      refusal,
      reason: expect.stringMatching(words),
    });
  },
);

function tiffWith(tags: readonly (readonly [number, number, number, number])[]): Buffer {
  const file = Buffer.alloc(200);
  file.write("II*\0", 0, "latin1");
  file.writeUInt32LE(8, 4);
  file.writeUInt16LE(tags.length, 8);
  tags.forEach(([tag, type, count, value], index) => {
    file.writeUInt16LE(tag, 10 + index * 12);
    file.writeUInt16LE(type, 12 + index * 12);
    file.writeUInt32LE(count, 14 + index * 12);
    file.writeUInt32LE(value, 18 + index * 12);
  });
  return file;
}

test("a small file that unfolds to 300 million pixels is refused before it does", async () => {
  const bomb = await sharp({ create: { width: 400, height: 400, channels: 3, background: "red" } })
    .png()
    .toBuffer();
  bomb.writeUInt32BE(20_000, 16);
  bomb.writeUInt32BE(15_000, 20);
  bomb.writeUInt32BE(crc32(bomb.subarray(12, 29)), 29);
  expect(await add(bomb)).toMatchObject({ outcome: "refused", refusal: "too-many-pixels" });
});

test("a tall picture of noise is brought under 8 MB by compressing it more", async () => {
  const noise = { type: "gaussian", mean: 128, sigma: 60 } as const;
  const bytes = await sharp({
    create: { width: 1440, height: 5000, channels: 3, background: "#888", noise },
  })
    .jpeg({ quality: 90 })
    .toBuffer();
  const { media, jpeg } = await imported(bytes);
  expect(jpeg.length).toBeLessThanOrEqual(8 * 1024 * 1024);
  expect([media.width, media.height, media.bytes]).toEqual([1440, 5000, jpeg.length]);
});

test("a small picture is refused with its width, one of 320 is taken and not enlarged", async () => {
  const width = (pixels: number) => drawPicture({ width: pixels, height: 400 }).jpeg().toBuffer();
  expect(await add(await width(319))).toMatchObject({
    outcome: "refused",
    refusal: "too-small",
    reason: expect.stringContaining("319"),
  });
  expect((await imported(await width(320))).media).toMatchObject({ width: 320, height: 400 });
});

test("files with random damage are imported or refused, and the next good one comes in", async () => {
  const wholes = [
    await drawn().jpeg().toBuffer(),
    await drawn().png().toBuffer(),
    await drawn().webp().toBuffer(),
  ];
  let seed = 7;
  const random = () => (seed = (seed * 48271) % 2147483647) / 2147483647;
  const damaged = Array.from({ length: 60 }, (_, index) => {
    const bytes = Buffer.from(wholes[index % wholes.length]!);
    for (let hit = 0; hit < 1 + (index % 5); hit++)
      bytes[Math.floor(random() * bytes.length)] = Math.floor(random() * 256);
    return bytes;
  });
  const results = await Promise.all(damaged.map((bytes) => add(bytes)));
  for (const result of results) expect(result.outcome).toMatch(/imported|duplicate|refused/);
  expect((await imported(await drawn().jpeg().toBuffer())).media.width).toBeGreaterThan(0);
}, 60_000);

test("decoders the app has no use for are shut for the whole process, once", async () => {
  await imported(await drawPicture({ width: 640, height: 640 }).jpeg().toBuffer());
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');
  await expect(sharp(svg).metadata()).rejects.toThrow("unsupported image format");
});
