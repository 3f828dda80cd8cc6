import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

const NAMES = [
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
  "microsoft-edge",
  "chrome.exe",
  "msedge.exe",
];
const PLACES = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
  join(process.env["PROGRAMFILES"] ?? "C:\\Program Files", "Google/Chrome/Application/chrome.exe"),
  join(
    process.env["PROGRAMFILES(X86)"] ?? "C:\\Program Files (x86)",
    "Microsoft/Edge/Application/msedge.exe",
  ),
];

/** The path of an installed Chromium, Chrome or Edge; `DEFEAH_BROWSER` names another. Undefined when there is none. */
export function findBrowser(): string | undefined {
  const named = process.env["DEFEAH_BROWSER"];
  const onPath = (process.env["PATH"] ?? "")
    .split(delimiter)
    .flatMap((folder) => NAMES.map((name) => join(folder, name)));
  return [named, ...onPath, ...PLACES].find((file) => file !== undefined && existsSync(file));
}
