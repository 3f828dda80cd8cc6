import { pickFields } from "../fields.ts";
import type { Picture } from "../ledger.ts";
import type { Pictures } from "../pictures.ts";
import { sha256 } from "../pictures.ts";
import { badParameter, missingObject } from "../problem.ts";
import type { OpenCall, Practice } from "../practice.ts";
import type { PagePhoto } from "../store.ts";

/** Facebook shows a photo in several sizes and none larger than this. */
const WIDTHS = [2048, 960, 320];

/**
 * `POST /{page-id}/photos`, multipart with `source`, by a Page's token. With `published=false` nobody sees it: its address can
 * serve as `image_url` (the unpublished-photo way, known from use and not documented by Meta). The picture is encoded anew.
 */
export async function postPhoto(practice: Practice, call: OpenCall): Promise<object> {
  const { store, now, pictures } = practice;
  if (call.holder !== "page" || call.holderId !== call.objectId)
    throw missingObject(call.objectId, "POST");
  const source = call.files.get("source");
  if (!source) throw badParameter("The parameter source is required");
  const images = await encode(source, pictures);
  const photoId = store.newId("122");
  store.record({
    kind: "page-photo",
    at: now(),
    photoId,
    pageId: call.objectId,
    isPublished: call.params.get("published") !== "false",
    sha256: sha256(source),
    images,
  });
  return { id: photoId };
}

/** `GET /{photo-id}?fields=images`: largest first. */
export function readPhoto(practice: Practice, call: OpenCall): object {
  const { images, photoId } = photoOf(practice, call);
  const node = {
    id: photoId,
    images: images.map(({ file, width, height }) => ({
      width,
      height,
      source: `${practice.origin()}/pictures/${file}`,
    })),
  };
  return pickFields(node, call.params.get("fields"), "id");
}

/** `DELETE /{photo-id}`. */
export function deletePhoto(practice: Practice, call: OpenCall): object {
  const { photoId } = photoOf(practice, call);
  practice.store.record({ kind: "page-photo-deleted", at: practice.now(), photoId });
  return { success: true };
}

function photoOf({ store }: Practice, call: OpenCall): PagePhoto {
  const photo = store.photo(call.objectId);
  const page = photo && store.page(photo.pageId);
  const isOwn = page && [page.pageId, page.personId].includes(call.holderId);
  if (!photo || !isOwn) throw missingObject(call.objectId);
  return photo;
}

async function encode(source: Buffer, pictures: Pictures): Promise<Picture[]> {
  const { default: sharp } = await import("sharp");
  try {
    const images: Picture[] = [];
    for (const width of WIDTHS) {
      const shown = sharp(source).autoOrient().resize({ width, withoutEnlargement: true });
      const { data, info } = await shown
        .jpeg({ quality: 92 })
        .toBuffer({ resolveWithObject: true });
      images.push({ file: pictures.keep(data), width: info.width, height: info.height });
    }
    return images;
  } catch {
    throw badParameter(
      "Your photos couldn't be uploaded: they should be less than 4 MB and saved as JPG or PNG.",
    );
  }
}
