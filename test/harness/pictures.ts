import sharp from "sharp";

/** What a drawn picture is like, where it differs from a plain one. */
export type PictureLook = {
  readonly width?: number;
  readonly height?: number;
  /** Makes the picture another one: two with the same number have the same bytes. */
  readonly tone?: number;
};

/** Smooth colour over both axes with a red corner at the top left, so that a turned or cut picture shows. */
export function drawPicture({ width = 640, height = 480, tone = 0 }: PictureLook = {}) {
  const data = Buffer.alloc(width * height * 3);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const isCorner = x < width / 4 && y < height / 4;
      const color = isCorner
        ? [220, 30, 30]
        : [(x * 200) / width, (y * 200) / height, (90 + tone * 7) % 256];
      data.set(color, (y * width + x) * 3);
    }
  return sharp(data, { raw: { width, height, channels: 3 } });
}

export async function jpegOf(look: PictureLook = {}): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await drawPicture(look).jpeg({ quality: 92 }).toBuffer());
}
