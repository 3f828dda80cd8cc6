import { z } from "zod";
import { command, query } from "./define.ts";
import { HostUrl } from "./settings.ts";
import { Diagnosis, MetaScreen } from "./diagnosis.ts";
import { Done, Id, Instant, MediaUrl, Nothing, Zone } from "./values.ts";

/** Why Instagram holds an account back, by the platform's answers (its Account Status page itself has no API). */
export const AccountTrouble = z.object({
  /** `checkpoint`: to be confirmed; `restricted`; `action-blocked`: held for spam; `permission`: the token lacks one. */
  kind: z.enum(["checkpoint", "restricted", "action-blocked", "permission"]),
  what: z.string(),
  todo: z.string(),
  /** Such as `25/2207050`. */
  code: z.string().nullable(),
  sinceAt: Instant,
  /** Before this it is best left alone; null where nobody knows. */
  calmUntilAt: Instant.nullable(),
});
export type AccountTrouble = z.infer<typeof AccountTrouble>;

/** By which of Meta's logins an account came in: it decides the host, the token's life and which fields can be sent. */
export const AccountLogin = z.enum(["instagram", "facebook", "practice"]);
export type AccountLogin = z.infer<typeof AccountLogin>;

/** An Instagram professional account, real or practice. No token ever stands here: the contract is what may leave. */
export const Account = z.object({
  id: Id,
  kind: z.enum(["instagram", "practice"]),
  login: AccountLogin,
  /** With Facebook Login: the Page whose token speaks for the account. */
  page: z.object({ id: z.string(), name: z.string() }).nullable(),
  username: z.string(),
  name: z.string(),
  /** Seventeen digits, beyond 2^53: a string from end to end. */
  platformUserId: z.string(),
  state: z.enum(["connected", "needs-login"]),
  /** Why she must log in again, in words; null while connected. */
  stateReason: z.string().nullable(),
  /** Set: nothing of this account goes out until she has mended it and resumed. */
  trouble: AccountTrouble.nullable(),
  tokenObtainedAt: Instant,
  tokenExpiresAt: Instant.nullable(),
  /** True: a pasted token does not tell its age, so `tokenExpiresAt` is the latest it can be, until the first refresh. */
  tokenExpiryIsEstimate: z.boolean(),
  /** False: the computer offers no keychain, so the token lives in memory until the app quits. */
  tokenIsDurable: z.boolean(),
  /** The account's clock: the calendar and new plans use it. */
  timeZone: Zone,
});
export type Account = z.infer<typeof Account>;

export const ProfilePost = z.object({
  igMediaId: z.string(),
  caption: z.string(),
  permalink: z.string().nullable(),
  postedAt: Instant,
  picture: MediaUrl.nullable(),
  /** Set when this app published it. */
  publicationId: Id.nullable(),
});
export const Profile = z.object({
  account: Account,
  followersCount: z.int().nullable(),
  mediaCount: z.int().nullable(),
  posts: z.array(ProfilePost),
});
export type Profile = z.infer<typeof Profile>;

/** The two of Meta's logins that have a window. */
export const LoginWay = z.enum(["instagram", "facebook"]);
export type LoginWay = z.infer<typeof LoginWay>;

const LoginApp = z.object({ appId: z.string(), hasSecret: z.boolean(), redirectUri: z.string() });
/** Her own Meta app for each login. The secret is told to nobody. */
export const LoginApps = z.object({ instagram: LoginApp, facebook: LoginApp });
export type LoginApps = z.infer<typeof LoginApps>;

/** A login that came to its end, or the Pages to choose from. */
export const LoginReply = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("connected"), account: Account }),
  z.object({
    kind: z.literal("choose"),
    ticket: z.string(),
    pages: z.array(
      z.object({
        pageId: z.string(),
        name: z.string(),
        /** The Instagram account linked to the Page; null: none is. */
        username: z.string().nullable(),
        /** False: none is linked, or her role on the Page gives no token. */
        canUse: z.boolean(),
      }),
    ),
  }),
]);
export type LoginReply = z.infer<typeof LoginReply>;

export const accounts = {
  list: query(Nothing, z.array(Account)),
  /** Checks the pasted long-lived token with `/me`, stores it in the keychain. The same account again replaces its token. */
  connect: command(
    z.strictObject({ token: z.string().trim().min(1).max(2000), timeZone: Zone.optional() }),
    Account,
  ),
  /** Starts the practice Instagram and connects its account through the same code; only the host differs. */
  connectPractice: command(z.strictObject({ timeZone: Zone.optional() }), Account),
  loginApps: query(Nothing, LoginApps),
  /** Keeps her Meta app for a login; an empty secret leaves the one that is there. */
  setLoginApp: command(
    z.strictObject({
      login: LoginWay,
      appId: z
        .string()
        .trim()
        .regex(/^\d{5,30}$/, "The app's number: digits only"),
      appSecret: z.string().trim().max(200),
      redirectUri: HostUrl,
    }),
    LoginApps,
  ),
  /**
   * Shows Meta's login, in a window of the app or in her browser, and waits for its answer. In the browser she copies the
   * address it ends at into `answerLogin`.
   */
  login: command(
    z.strictObject({
      login: LoginWay,
      inBrowser: z.boolean().default(false),
      timeZone: Zone.optional(),
    }),
    LoginReply,
  ),
  answerLogin: command(z.strictObject({ address: z.string().min(1).max(8000) }), Done),
  cancelLogin: command(Nothing, Done),
  /** Which of the Pages of the last Facebook login to use. */
  choosePage: command(
    z.strictObject({
      ticket: z.string().max(100),
      pageId: z.string().max(64),
      timeZone: Zone.optional(),
    }),
    Account,
  ),
  refresh: command(z.strictObject({ id: Id }), Account),
  /** Walks from this computer to the account and says of each thing on the way how it stands. Changes nothing. */
  diagnose: command(z.strictObject({ id: Id }), Diagnosis),
  /** Opens a screen of Meta's in the browser. */
  openScreen: command(z.strictObject({ screen: MetaScreen }), Done),
  /** Posts through the API in the running window, as Instagram counts them now. */
  quota: query(
    z.strictObject({ id: Id }),
    z.object({ used: z.int(), total: z.int(), durationMs: z.int() }),
  ),
  /** She has mended what Instagram held the account back for: asks Instagram, then lets its queue go on. */
  resume: command(z.strictObject({ id: Id }), Account),
  setTimeZone: command(z.strictObject({ id: Id, timeZone: Zone }), Account),
  /** Forgets the token and hides the account. Its scheduled posts must be unscheduled first (`conflict`). */
  disconnect: command(z.strictObject({ id: Id }), Done),
  /** The profile as visitors see it, read from the platform now. */
  profile: query(z.strictObject({ id: Id }), Profile),
  /** Opens the account's page on the platform in the browser. */
  openProfile: command(z.strictObject({ id: Id }), Done),
};
