/**
 * `npm run demo [-- <folder of pictures>]`: the main job on the practice account, headless. Drops pictures, writes,
 * schedules, moves and takes back, closes the window, lets the post go out by itself, and prints the receipt. Leaves a
 * picture of each step in `out/demo`.
 */
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { findBrowser } from "../harness/find-browser.ts";
import { demoInWindow } from "./demo-in-window.ts";
import { demoWithoutWindow } from "./demo-without-window.ts";

const root = join(import.meta.dirname, "../..");
const PICTURES = /\.(jpe?g|png|webp|heic|heif|avif|tiff?|gif)$/i;
const MOST = 6;

/** What the demo works with: pictures to drop in, where its data stands, where its screenshots go. */
export type Demo = {
  readonly files: readonly string[];
  readonly data: string;
  readonly out: string;
  readonly say: (line: string) => void;
};

const folder = resolve(process.argv[2] ?? join(root, "resources/brand-pack"));
const files = readdirSync(folder)
  .filter((name) => PICTURES.test(name))
  .sort()
  .slice(0, MOST)
  .map((name) => join(folder, name));
const out = join(root, "out/demo");
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
const demo: Demo = {
  files,
  data: mkdtempSync(join(tmpdir(), "defeah-demo-")),
  out,
  say: (line) => process.stdout.write(`${line}\n`),
};

if (files.length === 0) {
  demo.say(`There are no pictures in ${folder}.`);
  process.exitCode = 1;
} else if (findBrowser()) await demoInWindow(demo);
else {
  demo.say(
    "No Chromium, Chrome or Edge here, so there is no window to show: the same journey through the command line's door, without screenshots.",
  );
  await demoWithoutWindow(demo);
}
rmSync(demo.data, { recursive: true, force: true });
