import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

const NAMES = [
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
  "chrome",
  "microsoft-edge",
  "microsoft-edge-stable",
];
const MAC = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
];
const WINDOWS = [
  "Google\\Chrome\\Application\\chrome.exe",
  "Chromium\\Application\\chrome.exe",
  "Microsoft\\Edge\\Application\\msedge.exe",
];

export const NO_CHROMIUM =
  "No Chromium, Chrome or Edge was found on this computer. Install one (Debian: apt install chromium), or name it in DEFEAH_CHROMIUM.";

/** The installed Chromium to show windows in: `DEFEAH_CHROMIUM`, else the first well-known place. Undefined where there is none. */
export function findChromium(): string | undefined {
  const named = process.env["DEFEAH_CHROMIUM"];
  if (named) return existsSync(named) ? named : undefined;
  return candidates().find((file) => existsSync(file));
}

function candidates(): readonly string[] {
  if (process.platform === "darwin") return MAC;
  if (process.platform === "win32")
    return ["PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"].flatMap((folder) =>
      WINDOWS.map((file) => join(process.env[folder] ?? "C:\\", file)),
    );
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
}
