import { z } from "zod";
import { command, query } from "./define.ts";
import { Done, Instant, Nothing } from "./values.ts";

/** Only https may leave the computer; http is for a server on this computer. */
export const HostUrl = z
  .string()
  .max(2000)
  .regex(
    /^(https:\/\/[^\s/@?#]+|http:\/\/(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?)(\/[^\s@?#]*)?$/,
    "An https address, or http on this computer (127.0.0.1, localhost)",
  );

/** An app's number in Meta's dashboard. */
const AppId = z.string().regex(/^\d{0,30}$/, "The app's number: digits only");

/** Every setting. Each key is stored and read by itself: a bad value falls back to its own default and harms no other. */
export const Settings = z.object({
  theme: z.enum(["system", "light", "dark"]),
  weekStartsOn: z.enum(["monday", "sunday", "saturday"]),
  /** How late a post may still go out by itself, in minutes; later it is `missed` and waits for her. */
  graceMinutes: z
    .int()
    .min(0)
    .max(24 * 60),
  notifyOnPublished: z.boolean(),
  startAtLogin: z.boolean(),
  /** Instagram API with Instagram Login: every read, container and publish call, and the token refresh. */
  graphHost: HostUrl,
  graphVersion: z.string().regex(/^v\d{1,3}\.\d$/, "A Graph API version such as v26.0"),
  /** Instagram API with Facebook Login: the same calls, with a Page's token. */
  facebookGraphHost: HostUrl,
  /** Her own Meta app, for the two logins by window; empty: none. Its secret is in the keychain, never here. */
  instagramAppId: AppId,
  facebookAppId: AppId,
  /** Where those logins begin, where Instagram's code is exchanged, and where they lead back to: as registered with Meta. */
  instagramLoginHost: HostUrl,
  instagramCodeHost: HostUrl,
  facebookLoginHost: HostUrl,
  instagramRedirect: HostUrl,
  facebookRedirect: HostUrl,
  /** S3-compatible, where pictures stand while Instagram fetches them. Empty: none. Practice needs none. */
  mediaHostEndpoint: z.union([z.literal(""), HostUrl]),
  mediaHostBucket: z.string().max(255),
  mediaHostRegion: z.string().max(64),
  /** Where pictures of accounts with Facebook Login stand: on that host, or as unpublished photos on their own Page. */
  facebookPictureHost: z.enum(["media-host", "page"]),
  /** Pause all publishing. Set through `publishing.setPaused`. */
  paused: z.boolean(),
});
export type Settings = z.infer<typeof Settings>;

/** The lights on the settings page. */
export const Health = z.object({
  version: z.string(),
  schemaVersion: z.string(),
  databaseBytes: z.int(),
  lastBackupAt: Instant.nullable(),
  keychain: z.object({ durable: z.boolean(), backend: z.string() }),
  /** Settings whose stored value could not be read and fell back to the default. */
  ignoredSettings: z.array(z.string()),
  /** What was done to the database at this start, in words; null on an ordinary one. */
  databaseNotice: z.string().nullable(),
  dataFolder: z.string(),
  /** Answers of Instagram that this version has no line for, newest first; `code` is such as `100/2207999`. */
  unknownReplies: z.array(z.object({ code: z.string(), count: z.int(), lastAt: Instant })),
});
export type Health = z.infer<typeof Health>;

/** The database held against the promises of publishing (I1 to I12), one finding each. */
export const SelfCheck = z.object({
  checkedAt: Instant,
  findings: z
    .array(
      z.object({
        /** `I1` to `I12`. */
        number: z.string(),
        name: z.string(),
        /** The promise in plain words. */
        says: z.string(),
        isHeld: z.boolean(),
        /** The offending rows' ids. */
        rows: z.array(z.string()).readonly(),
      }),
    )
    .readonly(),
});
export type SelfCheck = z.infer<typeof SelfCheck>;

/** A copy of the database that she can go back to. */
export const Backup = z.object({
  name: z.string().regex(/^[a-z]+-\d{13}\.sqlite$/),
  madeAt: Instant,
  /** Each day, before an update changed the database, before another one was restored. */
  why: z.enum(["daily", "migration", "restore"]),
  bytes: z.int(),
  /** Every page was read again just now. */
  isSound: z.boolean(),
  /** Posts in it; null when it cannot be read. */
  posts: z.int().nullable(),
  /** What the present database knows to have happened since; null when it is damaged. */
  publishedSince: z.int().nullable(),
  changedSince: z.int().nullable(),
});
export type Backup = z.infer<typeof Backup>;

export const settings = {
  get: query(Nothing, Settings),
  set: command(Settings.omit({ paused: true }).partial().strict(), Settings),
  health: query(Nothing, Health),
  /** Takes a moment on a large database; nothing else waits for it. */
  checkInvariants: query(Nothing, SelfCheck),
  /** Newest first. */
  backups: query(Nothing, z.object({ backups: z.array(Backup).readonly() })),
  /**
   * Goes back to a backup: the app starts anew with it, after a copy of the present state was made. What was due since is asked
   * about before anything is sent. Refused while nothing has changed yet when the backup is not sound.
   */
  restore: command(z.strictObject({ name: Backup.shape.name }), Done),
};
