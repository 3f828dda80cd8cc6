/** An account's name as Instagram writes it, out of what people type or paste: `@Name`, `instagram.com/name/`. */
export function normaliseHandle(typed: string): string {
  const bare = typed
    .trim()
    .replace(/^(?:https?:\/\/)?(?:www\.)?instagram\.com\//iu, "")
    .replace(/^@+/u, "")
    .replace(/[/?#].*$/u, "");
  return bare.trim().toLowerCase();
}

/** Whether it can be an account's name at all: 1 to 30 letters, digits, full stops and underscores. */
export function isHandle(handle: string): boolean {
  return /^[a-z0-9_](?:[a-z0-9_.]{0,28}[a-z0-9_])?$/u.test(handle);
}
