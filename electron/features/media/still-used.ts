import { AppError } from "../../../shared/result.ts";
import type { UsingPost } from "./queries.ts";

const NAMED = 5;
const TITLE_CHARACTERS = 40;

/** The refusal to remove pictures that posts still use: which posts, so that she can find them. */
export function stillUsed(using: readonly UsingPost[]): AppError {
  const titles = [...new Set(using.map(titleOf))];
  const named = titles.slice(0, NAMED).map((title) => `“${title}”`);
  const more = titles.length > NAMED ? ` and ${titles.length - NAMED} more` : "";
  return new AppError(
    "conflict",
    `Still used in ${named.join(", ")}${more}. Take the picture out of the post first; nothing was removed.`,
  );
}

/** The first line of the caption, or the picture's name: what lists call the post. */
function titleOf({ caption, mediaName }: UsingPost): string {
  const line = caption.trim().split("\n", 1)[0]?.trim() || mediaName;
  const characters = Array.from(line);
  return characters.length > TITLE_CHARACTERS
    ? `${characters
        .slice(0, TITLE_CHARACTERS - 1)
        .join("")
        .trimEnd()}…`
    : line;
}
