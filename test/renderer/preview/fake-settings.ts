import type { Backup } from "../../../shared/contract/settings.ts";
import type { Fake, FakeRoutes } from "./fake-bridge.ts";

const DAY = 86_400_000;

/** Two days' copies, one from before an update, one that no longer checks out. */
function someBackups(now: number): Backup[] {
  const made = (why: Backup["why"], ago: number, rest: Partial<Backup> = {}): Backup => ({
    name: `${why}-${String(now - ago).padStart(13, "0")}.sqlite`,
    madeAt: now - ago,
    why,
    bytes: 4_534_272,
    isSound: true,
    posts: 412,
    publishedSince: Math.round(ago / DAY),
    changedSince: 2 * Math.round(ago / DAY),
    ...rest,
  });
  return [
    made("daily", 9 * 3_600_000, { publishedSince: 1, changedSince: 3 }),
    made("daily", 33 * 3_600_000),
    made("migration", 3 * DAY, { posts: 398 }),
    made("daily", 4 * DAY, { isSound: false, posts: null }),
  ];
}

/** Settings kept in memory, and the health of a well computer. */
export function settingsRoutes({ world, emit }: Fake): FakeRoutes<"settings"> {
  return {
    get: async () => world.settings,
    set: async (changes) => {
      world.settings = { ...world.settings, ...(changes as Partial<typeof world.settings>) };
      emit("settings.changed", { keys: Object.keys(changes) });
      return world.settings;
    },
    health: async () => ({
      version: "0.1.0",
      schemaVersion: "0000_foundation",
      databaseBytes: 4_612_096,
      lastBackupAt: world.accounts.length > 0 ? world.now - 9 * 3_600_000 : null,
      keychain: { durable: true, backend: "gnome-libsecret" },
      ignoredSettings: [],
      databaseNotice: null,
      unknownReplies: [],
      dataFolder: "/home/mara/.config/Defeah Studio",
    }),
    backups: async () => ({
      backups: world.accounts.length === 0 ? [] : someBackups(world.now),
    }),
    restore: async () => ({ done: true }),
    checkInvariants: async () => ({
      checkedAt: world.now,
      findings: [
        {
          number: "I4",
          name: "a verdict between two calls",
          says: "A second publish call came only after a recorded verdict that the first published nothing.",
          isHeld: true,
          rows: [],
        },
      ],
    }),
  };
}
