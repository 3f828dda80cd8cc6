import { z } from "zod";

/*
 * What can be made to go wrong: `PracticeServer.setFaults(script)`, or `POST /__control/faults` from another process. A script is
 * `{ seed?, rules: [{ on, nth?, probability?, forMs?, delayMs?, effect }], scenario?: { name, forMs } }`. `on` is a kind of call
 * (the list below); for each call the first rule that matches counts, a scenario's rules last. Calls are counted per kind from
 * 1, from when the script was set: `{ on: "create", nth: 2 }` is the second container of whatever sort. Other ways to make
 * trouble are commands of `control.ts`: an account in trouble, a revoked token, a shifted clock, a post or comment by hand.
 */
const READS = [
  "read-container",
  "list-media",
  "list-stories",
  "read-media",
  "list-comments",
  "read-comment",
  "media-insights",
  "account-insights",
  "limit",
  "me",
  "list-pages",
  "read-page",
  "read-photo",
  "list-photos",
  "permissions",
  "debug-token",
  "upload-offset",
] as const;
const WRITES = [
  "create",
  "publish",
  "comment",
  "change-comment",
  "switch-comments",
  "delete-media",
  "page-photo",
  "delete-photo",
  "upload",
] as const;
/** `code` is the exchange of a login's code, `exchange` that of a short token for a long one, both for either login. */
const TOKENS = ["refresh", "code", "exchange"] as const;
const ENDPOINTS = [...READS, ...WRITES, ...TOKENS, "fetch"] as const;
/** The kinds of calls a fault can meet. `fetch` is this server's own download of a picture, a cover or a video. */
export type EndpointName = (typeof ENDPOINTS)[number];

/** `outage-2026-05-23`: reads of containers, media and insights answer 100/33 for everybody, writes go on working. */
const SCENARIOS = ["outage-2026-05-23", "slow-day"] as const;

const Ms = z
  .int()
  .min(0)
  .max(7 * 24 * 60 * 60 * 1000);
const acts = z.boolean();
const Count = z.int().min(1);

const Effect = z.discriminatedUnion("kind", [
  /** Nothing but `delayMs`. */
  z.strictObject({ kind: z.literal("none") }),
  /** The socket is destroyed, before (`acts: false`) or after acting. */
  z.strictObject({ kind: z.literal("drop"), acts }),
  /** 500 with Graph's error, or a gateway's 502, 503 or 504 in HTML. */
  z.strictObject({
    kind: z.literal("server-error"),
    acts,
    status: z.literal([500, 502, 503, 504]).default(500),
  }),
  /** Any row of the error tables, such as 4/2207051 after acting. */
  z.strictObject({
    kind: z.literal("error"),
    acts,
    code: z.int(),
    subcode: z.int().optional(),
    status: z.int().min(400).max(599).default(400),
    message: z.string().optional(),
  }),
  /** 200 with nothing in it. */
  z.strictObject({ kind: z.literal("empty"), acts: acts.default(true) }),
  /** 200 with half of the JSON. */
  z.strictObject({ kind: z.literal("truncated"), acts: acts.default(true) }),
  /** Taken, acted on or not, never answered; the connection stays open. */
  z.strictObject({ kind: z.literal("half-open"), acts }),
  /** Limited: 4, 17 or 80002 with its usage header. Does not act. */
  z.strictObject({
    kind: z.literal("rate-limit"),
    code: z.literal([4, 17, 32, 613, 80002]),
    regainMinutes: z.int().min(0).max(1440).default(5),
  }),
  /** Acts, and tells this usage in per cent in both headers: the budget is nearly spent, nothing is refused yet. */
  z.strictObject({ kind: z.literal("usage"), percent: z.int().min(0).max(200) }),
  /** An upload keeps this many bytes of the request's body; then the socket is destroyed. */
  z.strictObject({ kind: z.literal("cut"), afterBytes: z.int().min(0) }),
  /** An upload is refused in the upload host's own words (`debug_info`), before anything is kept. */
  z.strictObject({ kind: z.literal("upload-failure"), isRetriable: z.boolean() }),
  /** The caller's token dies for good, without acting. */
  z.strictObject({
    kind: z.literal("token-death"),
    subcode: z.literal([458, 459, 460, 463, 464, 467, 492]).nullable(),
  }),
  /** A read answers as of `ms` ago: newer media are hidden, a container's status is the old one, newer objects 100/33. */
  z.strictObject({ kind: z.literal("lag"), ms: Ms }),
  /** A created container stays IN_PROGRESS this long. */
  z.strictObject({ kind: z.literal("slow-processing"), ms: Ms }),
  /** A created container ends in ERROR with this code in its status. */
  z.strictObject({ kind: z.literal("failed-processing"), code: z.int().min(2207000).max(2207999) }),
  /** Waits, before or after acting, until `release(name)`. */
  z.strictObject({ kind: z.literal("hold"), name: z.string().min(1), acts: acts.default(false) }),
]);
export type Effect = z.infer<typeof Effect>;

const FITS: Partial<Record<Effect["kind"], readonly EndpointName[]>> = {
  lag: [
    "read-container",
    "list-media",
    "list-stories",
    "read-media",
    "list-comments",
    "media-insights",
    "account-insights",
  ],
  cut: ["upload"],
  "upload-failure": ["upload"],
  "slow-processing": ["create"],
  "failed-processing": ["create"],
};
const FETCH_EFFECTS: readonly Effect["kind"][] = ["none", "error", "hold", "drop"];

const Rule = z
  .strictObject({
    on: z.enum(ENDPOINTS),
    /** Which calls of this kind since the script was set, from 1. Every one when absent. */
    nth: z.union([Count, z.strictObject({ from: Count, to: Count.optional() })]).optional(),
    /** By chance, from the script's seed. */
    probability: z.number().gt(0).max(1).optional(),
    /** Only within so long (server clock) of the rule's first match. */
    forMs: Ms.optional(),
    /** Real milliseconds of waiting before anything else happens. */
    delayMs: Ms.default(0),
    effect: Effect,
  })
  .refine(
    ({ on, effect }) => (FITS[effect.kind] ?? [on]).includes(on),
    "This effect does not fit this call",
  )
  .refine(
    ({ on, effect }) => on !== "fetch" || FETCH_EFFECTS.includes(effect.kind),
    "A fetch can only be delayed, held, dropped or refused",
  )
  .refine(
    ({ nth }) => typeof nth !== "object" || nth.to === undefined || nth.to >= nth.from,
    "`to` is before `from`",
  );

/** What goes wrong, and when. For each call the first rule that matches counts. */
export const FaultScript = z.strictObject({
  seed: z.int().default(1),
  rules: z.array(Rule).max(1000),
  /** Something that happened, replayed: see `scenarios.ts`. */
  scenario: z.strictObject({ name: z.enum(SCENARIOS), forMs: Ms }).optional(),
});
export type FaultScript = z.input<typeof FaultScript>;
export type FaultRule = z.output<typeof FaultScript>["rules"][number];
