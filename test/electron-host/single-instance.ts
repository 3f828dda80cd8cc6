import { appendFileSync, mkdirSync, readFileSync, rmSync, watch, writeFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";

type OnSecond = (argv: string[], folder: string) => void;

/**
 * Electron's lock for one user-data folder. Held through the operating system, so it ends with the process. A second
 * instance leaves its command line in a file that the first one watches. Undefined: another instance has it.
 */
export function holdInstance(folder: string, onSecond: OnSecond): (() => void) | undefined {
  const session = join(folder, "session");
  mkdirSync(session, { recursive: true });
  const messages = join(session, "host-messages.jsonl");
  const lock = new Database(join(session, "host-lock.sqlite"), { timeout: 0 });
  try {
    lock.pragma("journal_mode = DELETE");
    lock.exec("begin exclusive");
  } catch {
    // someone else holds it: that is the answer
    lock.close();
    appendFileSync(messages, `${JSON.stringify({ argv: process.argv, cwd: process.cwd() })}\n`);
    return undefined;
  }
  writeFileSync(messages, "");
  let seen = 0;
  const watcher = watch(messages, () => {
    const lines = readFileSync(messages, "utf8").split("\n").slice(0, -1);
    for (const line of lines.slice(seen)) {
      const { argv, cwd } = JSON.parse(line) as { argv: string[]; cwd: string };
      onSecond(argv, cwd);
    }
    seen = lines.length;
  });
  watcher.unref();
  return () => {
    watcher.close();
    lock.close();
    rmSync(messages, { force: true });
  };
}
