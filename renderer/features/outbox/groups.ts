import type { Publication } from "../../../shared/contract/publishing.ts";

/** Which part of the outbox is shown. */
export type OutboxFilter = "all" | "next" | "waiting" | "done";

/** The open publications by what they ask of her: nothing while under way, an answer while waiting, patience until due. */
export type OpenGroups = {
  readonly underWay: readonly Publication[];
  readonly waiting: readonly Publication[];
  readonly next: readonly Publication[];
};

export function groupOpen(open: readonly Publication[]): OpenGroups {
  return {
    underWay: open.filter(isUnderWay),
    waiting: open.filter((item) => !isUnderWay(item) && item.status !== "scheduled"),
    next: open.filter((item) => item.status === "scheduled"),
  };
}

/** An unknown outcome is under way only while the app still looks; then it is hers. */
function isUnderWay(publication: Publication): boolean {
  return publication.status === "publishing";
}
