import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ImportResult } from "../../shared/contract/media.ts";
import { createTestApp } from "../harness/test-app.ts";

const corpus = join(import.meta.dirname, "../../../shared/corpus");
const hasCorpus = existsSync(join(corpus, "images"));
if (!hasCorpus) console.log(`Skipped: the media corpus is not at ${corpus}`);

/** What must become of each file. Each picture that is imported was looked at beside its original. */
const EXPECTED: Readonly<Record<string, string>> = {
  "heic_IMG_5195.HEIC":
    "heic 1440x1859 converted-heic converted-profile location-removed scaled-down",
  "jpg_corrupted.jpg": "refused unreadable",
  "jpg_gps_DSCN0010.jpg": "jpeg 640x480 location-removed",
  "jpg_hdr_iphone_hdr_YES.jpg": "jpeg 1440x1080 location-removed scaled-down",
  // Their EXIF is broken, the pictures are not; the third is 88 pixels wide.
  "jpg_invalid_image00971.jpg": "jpeg 636x227",
  "jpg_invalid_image01088.jpg": "jpeg 425x120",
  "jpg_invalid_image01137.jpg": "refused too-small",
  "jpg_orientation_landscape_1.jpg": "jpeg 600x450",
  // 2 to 8 carry “Generic RGB”, whose gamma of 1.8 is not sRGB's.
  "jpg_orientation_landscape_2.jpg": "jpeg 600x450 converted-profile turned-upright",
  "jpg_orientation_landscape_3.jpg": "jpeg 600x450 converted-profile turned-upright",
  "jpg_orientation_landscape_4.jpg": "jpeg 600x450 converted-profile turned-upright",
  "jpg_orientation_landscape_5.jpg": "jpeg 600x450 converted-profile turned-upright",
  "jpg_orientation_landscape_6.jpg": "jpeg 600x450 converted-profile turned-upright",
  "jpg_orientation_landscape_7.jpg": "jpeg 600x450 converted-profile turned-upright",
  "jpg_orientation_landscape_8.jpg": "jpeg 600x450 converted-profile turned-upright",
  "sharp_16-bit-grey-alpha.png": "refused too-small",
  "sharp_2569067123_aca715a2ee_o.jpg": "jpeg 1440x1176 scaled-down",
  "sharp_4.webp": "webp 1024x772 converted-webp",
  "sharp_Channel_digital_image_CMYK_color.jpg": "jpeg 500x333 converted-cmyk",
  "sharp_concert.jpg": "jpeg 400x267 converted-profile",
  "sharp_flowers.jpeg": "jpeg 1440x810 scaled-down",
  "sharp_gain-map.jpg": "jpeg 1440x810 hdr-gain-map-dropped scaled-down",
  "sharp_image-in-alpha.png": "png 928x169 converted-png flattened-transparency",
  "sharp_rotating-squares.gif": "refused too-small",
  "sharp_truncated.jpg": "refused truncated",
};

function inWords(result: ImportResult): string {
  if (result.outcome === "refused") return `refused ${result.refusal}`;
  const { sourceFormat, width, height, notes } = result.media;
  return [sourceFormat, `${width}x${height}`, ...notes].join(" ");
}

