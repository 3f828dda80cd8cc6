const LONGEST = 80;

/** What lists call a post: the caption's first line that says something, else the picture's name, else what it is. */
export function titleOf(caption: string, pictureName: string | null): string {
  const line = caption
    .split("\n")
    .map((text) => text.trim())
    .find((text) => text !== "");
  const title = line ?? pictureName ?? "Empty draft";
  const letters = Array.from(title);
  return letters.length > LONGEST
    ? `${letters
        .slice(0, LONGEST - 1)
        .join("")
        .trimEnd()}…`
    : title;
}
