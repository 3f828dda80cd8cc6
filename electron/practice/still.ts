import type { Picture } from "./ledger.ts";
import type { Pictures } from "./pictures.ts";

const WIDTH = 720;

/** A still for a video without a cover: drawn, in the video's shape, because nothing here decodes videos. */
export async function drawStill(
  { width, height }: { readonly width: number; readonly height: number },
  pictures: Pictures,
): Promise<Picture> {
  const { default: sharp } = await import("sharp");
  const tall = Math.min(Math.max(Math.round((WIDTH * height) / width), 90), 4 * WIDTH);
  const [x, y, r] = [WIDTH / 2, tall / 2, Math.min(WIDTH, tall) / 6];
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${tall}">
    <rect width="100%" height="100%" fill="#3a332c"/>
    <circle cx="${x}" cy="${y}" r="${r}" fill="none" stroke="#f3ece3" stroke-width="6"/>
    <path d="M${x - r / 3} ${y - r / 2}L${x + r / 2} ${y}L${x - r / 3} ${y + r / 2}Z" fill="#f3ece3"/>
  </svg>`;
  const bytes = await sharp(Buffer.from(svg)).jpeg().toBuffer();
  return { file: pictures.keep(bytes), width: WIDTH, height: tall };
}
