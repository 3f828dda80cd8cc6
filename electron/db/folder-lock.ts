import { join } from "node:path";
import Database from "better-sqlite3";
import { AppError } from "../../shared/result.ts";

/**
 * Holds a data folder for this process: two publishers on one database would send twice. The lock is SQLite's own on a
 * small file beside the database, so the operating system gives it back however the process ends.
 *
 * @throws AppError `conflict` while another process holds the folder.
 */
export function holdFolder(dataFolder: string): () => void {
  const client = new Database(join(dataFolder, "in-use.sqlite"), { timeout: 0 });
  try {
    client.pragma("journal_mode = DELETE");
    client.exec("begin exclusive");
  } catch (error) {
    client.close();
    throw new AppError(
      "conflict",
      "Defeah Studio is already running with this data folder. Use that window, or stop it first.",
      { cause: error },
    );
  }
  return () => client.close();
}
