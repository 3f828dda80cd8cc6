import type { Metadata } from "sharp";
import type { Picture } from "./ledger.ts";
import { PLATFORM } from "./limits.ts";
import type { Pictures } from "./pictures.ts";
import { Problem, unreachableMedia } from "./problem.ts";

/** A picture that Instagram takes, as it will be shown. */
export type AcceptedPicture = {
  readonly picture: Picture;
  /** False: its header is good but its bytes are not, so processing will end in ERROR. */
  readonly isDecodable: boolean;
};

/**
 * Looks at the fetched bytes as the platform does, and keeps the picture, scaled to 320 to 1440 pixels of width. `anyShape` for
 * stories and covers, for which 9:16 is advice and not a rule.
 *
 * @throws Problem 9004/2207052 (no picture), 36001/2207005 (no JPEG), 36003/2207009 (shape).
 */
export async function acceptPicture(
  bytes: Buffer,
  pictures: Pictures,
  shape: "feed" | "anyShape" = "feed",
): Promise<AcceptedPicture> {
  const { width, height, isUpright } = await readHeader(bytes);
  const aspect = width / height;
  const isInRange = aspect >= PLATFORM.imageAspectMin && aspect <= PLATFORM.imageAspectMax;
  if (shape === "feed" && !isInRange) throw wrongShape(width, height);
  try {
    const picture = await keepShown(bytes, { width, height, isUpright }, pictures);
    return { picture, isDecodable: true };
  } catch {
    // The header was read, so the request is answered and the fault shows later, in the container's status.
    return { picture: { file: pictures.keep(bytes), width, height }, isDecodable: false };
  }
}

type Header = { readonly width: number; readonly height: number; readonly isUpright: boolean };

/** @throws when the picture cannot be decoded to its end. */
async function keepShown(
  bytes: Buffer,
  { width, height, isUpright }: Header,
  pictures: Pictures,
): Promise<AcceptedPicture["picture"]> {
  const shownWidth = Math.min(Math.max(width, PLATFORM.imageWidthMin), PLATFORM.imageWidthMax);
  const { default: sharp } = await import("sharp"); // 55 ms that a start without a practice post does not need
  const decoder = sharp(bytes, { failOn: "truncated" });
  if (isUpright && shownWidth === width) {
    await decoder.raw().toBuffer();
    return { file: pictures.keep(bytes), width, height };
  }
  const shown = decoder.autoOrient().resize({ width: shownWidth }).jpeg({ quality: 90 });
  const { data, info } = await shown.toBuffer({ resolveWithObject: true });
  return { file: pictures.keep(data), width: info.width, height: info.height };
}

async function readHeader(bytes: Buffer): Promise<Header> {
  const header = await decodeHeader(bytes);
  if (!header) throw unreachableMedia("what it holds is not a picture.");
  if (header.format !== "jpeg" || isMultiPicture(bytes)) throw wrongFormat();
  return { ...header.autoOrient, isUpright: (header.orientation ?? 1) === 1 };
}

async function decodeHeader(bytes: Buffer): Promise<Metadata | undefined> {
  try {
    const { default: sharp } = await import("sharp");
    return await sharp(bytes).metadata();
  } catch {
    // Any complaint of the decoder means the same here: this is no picture.
    return undefined;
  }
}

/** True for MPO and JPS, several pictures in one JPEG file, which Instagram does not take (IG User Media). */
function isMultiPicture(bytes: Buffer): boolean {
  let at = 2;
  while (at + 8 < bytes.length && bytes[at] === 0xff && bytes[at + 1] !== 0xda) {
    if (bytes[at + 1] === 0xe2 && bytes.toString("latin1", at + 4, at + 8) === "MPF\0") return true;
    at += 2 + bytes.readUInt16BE(at + 2);
  }
  return false;
}

function wrongFormat(): Problem {
  return new Problem({
    code: 36001,
    subcode: 2207005,
    message: "The image format is not supported.",
    forPeople: ["Image format not supported", "The image format is not supported. Use JPEG."],
  });
}

function wrongShape(width: number, height: number): Problem {
  return new Problem({
    code: 36003,
    subcode: 2207009,
    message: "The submitted image's aspect ratio is not supported.",
    forPeople: [
      "Image aspect ratio not supported",
      `The submitted image with aspect ratio ${width}/${height} cannot be published. Submit an image with a valid aspect ratio (4:5 to 1.91:1).`,
    ],
  });
}
