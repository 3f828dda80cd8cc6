import type { Fake, FakeRoutes } from "./fake-bridge.ts";

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
