/** What was done, and where the time breaks the account's pace: said, and done all the same. */
export function withWarnings(words: string, warnings: readonly string[]): string {
  return warnings.length === 0 ? words : `${words.replace(/\.$/, "")}. ${warnings.join(" ")}`;
}