describe.skipIf(!hasCorpus)("real files", () => {
  let app: Awaited<ReturnType<typeof createTestApp>>;
  const results = new Map<string, ImportResult>();

  beforeAll(async () => {
    app = await createTestApp();
    const names = readdirSync(join(corpus, "images"));
    const all = names.map(async (name) => {
      const bytes = new Uint8Array(readFileSync(join(corpus, "images", name)));
      results.set(name, await app.ipc.media.import({ name, bytes }));
    });
    await Promise.all(all);
  }, 120_000);
  afterAll(() => app[Symbol.asyncDispose]());

  async function preparedOf(name: string): Promise<Buffer> {
    const result = results.get(name);
    if (result?.outcome !== "imported") throw new Error(`${name} was not imported`);
    const opened = await app.app.openMedia(result.media.picture.replace("app-media://", ""));
    if (!opened) throw new Error(`${name} has no picture`);
    return readFileSync(opened.file);
  }

  test("each is imported as it should be or refused for the right reason, all dropped at once", () => {
    expect(
      Object.fromEntries([...results].map(([name, result]) => [name, inWords(result)])),
    ).toEqual(EXPECTED);
  });

  test("each refusal is a sentence with a way on", () => {
    const refused = [...results.values()].filter((result) => result.outcome === "refused");
    for (const { reason } of refused) expect(reason).toMatch(/^[A-Z].{30,}\.$/);
  });

  test("each prepared picture is an sRGB JPEG within Instagram's limits with nothing else in it", async () => {
    const imported = [...results].filter(([, result]) => result.outcome === "imported");
    for (const [name] of imported) {
      const bytes = await preparedOf(name);
      const found = await sharp(bytes).metadata();
      expect(found, name).toMatchObject({
        format: "jpeg",
        space: "srgb",
        channels: 3,
        depth: "uchar",
      });
      expect(found.width, name).toBeLessThanOrEqual(1440);
      expect(bytes.length, name).toBeLessThanOrEqual(8 * 1024 * 1024);
      expect(found.icc?.toString("latin1").replaceAll("\0", ""), name).toContain("sRGB");
      expect([found.exif, found.xmp, found.iptc, found.orientation], name).toEqual([
        undefined,
        undefined,
        undefined,
        undefined,
      ]);
    }
  });

  test("orientations 1 to 8 give the same picture", async () => {
    const pixels = await Promise.all(
      [1, 2, 3, 4, 5, 6, 7, 8].map(async (orientation) =>
        // The files differ by the number written in their middle: that part is left out.
        sharp(await preparedOf(`jpg_orientation_landscape_${orientation}.jpg`))
          .extract({ left: 0, top: 0, width: 250, height: 450 })
          .raw()
          .toBuffer(),
      ),
    );
    for (const [index, other] of pixels.entries())
      // The first is sRGB, the others went through another profile: a few levels, never a turned picture (about 60).
      expect(meanDifference(pixels[1]!, other), `orientation ${index + 1}`).toBeLessThan(8);
  });

  test("a HEIC is turned as its own rotation says, once", async () => {
    const name = "heic_IMG_5195.HEIC";
    const upright = await sharp(await preparedOf(name))
      .resize(72, 93, { fit: "fill" })
      .raw()
      .toBuffer();
    for (const quarters of [1, 2, 3]) {
      const bytes = new Uint8Array(readFileSync(join(corpus, "images", name)));
      // The rotation box: its quarter turns, anticlockwise (ISO 23008-12, 6.5.10).
      bytes[Buffer.from(bytes.buffer).indexOf("irot") + 4] = quarters;
      const turned = `turned-${quarters}.heic`;
      results.set(turned, await app.ipc.media.import({ name: turned, bytes }));
      const back = await sharp(await preparedOf(turned))
        .rotate(90 * quarters)
        .toBuffer();
      const pixels = await sharp(back).resize(72, 93, { fit: "fill" }).raw().toBuffer();
      expect(meanDifference(upright, pixels), turned).toBeLessThan(4);
    }
  });

  test("a video is refused as one", async () => {
    const bytes = readFileSync(join(corpus, "video/big-buck-bunny-480p-30s.mp4"));
    const result = await app.ipc.media.import({ name: "film.jpg", bytes: new Uint8Array(bytes) });
    expect(result).toMatchObject({ outcome: "refused", refusal: "video" });
  });
});

function meanDifference(a: Buffer, b: Buffer): number {
  let sum = 0;
  for (let index = 0; index < a.length; index++) sum += Math.abs(a[index]! - b[index]!);
  return sum / a.length;
}
