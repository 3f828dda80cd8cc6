import { join } from "node:path";
import Database from "better-sqlite3";

/**
 * Makes a dead app's database what it would be had the intent not reached the disk before the call: the control experiment. All
 * of it has to go; with the line of the history alone left, the app refuses to send again.
 */
export function forgetIntent(data: string): void {
  const db = new Database(join(data, "studio.sqlite"));
  const { changes } = db
    .prepare(
      "update publication set state = 'ready', is_intent_open = 0 where state = 'publishing' and is_intent_open = 1",
    )
    .run();
  db.exec("drop trigger attempt_is_not_removed");
  db.exec("delete from attempt where outcome = 'intent'");
  db.close();
  if (changes !== 1) throw new Error("There was no open intent to forget.");
}
