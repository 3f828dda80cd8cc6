import { z } from "zod";
import type { CropChoice } from "../../../shared/rules/crop.ts";
import { AppError } from "../../../shared/result.ts";
import { digestOf, type FileStore } from "./file-store.ts";
import { extensionOf } from "./stored-files.ts";
import { PIPELINE } from "./picture-job.ts";
import { FileRefused } from "./file-refused.ts";
import type { PictureWorkers } from "./picture-workers.ts";
import type { MediaRow } from "./tables.ts";

/** The exact JPEG that is sent: where it stands in the store (`<sha256>.jpg`) and what it measures. */
export type RenderedPicture = {
  readonly sha256: string;
  readonly bytes: number;
  readonly width: number;
  readonly height: number;
};

const Rendered = z.strictObject({
  sha256: z.string().length(64),
  bytes: z.int(),
  width: z.int(),
  height: z.int(),
});

/**
 * Makes the picture that is sent. A crop is cut from the original, not from the prepared picture: one compression less,
 * and as many pixels as Instagram takes. The same picture and crop give the same bytes; they are made once.
 *
 * @throws AppError `not-found` when the files are gone, `invalid-input` when the crop leaves too little, or for a video.
 */
export async function renderPicture(
  made: { readonly store: FileStore; readonly workers: PictureWorkers },
  row: MediaRow,
  crop: CropChoice,
): Promise<RenderedPicture> {
  const { store } = made;
  if (row.kind === "video")
    throw new AppError("invalid-input", `${row.name} is a video: it is sent as it stands.`);
  if (crop.aspect === "original") {
    if (!(await store.has(row.preparedSha256, "jpg"))) throw filesGone(row.name);
    const { bytes, width, height } = row;
    return { sha256: row.preparedSha256, bytes, width, height };
  }
  const question = JSON.stringify([PIPELINE, row.originalSha256, crop.aspect, crop.x, crop.y]);
  const key = await digestOf(Buffer.from(question));
  const known = parseNote(await store.readNote(key));
  if (known && (await store.has(known.sha256, "jpg"))) return known;
  const rendered = await cutOut(made, row, crop);
  await store.note(key, JSON.stringify(rendered));
  return rendered;
}

async function cutOut(
  made: { readonly store: FileStore; readonly workers: PictureWorkers },
  row: MediaRow,
  crop: CropChoice,
): Promise<RenderedPicture> {
  const { store, workers } = made;
  const extension = extensionOf(row.sourceFormat);
  if (!(await store.has(row.originalSha256, extension))) throw filesGone(row.name);
  const file = store.pathOf(row.originalSha256, extension);
  try {
    const { jpeg, width, height } = await workers.prepare({ file, crop, withThumbnail: false });
    return { sha256: await store.put(jpeg, "jpg"), bytes: jpeg.length, width, height };
  } catch (error) {
    // Here it is no answer to an import but a post that cannot go out like this.
    if (error instanceof FileRefused)
      throw new AppError("invalid-input", error.message, { cause: error });
    throw error;
  }
}

function parseNote(text: string | undefined): RenderedPicture | undefined {
  if (text === undefined) return undefined;
  try {
    return Rendered.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined; // a damaged note is only work done twice
  }
}

function filesGone(name: string): AppError {
  return new AppError(
    "not-found",
    `The file of “${name}” is no longer in the app's media folder. Add the picture again, which puts it back.`,
  );
}
