import { spawnSync, type SpawnSyncReturns } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A disk of its own in memory, for one process: needs Linux and the right to make a name space. */
const MOUNTED = 'mount -t tmpfs -o size=48m none "$1" && shift && exec "$@"';
const SCRIPT = join(import.meta.dirname, "../fixtures/full-disk-run.ts");

/** Where the small disk is, for the process that has it. */
const folder = mkdtempSync(join(tmpdir(), "defeah-full-"));

export function canFillDisk(): boolean {
  return onSmallDisk("true").status === 0;
}

/** One post, published on a disk that is really full at a step of it. @throws with its words when it could not be played. */
export function publishOnFullDisk(step: string, reserve: "with" | "without"): object {
  const { stdout, stderr } = onSmallDisk(process.execPath, SCRIPT, folder, step, reserve);
  if (stdout === "") throw new Error(stderr);
  return JSON.parse(stdout) as object;
}

function onSmallDisk(...command: readonly string[]): SpawnSyncReturns<string> {
  return spawnSync("unshare", ["-rm", "sh", "-c", MOUNTED, "sh", folder, ...command], {
    encoding: "utf8",
    env: { ...process.env, TZ: "UTC" },
  });
}
