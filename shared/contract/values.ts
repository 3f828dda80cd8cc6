import { z } from "zod";

/** Shapes that more than one feature's contract speaks of. */
export const Id = z.string().min(1).max(64);
/** Epoch milliseconds, UTC. */
export const Instant = z.int().nonnegative();
/** What the clock on the wall shows: `2026-10-13T18:30`, to the minute, no zone. */
export const WallTime = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/, "A date and time such as 2026-10-13T18:30")
  .refine(isOnTheClock, "There is no such day or time");
/** An IANA time zone such as `Europe/Berlin`. */
export const Zone = z.string().max(64).refine(isZone, "An IANA time zone such as Europe/Berlin");
export const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);
export const Done = z.object({ done: z.literal(true) });
export const Nothing = z.strictObject({});
/** A picture the renderer may show: `app-media://…` by id, never a path. */
export const MediaUrl = z.string().startsWith("app-media://");

/** One status for one post, computed from its publications, the same word on every screen. */
export const PostStatus = z.enum([
  "draft",
  "scheduled",
  "publishing",
  "published",
  "unknown",
  "needs-you",
  "missed",
  "failed",
]);
export type PostStatus = z.infer<typeof PostStatus>;

/** 31 February and 25 o'clock match the pattern: a date that survives the round trip does exist. */
function isOnTheClock(wallTime: string): boolean {
  const at = Date.parse(`${wallTime}:00.000Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(wallTime);
}

/**
 * The zones' own names are listed at once. Asking whether one in another spelling exists takes the engine's languages as well:
 * 15 ms the first time, and a year of posts names the same zone hundreds of times.
 */
let knownZones: Set<string> | undefined;
/** Spellings in other cases must not fill the memory. */
const MOST_ZONES = 1000;

function isZone(zone: string): boolean {
  knownZones ??= new Set(["UTC", ...Intl.supportedValuesOf("timeZone")]);
  if (knownZones.has(zone)) return true;
  try {
    const isKnown = Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone !== "";
    if (isKnown && knownZones.size < MOST_ZONES) knownZones.add(zone);
    return isKnown;
  } catch {
    return false; // Intl has no other way to ask
  }
}
