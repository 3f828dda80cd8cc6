import type { Account } from "../../shared/contract/accounts.ts";
import type { Media } from "../../shared/contract/media.ts";
import { nextSensibleTime } from "../features/calendar/next-time.ts";
import { toAppError } from "../lib/failure.ts";
import { importFiles } from "../lib/imports.ts";
import { ipc } from "../lib/ipc.ts";
import { notify } from "../lib/notices.ts";
import { givePicture } from "../lib/picture-taker.ts";
import { navigate } from "../lib/route.ts";
import { startingContent } from "../lib/starting-content.ts";
import { startNewPost } from "./new-post.ts";

/** True when a drag carries files of the desktop, not a card of the calendar. */
export function hasFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes("Files") ?? false;
}

/**
 * Imports files and, when they were dropped on a day, starts one draft a picture there. One picture opens its composer;
 * elsewhere it goes into the post that waits for one, or a notice offers to start a post.
 */
export async function bringIn(
  files: readonly File[],
  place: { readonly account: Account; readonly day: string | null },
): Promise<void> {
  const came = await importFiles(files);
  if (came.length === 0) return;
  if (place.day !== null) return startDrafts(came, { account: place.account, day: place.day });
  if (came.length > 1) return;
  const [only] = came;
  if (only && !givePicture(only)) offerPost(only, place.account);
}

function offerPost(media: Media, account: Account): void {
  notify(`${media.name} is in the library.`, {
    action: { label: "Start a post", run: () => void startNewPost(account, media) },
  });
}

async function startDrafts(
  pictures: readonly Media[],
  place: { readonly account: Account; readonly day: string },
): Promise<void> {
  const { account, day } = place;
  const wallTime = nextSensibleTime(day, Date.now(), account.timeZone);
  const plan = wallTime === null ? {} : { plan: { wallTime, zone: account.timeZone } };
  try {
    const ids: string[] = [];
    for (const picture of pictures)
      ids.push(
        (await ipc.posts.create({ accountId: account.id, ...startingContent(picture), ...plan }))
          .id,
      );
    const [only] = ids;
    if (only !== undefined && ids.length === 1) navigate(`/composer/${encodeURIComponent(only)}`);
    else
      notify(
        `${ids.length} drafts started${wallTime === null ? ". That day has passed, so they have no day yet." : "."}`,
      );
  } catch (cause) {
    notify(toAppError(cause).message, { tone: "bad" }); // the pictures are in the library all the same
  }
}
