import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";

/** In memory, where the system has such a place (Linux). */
const MEMORY = "/dev/shm";

/**
 * From here on temporary folders are made in memory, and are gone with this process. For runs by the hundred that end processes,
 * not the computer: what a killed process has written stays there as it does on a disk, and nothing waits for one.
 */
export function workInMemory(): void {
  try {
    const folder = mkdtempSync(join(MEMORY, "defeah-runs-"));
    process.env["TMPDIR"] = folder;
    process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  } catch {
    // no such place: the disk does as well
  }
}
