import { mkdirSync, realpathSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Paths } from "../ports.ts";

/** Where things stand in one data folder. Makes the folder; several folders live side by side. */
export function layOut(
  dataFolder: string,
  shipped: Pick<
    Paths,
    "resources" | "pictureWorker" | "videoWorker" | "watchWorker" | "readerWorker"
  >,
): Paths {
  mkdirSync(resolve(dataFolder), { recursive: true, mode: 0o700 });
  const folder = realpathSync(resolve(dataFolder));
  mkdirSync(join(folder, "media"), { recursive: true });
  return {
    dataFolder: folder,
    database: join(folder, "studio.sqlite"),
    mediaFolder: join(folder, "media"),
    backupFolder: join(folder, "backups"),
    logFile: join(folder, "log.jsonl"),
    ...shipped,
  };
}
