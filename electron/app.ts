import { contract } from "../shared/contract/contract.ts";
import { DailyBackup } from "./db/daily-backup.ts";
import { whenDamaged } from "./db/damage.ts";
import { DiskReserve } from "./db/disk-reserve.ts";
import { keepReserve } from "./db/full-disk.ts";
import { holdFolder } from "./db/folder-lock.ts";
import { closeDatabase, openDatabase } from "./db/open.ts";
import { assertTriggers } from "./db/triggers.ts";
import { accountsHandlers } from "./features/accounts/handlers.ts";
import { AccountsService } from "./features/accounts/service.ts";
import { analyticsHandlers } from "./features/analytics/handlers.ts";
import { AnalyticsService } from "./features/analytics/service.ts";
import { mediaHandlers } from "./features/media/handlers.ts";
import { MediaService } from "./features/media/service.ts";
import { pacingHandlers } from "./features/pacing/handlers.ts";
import { PacingService } from "./features/pacing/service.ts";
import { postsHandlers } from "./features/posts/handlers.ts";
import { PostsService } from "./features/posts/service.ts";
import { publishingHandlers } from "./features/publishing/handlers.ts";
import { PublishingService } from "./features/publishing/service.ts";
import { PUBLISHING_TIMES, type PublishingTimes } from "./features/publishing/times.ts";
import { settingsHandlers } from "./features/settings/handlers.ts";
import { SettingsService } from "./features/settings/service.ts";
import { GraphClient } from "./graph/client.ts";
import { storeIn } from "./graph/queries.ts";
import type { GraphTiming } from "./graph/resilience.ts";
import { createRouter, type Dispatch } from "./ipc/router.ts";
import { Queue } from "./jobs/queue.ts";
import { Runner, type RunnerDeps } from "./jobs/runner.ts";
import { Events } from "./lib/events.ts";
import { Vault } from "./lib/vault.ts";
import { PracticeServer } from "./practice/server.ts";
import type { Clock, Ports } from "./ports.ts";
import { Presence, type PresenceDeps } from "./presence.ts";
import { takeDamage } from "./watch/damage.ts";
import { Reader } from "./watch/reader.ts";
import type { WatchTimes } from "./watch/times.ts";
import { Watchdog } from "./watch/watchdog.ts";

/** The whole main process, without Electron: a window, a test or the command line drives it through `dispatch`. */
export type App = {
  readonly dispatch: Dispatch;
  readonly events: Events;
  /** Finds the file behind `app-media://media/<id>/thumbnail` and the like; undefined where there is none. */
  openMedia(path: string): ReturnType<MediaService["openFile"]>;
  /**
   * Brings everything to life, in order: recovery first, then the publisher. `publishes: false` for a single command
   * from the command line: it must not take up a post and die in the middle of it. `after`: what the keychain's state does
   * not need waits for it.
   */
  start(options?: { readonly publishes?: boolean; readonly after?: Promise<void> }): Promise<void>;
  /** Ends everything in reverse, each step bounded. */
  stop(): Promise<void>;
};

/**
 * Makes every part with exactly what it needs, in order. Nothing runs until `start()`.
 * `timing`: other timeouts for the platform's calls, for tests of what hangs. `times`: our own waits, shorter for crash tests.
 *
 * @throws AppError when the database cannot be used, in words for the user.
 */
export function createApp(
  ports: Ports,
  timing: Partial<GraphTiming> = {},
  times: OwnTimes = {},
): App {
  const letGo = holdFolder(ports.paths.dataFolder);
  const parts = orElse(letGo, () => makeParts(ports, timing, times));
  const { events, practice, db, vault, accounts, media, graph } = parts;
  const { presence, publishing, runner, backups, watchdog, reserve } = parts;
  let isStopping = false;
  return {
    dispatch: createRouter({
      contract,
      handlers: makeHandlers(parts),
      log: ports.log,
      ids: ports.ids,
    }),
    events,
    openMedia: (path) => openMedia(parts, path),
    start: async ({ publishes = true, after } = {}) => {
      await vault.start();
      await after;
      if (isStopping) return;
      await media.start();
      await accounts.start();
      if (!publishes) return;
      presence.start();
      backups.start();
      publishing.start(parts.opened);
      parts.analytics.start();
      runner.start();
      watchdog.start();
      reserve.start();
    },
    stop: async () => {
      isStopping = true;
      const movers = [watchdog, runner, publishing, parts.analytics, backups];
      const all = [...movers, reserve, presence, accounts, media, practice, graph];
      await stopEach(ports, all, () => publishing.isSending());
      try {
        closeDatabase(db);
      } finally {
        letGo();
      }
    },
  };
}

/** The waits of the publisher and, apart, those of the watch over it. */
type OwnTimes = Partial<PublishingTimes> & { readonly watch?: Partial<WatchTimes> };

/** How long one part may take to stop before the rest goes on without it; and while a publish call is out. */
const STOP_MS = 5000;
const SENDING_STOP_MS = 20_000;

