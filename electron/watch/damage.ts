import { markSuspect } from "../db/damage.ts";
import type { Ports } from "../ports.ts";

export type DamageDeps = {
  readonly ports: Ports;
  /** Where it stands from now on for the screens. */
  readonly settings: { tellDamage(words: string): void };
  /** What publishes. */
  readonly runner: { stop(): Promise<void> };
  readonly publishing: { stop(): void };
};

const WORDS =
  "The database is damaged, so publishing has stopped. Choose a backup below to go back to; what has been published since is looked up on Instagram before anything is sent.";
const SHOW_BACKUPS = 1;

/**
 * A page of the database that cannot be was met while the app runs: nothing is published from rows that may be wrong. She is
 * told, and shown the way to a backup; if she only starts the app again, the newest sound one takes the place.
 */
export async function takeDamage(
  { ports, settings, runner, publishing }: DamageDeps,
  error: unknown,
): Promise<void> {
  const { log, notifier, dialogs, windows, paths } = ports;
  log.error("database.damaged", { error });
  markSuspect(paths.database);
  // What is being sent is followed to its end.
  void runner.stop();
  publishing.stop();
  settings.tellDamage(WORDS);
  notifier.notify({
    title: "The database is damaged",
    body: "Publishing has stopped. Open Settings to go back to a backup.",
    route: "/settings",
  });
  try {
    const answer = await dialogs.ask({
      title: "The database is damaged",
      detail:
        "Publishing has stopped, so that nothing goes out twice. You can go back to a backup: the app looks up on Instagram what has been published since. The damaged files are kept.",
      buttons: ["Not now", "Show the backups"],
    });
    if (answer === SHOW_BACKUPS) windows.show("/settings");
  } catch (cause) {
    log.error("database.damage-question", { error: cause }); // told all the same, by notification, tray and Settings
  }
}
