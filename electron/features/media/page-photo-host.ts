import { AppError } from "../../../shared/result.ts";
import type { Access } from "../../graph/access.ts";
import type { GraphClient } from "../../graph/client.ts";
import {
  deletePhoto,
  findPhoto,
  postHiddenPhoto,
  readPhotoAddress,
} from "../../graph/endpoints/photos.ts";
import { GraphFailure } from "../../graph/failure.ts";
import type { HostPlace, PutEnd, PutOptions } from "./host-place.ts";
import type { HostedObjectRow } from "./tables.ts";

type Deps = {
  readonly graph: GraphClient;
  readonly page: { readonly id: string; readonly name: string };
  /** With the Page's own token. @throws AppError `account-disconnected` */
  readonly access: () => Promise<Access>;
};

/** How a Page is named as a place. */
export function pagePlaceName(pageId: string): string {
  return `facebook-page:${pageId}`;
}

/**
 * The Facebook Page that an account is linked to. A picture stands there as a photo that is not published, and Instagram fetches
 * it from Facebook's own servers (the way of FairPost; Meta documents the calls, not this use). Facebook encodes it anew.
 */
export class PagePhotoHost implements HostPlace {
  readonly keepsBytes = false;
  private readonly deps: Deps;

  constructor(deps: Deps) {
    this.deps = deps;
  }

  get name(): string {
    return pagePlaceName(this.deps.page.id);
  }

  /** Calls go to the account's own host, which the graph sees to. */
  demandPublic(): Promise<void> {
    return Promise.resolve();
  }

  async put(key: string, { object, named }: PutOptions): Promise<PutEnd> {
    const { graph, page } = this.deps;
    const access = { ...(await this.deps.access()), purpose: "publishing" } as const;
    let isStored = false;
    try {
      const wanted = { pageId: page.id, picture: object.body, mark: key };
      const photoId = await postHiddenPhoto(graph, access, wanted);
      isStored = true;
      named(photoId);
      return { kind: "stored", url: await readPhotoAddress(graph, access, photoId) };
    } catch (failure) {
      if (!(failure instanceof GraphFailure) || !isRefusal(failure)) throw failure;
      const error = this.inWords(failure);
      if (isStored) throw error;
      return { kind: "refused", error };
    }
  }

  async remove({ key, ref }: Pick<HostedObjectRow, "key" | "ref">): Promise<boolean> {
    const { graph, page } = this.deps;
    const access = await this.deps.access();
    const photoId = ref ?? (await findPhoto(graph, access, { pageId: page.id, mark: key }));
    if (photoId === undefined) return false;
    await deletePhoto(graph, access, photoId);
    return true;
  }

  /** A dead token or a limit is the account's own matter; anything else is the place's, and she may choose another. */
  private inWords(failure: GraphFailure): Error {
    const { name } = this.deps.page;
    if (failure.kind === "limited" || isLogin(failure)) return failure;
    const words = isForbidden(failure)
      ? `Facebook lets this login put no pictures on ${name}: it needs the permission pages_manage_posts. Connect the account again with Facebook and leave everything ticked, or choose the media host in Settings.`
      : `Facebook took no picture for ${name}. ${failure.what} See whether the Page is still there and you still have a role on it, or choose the media host in Settings.`;
    return new AppError("rejected-by-platform", words, { cause: failure });
  }
}

/** An answer that says no, so that nothing was stored. */
function isRefusal({ kind }: GraphFailure): boolean {
  return kind === "auth" || kind === "limited" || kind === "rejected";
}

/** Codes of a missing permission (Handling Errors, 2026-10-04). */
function isForbidden({ code }: GraphFailure): boolean {
  return code !== null && (code === 3 || code === 10 || (code >= 200 && code < 300));
}

function isLogin({ kind, code }: GraphFailure): boolean {
  return kind === "auth" && (code === 190 || code === 102);
}
