import { AppError, type ErrorCode } from "../../../shared/result.ts";
import type { Content, FrozenMedia } from "./content.ts";
import { parseEvidence } from "./evidence.ts";
import { failedHere, mediaHostFailed, waitingFor } from "./problems.ts";
import type { Source } from "./parameters.ts";
import { stumble, type StepDeps, type StepEnd } from "./step.ts";
import type { PublicationRow } from "./tables.ts";

/** A prepared file that is gone so often in a row will not come back by making it again. */
const MOST_LOSSES = 3;

/** What has nothing to do with where the files stand. */
const NOT_THE_HOSTS: readonly ErrorCode[] = ["disk-full", "account-disconnected"];

type Ended = { readonly end: StepEnd };

/** How the platform gets an item: a picture from the media host, a video by an upload unless the platform refuses those. */
export async function sourceOf(
  deps: StepDeps,
  row: PublicationRow,
  { item, position }: { readonly item: FrozenMedia; readonly position: number },
): Promise<Source | Ended> {
  const isVideo = item.kind === "video";
  if (isVideo && !parseEvidence(row.evidence).isUploadRefused) return { isResumable: true };
  const mime = isVideo ? "video/mp4" : "image/jpeg";
  const url = await hosted(deps, row, { slot: String(position), sha256: item.sha256, mime });
  if (typeof url !== "string") return url;
  return isVideo ? { videoUrl: url } : { imageUrl: url };
}

/** Where a reel's cover stands; undefined when it has none of its own. */
export async function coverUrlOf(
  deps: StepDeps,
  row: PublicationRow,
  { coverSha256 }: Content,
): Promise<string | undefined | Ended> {
  if (coverSha256 === null) return undefined;
  return hosted(deps, row, { slot: "cover", sha256: coverSha256, mime: "image/jpeg" });
}

async function hosted(
  deps: StepDeps,
  row: PublicationRow,
  file: {
    readonly slot: string;
    readonly sha256: string | null;
    readonly mime: "image/jpeg" | "video/mp4";
  },
): Promise<string | Ended> {
  const { accountId } = row;
  const accountKind = deps.accounts.find(accountId)?.kind ?? "instagram";
  const { slot, sha256, mime } = file;
  try {
    const whole = { sha256: sha256 ?? "", mime, accountKind, accountId };
    return await deps.hosting.host(row.id, slot, whole);
  } catch (error) {
    if (error instanceof AppError && error.code === "not-found")
      return { end: loseFile(deps, row, error) };
    // A Page as host is the platform itself: what it says of token and limits is taken as from any of its calls.
    const isOurs = error instanceof AppError && !NOT_THE_HOSTS.includes(error.code);
    if (!isOurs) return { end: await stumble(deps, row, { step: "host-media", error }) };
    // Whatever the media host's trouble is, she can mend it while the post waits.
    const at = deps.ports.clock.now() + deps.times.recheckMs;
    const reason = deps.ports.network.isOnline() ? "media-host" : "offline";
    return {
      end: deps.record.wait(row, {
        reason,
        at,
        problem: reason === "offline" ? waitingFor(reason, null) : mediaHostFailed(error.message),
        attempts: [{ step: "host-media", outcome: "refused", detail: error.message }],
      }),
    };
  }
}

/** A prepared file was removed from this computer, by a clean-up or by hand: it is made again from what is kept. */
export function loseFile(deps: StepDeps, row: PublicationRow, error: AppError): StepEnd {
  const evidence = parseEvidence(row.evidence);
  const attempts = [{ step: "read-file", outcome: "refused", detail: error.message }];
  if (evidence.lostFiles >= MOST_LOSSES)
    deps.record.commit(
      row,
      { fact: "refused" },
      { set: { nextWakeupAt: null }, problem: failedHere(error.message), attempts },
    );
  else
    deps.record.commit(
      row,
      { fact: "media-lost" },
      { evidence: { ...evidence, lostFiles: evidence.lostFiles + 1 }, attempts },
    );
  return "go-on";
}
