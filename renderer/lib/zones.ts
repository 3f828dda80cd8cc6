/** This computer's time zone, such as `Europe/Berlin`. */
export function ownZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** Every zone this computer knows, its own and `kept` included, in alphabetical order. */
export function knownZones(kept: string): readonly string[] {
  return [...new Set([...Intl.supportedValuesOf("timeZone"), ownZone(), kept])].sort();
}
