import { z } from "zod";
import { command, query } from "./define.ts";
import { Id, Instant, WallTime, Zone } from "./values.ts";

const ClockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "A time such as 22:00");

/** By the account's wall clock; `from` later than `to` reaches over midnight. */
export const QuietHours = z
  .strictObject({ from: ClockTime, to: ClockTime })
  .refine(({ from, to }) => from !== to, "Quiet hours that end when they begin are none");
export type QuietHours = z.infer<typeof QuietHours>;

/** How an account's posts are spread over its days. 0 and null: no such rule. */
export const Pacing = z.strictObject({
  leastGapMinutes: z
    .int()
    .min(0)
    .max(24 * 60),
  /** A post goes out by chance up to this much after its planned time; what it comes to is fixed when it is scheduled. */
  jitterMinutes: z.int().min(0).max(60),
  quiet: QuietHours.nullable(),
  dailyCap: z.int().min(0).max(100),
});
export type Pacing = z.infer<typeof Pacing>;

/** A weekly time of an account, by its own wall clock, that a post can be given as the next free one. */
export const Slot = z.strictObject({
  /** 1 is Monday, 7 is Sunday. */
  weekday: z.int().min(1).max(7),
  time: ClockTime,
});
export type Slot = z.infer<typeof Slot>;

/** How many slots an account's week has at most. */
export const MOST_SLOTS = 50;

const Slots = z
  .array(Slot)
  .max(MOST_SLOTS, `An account has at most ${MOST_SLOTS} slots a week`)
  .refine(
    (slots) =>
      new Set(slots.map(({ weekday, time }) => `${weekday} ${time}`)).size === slots.length,
    "No two slots are at the same time",
  );

/** The next free slot, or why there is none. */
export const NextSlot = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("free"),
    at: Instant,
    /** As the slot says it: where the clocks skip that time, `at` is later. Scheduling it in `zone` comes to `at`. */
    wallTime: WallTime,
    zone: Zone,
  }),
  /** The account has no slots. */
  z.object({ kind: z.literal("unset") }),
  z.object({ kind: z.literal("none"), reason: z.string() }),
]);
export type NextSlot = z.infer<typeof NextSlot>;

/** How an account stands with Instagram's limits, by what was last heard. */
export const AccountLimits = z.object({
  /** Posts of the rolling window; null until Instagram was asked, which is before each post. */
  posts: z
    .object({ used: z.int(), total: z.int(), durationMs: z.int(), readAt: Instant })
    .nullable(),
  /** Containers asked for in the last 24 hours, a carousel's items included. */
  containers: z.object({ used: z.int(), total: z.int() }),
  calls: z.object({
    inHour: z.int(),
    /** What is taken as allowed an hour while Instagram tells no count of its own. */
    assumed: z.int(),
    /** Of the account's budget, by Instagram's own count; null while it tells none. */
    percent: z.number().nullable(),
  }),
  /** No call goes out before; null while calls may. */
  closedUntil: Instant.nullable(),
});
export type AccountLimits = z.infer<typeof AccountLimits>;

const OfAccount = z.strictObject({ accountId: Id });

export const pacing = {
  get: query(OfAccount, Pacing),
  set: command(z.strictObject({ accountId: Id, pacing: Pacing }), Pacing),
  /** What `checkPacing` needs for a post at a time: the account's pace and its other posts around it. */
  around: query(
    z.strictObject({ accountId: Id, postId: Id, at: Instant }),
    z.object({
      pacing: Pacing,
      zone: Zone,
      others: z.array(Instant),
      limit: z.object({ total: z.int(), durationMs: z.int() }),
    }),
  ),
  limits: query(OfAccount, AccountLimits),
  /** In the order of the week. */
  slots: query(OfAccount, Slots),
  /** Those that stand there already stay as they are. `invalid-input` when they become too many. */
  addSlots: command(z.strictObject({ accountId: Id, slots: Slots }), Slots),
  /** Posts that were given its time keep it. */
  removeSlot: command(z.strictObject({ accountId: Id, slot: Slot }), Slots),
  /** For a post, or for one still to be written. It is scheduled there by `publishing.schedule`. */
  nextSlot: query(z.strictObject({ accountId: Id, postId: Id.optional() }), NextSlot),
};
