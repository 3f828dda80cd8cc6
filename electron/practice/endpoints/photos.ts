import { pickFields, type Node } from "../fields.ts";
import type { Picture } from "../ledger.ts";
import { PLATFORM } from "../limits.ts";
import { pageOf } from "../paging.ts";
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
    caption: call.params.get("caption") ?? null,
    sha256: sha256(source),
    images,
  });
  return { id: photoId };
}

/** `GET /{photo-id}?fields=images`: largest first. */
export function readPhoto(practice: Practice, call: OpenCall): object {
  return pickFields(nodeOf(practice, photoOf(practice, call)), call.params.get("fields"), "id");
}

/** `GET /{page-id}/photos?type=uploaded`, newest first. Other types are pictures of a profile, which no Page here has. */
export function listPhotos(practice: Practice, call: OpenCall): object {
  const { store, behaviour } = practice;
  if (store.page(call.objectId)?.personId !== call.holderId && call.objectId !== call.holderId)
    throw missingObject(call.objectId);
  const isListed = (photo: PagePhoto) =>
    photo.pageId === call.objectId &&
    call.params.get("type") === "uploaded" &&
    (photo.isPublished || behaviour.listsHiddenPhotos);
  return pageOf(practice, call, {
    items: store.listPhotos().filter(isListed).toReversed(),
    idOf: (photo) => photo.photoId,
    node: (photo) => pickFields(nodeOf(practice, photo), call.params.get("fields"), "id,name"),
    pageSize: { usual: PLATFORM.pageSize, most: PLATFORM.pageSizeMax },
  });
}

function nodeOf({ origin }: Practice, { photoId, caption, images }: PagePhoto): Node {
  return {
    id: photoId,
    name: caption ?? undefined,
    images: images.map(({ file, width, height }) => ({
      width,
      height,
      source: `${origin()}/pictures/${file}`,
    })),
  };
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
