import type { Media } from "../../shared/contract/media.ts";

type Taker = (media: Media) => void;

let taker: Taker | null = null;

/** The screen she is on takes the next single picture that comes in. Returns how to stop; the last to ask takes it. */
export function takeNextPicture(take: Taker): () => void {
  taker = take;
  return () => {
    if (taker === take) taker = null;
  };
}

/** Gives a picture that was dropped or pasted to the screen that waits for one. False where none does. */
export function givePicture(media: Media): boolean {
  if (taker === null) return false;
  taker(media);
  return true;
}
