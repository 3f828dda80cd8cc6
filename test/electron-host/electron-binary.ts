import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Electron 42 and later fetch their program at first use. A network that cannot may keep us waiting this long, once. */
const LONGEST_FETCH_MS = 90_000;
/** How long a failed fetch is remembered. */
const TRY_AGAIN_MS = 24 * 60 * 60 * 1000;

export type ElectronBinary =
  | { readonly file: string; readonly reason?: undefined }
  | { readonly file?: undefined; readonly reason: string };

/** Electron's program if it is installed. */
export function installedElectron(root: string): string | undefined {
  const folder = join(root, "node_modules/electron");
  const named = join(folder, "path.txt");
  if (!existsSync(named)) return undefined;
  const file = join(folder, "dist", readFileSync(named, "utf8").trim());
  return existsSync(file) ? file : undefined;
}

/** Electron's program, fetched when it is not there yet; or why it is not to be had. A failure is remembered for a day. */
export function electronBinary(root: string): ElectronBinary {
  const installed = installedElectron(root);
  if (installed) return { file: installed };
  const memory = join(root, "node_modules/.cache/electron-fetch-failed");
  if (isRecent(memory))
    return { reason: `Electron's program could not be fetched (to try again, delete ${memory}).` };
  process.stdout.write("Fetching Electron's program, once…\n");
  spawnSync(process.execPath, [join(root, "node_modules/electron/install.js")], {
    timeout: LONGEST_FETCH_MS,
    stdio: "ignore",
  });
  const fetched = installedElectron(root);
  if (fetched) {
    rmSync(memory, { force: true });
    return { file: fetched };
  }
  mkdirSync(dirname(memory), { recursive: true });
  writeFileSync(memory, String(Date.now()));
  return { reason: "Electron's program could not be fetched from GitHub." };
}

function isRecent(memory: string): boolean {
  return existsSync(memory) && Date.now() - Number(readFileSync(memory, "utf8")) < TRY_AGAIN_MS;
}