/** Stops each in turn. One that fails or hangs is logged and left: the next start recovers from it as from a crash. */
async function stopEach(
  { clock, log }: Pick<Ports, "clock" | "log">,
  parts: readonly { stop(): Promise<void> | void }[],
  isSending: () => boolean,
): Promise<void> {
  for (const part of parts) {
    try {
      const stopping = Promise.resolve(part.stop());
      let isLate = await isLateAfter(clock, stopping, STOP_MS);
      // An answer that is waited for now need not be looked for at the next start.
      if (isLate && isSending())
        isLate = await isLateAfter(clock, stopping, SENDING_STOP_MS - STOP_MS);
      if (isLate) log.error("app.stop-late", { part: part.constructor.name });
    } catch (error) {
      log.error("app.stop-failed", { part: part.constructor.name, error });
    }
  }
}

async function isLateAfter(clock: Clock, stopping: Promise<void>, ms: number): Promise<boolean> {
  let cancel: () => void = () => {};
  const late = new Promise<true>((resolve) => {
    cancel = clock.at(clock.now() + ms, () => resolve(true));
  });
  try {
    return await Promise.race([stopping.then(() => false), late]);
  } finally {
    cancel();
  }
}

/** However often it is met, damage is told of once. */
function once(tell: (error: unknown) => void): (error: unknown) => void {
  let isTold = false;
  return (error) => {
    if (isTold) return;
    isTold = true;
    tell(error);
  };
}

/** Pictures of the Library, and those a profile shows: as this app sent them, else as the platform gives them. */
async function openMedia({ accounts, media }: Parts, path: string): ReturnType<App["openMedia"]> {
  const own = await media.openFile(path);
  const [kind, accountId = "", igMediaId = ""] = path.split("/");
  return own ?? (kind === "profile" ? await accounts.openPicture(accountId, igMediaId) : undefined);
}

/** What was taken is given back when the rest cannot be made. */
function orElse<T>(giveBack: () => void, make: () => T): T {
  try {
    return make();
  } catch (error) {
    giveBack();
    throw error;
  }
}

type Parts = ReturnType<typeof makeParts>;

function makeParts(ports: Ports, timing: Partial<GraphTiming>, { watch, ...times }: OwnTimes) {
  const events = new Events();
  const opened = openDatabase({
    file: ports.paths.database,
    backupFolder: ports.paths.backupFolder,
    migrationsFolder: `${ports.paths.resources}/migrations`,
    now: ports.clock.now(),
  });
  const { db } = opened;
  assertTriggers(db);
  const vault = new Vault({ db, ports });
  const reader = new Reader({ ports });
  const settings = new SettingsService({ db, events, ports, vault, opened, reader });
  const practice = new PracticeServer({
    folder: `${ports.paths.dataFolder}/practice`,
    clock: ports.clock,
    ids: ports.ids,
  });
  const graph = new GraphClient({ ports, timing, store: storeIn(db) });
  const queue = new Queue({ db });
  const accounts = new AccountsService({ db, events, ports, vault, graph, practice, settings });
  const media = new MediaService({ db, events, ports, settings, vault, graph, accounts });
  const posts = new PostsService({ db, events, ports, accounts, media });
  const pacing = new PacingService({ db, events, ports, accounts, graph });
  const analytics = new AnalyticsService({ db, events, ports, accounts, graph, queue });
  const made = { accounts, analytics, media, posts, pacing, settings };
  const parts = { db, events, ports, graph, practice, queue, ...made };
  const publishing = new PublishingService({
    ...parts,
    times: { ...PUBLISHING_TIMES, ...times },
  });
  const watchdog = new Watchdog({ events, ports, ...(watch ? { times: watch } : {}) });
  const movers = makeMovers({ ...parts, publishing, watchdog });
  const { runner } = movers;
  whenDamaged(
    db.$client,
    once((error) => void takeDamage({ ...parts, runner, publishing }, error)),
  );
  return { ...parts, ...movers, publishing, watchdog, vault, opened };
}

type MoverDeps = PresenceDeps &
  Pick<RunnerDeps, "db" | "queue"> & {
    readonly analytics: AnalyticsService;
  };

/** What moves by itself: the runner of durable work, and what is seen of it without a window. */
function makeMovers(deps: MoverDeps) {
  const { publishing, analytics } = deps;
  const runner = new Runner({
    ...deps,
    kinds: { ...publishing.jobKinds, ...analytics.jobKinds },
    onJump: () => {
      publishing.clockJumped();
      analytics.clockJumped();
    },
  });
  const { db, ports } = deps;
  const backups = new DailyBackup({
    db,
    clock: ports.clock,
    log: ports.log,
    folder: ports.paths.backupFolder,
  });
  const reserve = new DiskReserve({ ...ports, folder: ports.paths.dataFolder });
  keepReserve(db.$client, reserve);
  return { runner, backups, reserve, presence: new Presence(deps) };
}

function makeHandlers(parts: Parts) {
  return {
    accounts: accountsHandlers(parts.accounts, parts),
    analytics: analyticsHandlers(parts.analytics),
    media: mediaHandlers(parts.media),
    pacing: pacingHandlers(parts.pacing),
    posts: postsHandlers(parts.posts),
    publishing: publishingHandlers(parts.publishing),
    settings: settingsHandlers(parts.settings),
  };
}
