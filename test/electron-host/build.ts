import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";

/** The folders that the app is built from. */
export const SOURCES = ["electron", "renderer", "shared"];
const RESULTS = ["dist/main/main.js", "dist/preload/preload.cjs", "dist/renderer/index.html"];

/** Builds the app when a source is newer than what was built. @throws when the build fails; it has said why. */
export function buildWhenStale(root: string): void {
  if (!isStale(root)) return;
  const vite = join(root, "node_modules/vite/bin/vite.js");
  const built = spawnSync(process.execPath, [vite, "build", "--app", "--logLevel", "error"], {
    cwd: root,
    // A test runner's own NODE_ENV would give React's development build.
    env: { ...process.env, NODE_ENV: "production" },
    stdio: ["ignore", "inherit", "inherit"],
  });
  if (built.status !== 0) throw new Error("The build failed; its message is above.");
}

function isStale(root: string): boolean {
  const results = RESULTS.map((file) => join(root, file));
  if (!results.every((file) => existsSync(file))) return true;
  const builtAt = Math.min(...results.map((file) => statSync(file).mtimeMs));
  const newest = Math.max(
    statSync(join(root, "vite.config.ts")).mtimeMs,
    ...SOURCES.map((folder) => newestIn(join(root, folder))),
  );
  return newest > builtAt;
}

/** Folders count too: their time changes when a file is removed. */
function newestIn(folder: string): number {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
  return Math.max(...names.map((name) => statSync(join(folder, name)).mtimeMs));
}
