import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { basename } from "node:path";
import { AppError } from "../../../shared/result.ts";
import type { UploadFile } from "../../graph/endpoints/upload.ts";
import { GraphFailure } from "../../graph/failure.ts";
import type { FrozenMedia } from "./content.ts";
import { pass, type StepDeps } from "./step.ts";
import type { PublicationRow } from "./tables.ts";

/**
 * Sends a video's bytes to where its container waits for them, from where an earlier try stopped. Harmless to repeat.
 *
 * @throws GraphFailure; AppError `not-found` when the file is gone.
 */
export async function sendVideo(
  deps: StepDeps,
  row: PublicationRow,
  { item, uri }: { readonly item: FrozenMedia; readonly uri: string },
): Promise<void> {
  const file = await openVideo(deps, item);
  const { signal } = deps;
  const told = await deps.platform.readUploadOffset(row.accountId, { uri, signal });
  const offset = told !== null && told <= file.bytes ? told : 0;
  if (offset < file.bytes) {
    const half = file.bytes / 2;
    let isHalf = offset >= half;
    await deps.platform.uploadVideo(row.accountId, {
      uri,
      file,
      offset,
      signal,
      onProgress: (sent) => {
        if (isHalf || sent < half) return;
        isHalf = true;
        pass(deps, "publish.upload-half");
      },
    });
  }
  pass(deps, "publish.upload-done");
}

/** Whether the platform means "not by upload": then the same video is offered by an address (open item 1 of the API notes). */
export function isUploadRefusal(error: unknown): boolean {
  return (
    error instanceof GraphFailure &&
    (error.trouble === "permission" ||
      (error.kind === "rejected" && error.action !== "fix-content" && error.action !== "retry") ||
      (error.kind === "rejected" && error.code === 100 && error.subcode === null))
  );
}

async function openVideo(deps: StepDeps, item: FrozenMedia): Promise<UploadFile> {
  const found = await deps.media.openFile(`media/${item.mediaId}/file`);
  // The store names files by their digest: another one is not what was frozen.
  if (!found || !basename(found.file).startsWith(item.sha256 ?? "-"))
    throw new AppError("not-found", "The video's file is gone from this computer.");
  const { size } = await stat(found.file);
  return { bytes: size, open: (from) => createReadStream(found.file, { start: from }) };
}
