import type { Picture } from "./ledger.ts";
import type { Pictures } from "./pictures.ts";

const WIDTH = 720;
const BROWN = { r: 58, g: 51, b: 44 };
const CREAM = [243, 236, 227, 255] as const;

/**
 * A still for a video without a cover: drawn, in the video's shape, because nothing here decodes videos. Drawn as pixels, for in
 * the app's process sharp opens only what the app itself has use for, and SVG is not of it.
 */
export async function drawStill(
  { width, height }: { readonly width: number; readonly height: number },
  pictures: Pictures,
): Promise<Picture> {
  const { default: sharp } = await import("sharp");
  const tall = Math.min(Math.max(Math.round((WIDTH * height) / width), 90), 4 * WIDTH);
  const side = Math.round(Math.min(WIDTH, tall) / 4);
  const sign = { width: side, height: side, channels: 4 } as const;
  const bytes = await sharp({
    create: { width: WIDTH, height: tall, channels: 3, background: BROWN },
  })
    .composite([{ input: drawTriangle(side), raw: sign }])
    .jpeg()
    .toBuffer();
  return { file: pictures.keep(bytes), width: WIDTH, height: tall };
}

/** The sign for "play", pointing right, as RGBA. */
function drawTriangle(side: number): Buffer {
  const pixels = Buffer.alloc(side * side * 4);
  for (let y = 0; y < side; y++) {
    const reach = side - Math.abs(side - 2 * y);
    for (let x = 0; x < reach; x++) pixels.set(CREAM, (y * side + x) * 4);
  }
  return pixels;
}
