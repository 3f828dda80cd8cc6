/** Finds the browser the screen tests run in, and installs Debian's Chromium where that is possible. Run before the tests. */
import { spawnSync } from "node:child_process";
import { findBrowser } from "./find-browser.ts";

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

function canInstall(): boolean {
  const isRoot = process.getuid?.() === 0;
  return process.platform === "linux" && isRoot && spawnSync("apt-get", ["--version"]).status === 0;
}

function install(): void {
  say("No Chromium found: installing Debian's.");
  spawnSync("apt-get", ["update", "-qq"], { stdio: "ignore" });
  const options = ["install", "-y", "-qq", "--no-install-recommends", "chromium"];
  spawnSync("apt-get", options, {
    stdio: "ignore",
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
  });
}

if (!findBrowser() && canInstall()) install();
const browser = findBrowser();
say(
  browser
    ? `Screens are tested in ${browser}`
    : "No Chromium, Chrome or Edge here: tests that need a browser are skipped, and say so.",
);
