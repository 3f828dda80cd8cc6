const MARK = "#slots-";

/** Where an account's slots are set: in Settings, with them in sight. For `navigate`. */
export function slotsPath(accountId: string): string {
  return `/settings${MARK}${encodeURIComponent(accountId)}`;
}

/** The account whose slots she came to set; null when she did not come for that. */
export function wantedSlots(): string | null {
  const { hash } = window.location;
  return hash.startsWith(MARK) ? decodeURIComponent(hash.slice(MARK.length)) : null;
}
