import type { WatchTimes } from "./times.ts";

/** What the watch's thread is given. */
export type WatchOrder = {
  readonly database: string;
  /** Where it writes down that main hangs: main reads it when it answers again, or at the next start. */
  readonly alarmFile: string;
  readonly lastResort: readonly string[] | null;
  readonly times: WatchTimes;
};

/** What the watch says to main. */
export type FromWatch =
  /** To be answered with `here`: an event loop that runs does. */
  | { readonly kind: "are-you-there" }
  /** Ids of publications that nobody accounts for; told when they change. */
  | { readonly kind: "overdue"; readonly ids: readonly string[] }
  /** It could not look: the database is locked or gone. */
  | { readonly kind: "blind"; readonly reason: string };

/** What main says to the watch. */
export type ToWatch = { readonly kind: "here" };

/** What stands in the alarm file, epoch ms. */
export type Alarm = { readonly silentSinceAt: number; readonly raisedAt: number };
