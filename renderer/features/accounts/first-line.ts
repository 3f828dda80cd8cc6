/** What a published post is called: the first line of its caption. */
export function firstLine(caption: string): string {
  return caption.split("\n")[0]?.trim() || "A post without words";
}
