import { loadDecoders } from "./load-decoders.ts";

/** Across, as a thumbnail has. */
const WIDTH = 480;
const GROUND = [226, 219, 209] as const;
const SIGN = [255, 252, 247] as const;
/** Half the sign's height, of the shorter side. */
const SIGN_PART = 0.12;

/** What stands for a video until a screen has drawn a frame of it: its shape in a warm ground, with the sign of playing. */
export async function drawPlaceholder(video: {
  readonly width: number;
  readonly height: number;
}): Promise<Uint8Array> {
  await loadDecoders();
  const { default: sharp } = await import("sharp");
  const aspect = Math.min(4, Math.max(0.25, video.width / video.height));
  const height = Math.round(WIDTH / aspect);
  const raw = { width: WIDTH, height, channels: 3 } as const;
  return await sharp(paint(WIDTH, height), { raw }).jpeg({ quality: 80 }).toBuffer();
}

/** A triangle that points to the right, a third of its height left of the middle. */
function paint(width: number, height: number): Buffer {
  const pixels = Buffer.alloc(width * height * 3);
  const half = Math.min(width, height) * SIGN_PART;
  const left = width / 2 - half * 0.75;
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const across = (x - left) / (half * 1.7);
      const isSign = across >= 0 && Math.abs(y - height / 2) <= half * (1 - across);
      pixels.set(isSign ? SIGN : GROUND, (y * width + x) * 3);
    }
  return pixels;
}
