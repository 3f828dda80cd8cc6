import { parseContent } from "./content.ts";
import { edgeOf, type Kind } from "./match.ts";
import type { StepDeps } from "./step.ts";
import type { PublicationRow } from "./tables.ts";

/** What to look for and where: as frozen, or as the post is when nothing was frozen yet. */
export function wordsOf(deps: StepDeps, row: PublicationRow) {
  const { format, caption, media } =
    row.content === null ? unfrozen(deps, row) : parseContent(row.content);
  const isVideo = media[0]?.kind === "video";
  const kind: Kind = { format, isVideo, itemCount: media.length };
  // A story has no words, whatever stands in its post.
  return { kind, caption: format === "story" ? "" : caption, edge: edgeOf(format) };
}

function unfrozen(deps: StepDeps, row: PublicationRow) {
  const { format = "image", caption = "" } = deps.posts.find(row.postId) ?? {};
  const items = deps.posts.pictures(row.postId);
  return { format, caption, media: deps.media.facts(items.map((item) => item.mediaId)) };
}
