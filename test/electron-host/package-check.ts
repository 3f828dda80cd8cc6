import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync } from "node:fs";
import { readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { extractAll } from "@electron/asar";
import type { Page } from "playwright";
import { launchApp } from "../e2e/launch-app.ts";
import { videoOf } from "../harness/videos.ts";

/**
 * `npm run package:check`: packs the app for Linux with a stand-in for Electron's program, then starts main from what was
 * packed, away from the sources and their modules, and has it do its work. Needs no network. What the real program does
 * with the fuses and the archive is not shown here.
 */
const root = join(import.meta.dirname, "../..");
/** Where `@electron/fuses` finds the fuses in Electron's program; then a version, a count, and one digit a fuse. */
const FUSE_SENTINEL = "dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX";
/** Electron's defaults, in the order of `FuseV1Options`. */
const DEFAULT_FUSES = "101100011";
/** In the order of `FuseV1Options`, as the security decisions say. */
const WANTED_FUSES = "010011001";

const work = mkdtempSync(join(tmpdir(), "defeah-package-"));
try {
  const unpacked = pack(work);
  checkFuses(join(unpacked, "defeah-studio"));
  const app = unpackAsar(join(unpacked, "resources/app.asar"), join(work, "app"));
  checkContent(app);
  sizes(unpacked);
  await checkHealth(app);
  say("The package holds all that the app needs.");
} finally {
  rmSync(work, { recursive: true, force: true });
}

/** Runs electron-builder and returns the folder it made. */
function pack(folder: string): string {
  const dist = join(folder, "electron-dist");
  mkdirSync(join(dist, "resources"), { recursive: true });
  mkdirSync(join(dist, "locales"));
  const version = versionOf("electron");
  writeFileSync(join(dist, "version"), version);
  const fuses = Buffer.from([1, DEFAULT_FUSES.length, ...Buffer.from(DEFAULT_FUSES)]);
  writeFileSync(join(dist, "electron"), Buffer.concat([Buffer.from(FUSE_SENTINEL), fuses]));
  chmodSync(join(dist, "electron"), 0o755);
  const cli = join(root, "node_modules/electron-builder/cli.js");
  const options = [`-c.electronDist=${dist}`, `-c.directories.output=${join(folder, "out")}`];
  const packed = spawnSync(process.execPath, [cli, "--linux", "--dir", ...options], {
    cwd: root,
    encoding: "utf8",
  });
  if (packed.status !== 0)
    throw new Error(`electron-builder failed:\n${packed.stdout}${packed.stderr}`);
  return join(folder, "out/linux-unpacked");
}

function checkFuses(program: string): void {
  const bytes = readFileSync(program);
  const at = bytes.indexOf(FUSE_SENTINEL) + FUSE_SENTINEL.length + 2;
  const fuses = bytes.subarray(at, at + WANTED_FUSES.length).toString("latin1");
  if (fuses !== WANTED_FUSES) throw new Error(`Fuses are ${fuses}, not ${WANTED_FUSES}`);
  say(`fuses        ${fuses}`);
}

/** The archive's files with those beside it, as Electron sees them. */
function unpackAsar(asar: string, folder: string): string {
  extractAll(asar, folder);
  cpSync(`${asar}.unpacked`, folder, { recursive: true });
  return folder;
}

/** Nothing of another system, no sources, no maps, no tests, no screens' libraries a second time. */
function checkContent(app: string): void {
  const files = readdirSync(app, { recursive: true, encoding: "utf8" });
  const native = files.filter((file) => file.endsWith(".node"));
  const foreign = native.filter((file) => !file.includes(`${process.platform}-${process.arch}`));
  const unwanted = files.filter((file) => /\.(map|ts|tsx|cc|cpp|h|md)$/.test(file));
  if (native.length !== 2 || foreign.length > 0)
    throw new Error(`Native files: ${native.join(", ")}`);
  if (unwanted.length > 0) throw new Error(`Unwanted: ${unwanted.slice(0, 5).join(", ")}`);
  if (existsSync(join(app, "node_modules/react"))) throw new Error("react is packed as a module");
  const traces = files
    .filter((file) => /^dist.*\.(js|cjs|css|html)$/.test(file))
    .filter((file) => readFileSync(join(app, file), "utf8").includes(root));
  if (traces.length > 0) throw new Error(`Folders of this machine in ${traces.join(", ")}`);
  say(`native files ${native.join(", ")}`);
}

function sizes(unpacked: string): void {
  const resources = join(unpacked, "resources");
  say(`app.asar     ${megabytes(statSync(join(resources, "app.asar")).size)}`);
  say(`unpacked     ${megabytes(sizeOf(join(resources, "app.asar.unpacked")))}`);
}

/** The packed app opens its database and window, imports a photograph and a video in its packed workers, and shows their thumbnails. */
async function checkHealth(app: string): Promise<void> {
  await using launched = await launchApp({
    root: app,
    data: join(work, "data"),
    env: { ELECTRON_HOST_PACKAGED: "1", NODE_PATH: "" },
  });
  const page = await launched.page();
  await page.waitForFunction(() => "bridge" in window);
  for (const file of photographs(app)) {
    const bytes = readFileSync(file).toString("base64");
    await checkImport(page, basename(file), bytes);
  }
  // Packed as cameras do, so that the packed video worker has to read it and pack it anew.
  const film = Buffer.from(await videoOf({ container: "mov", index: "end" }));
  await checkImport(page, "film.mov", film.toString("base64"));
  const health = await page.evaluate(() => window.bridge.invoke("settings.health", {}));
  if (!health.ok) throw new Error(`The packed app is not well: ${JSON.stringify(health)}`);
  say(`health       ${JSON.stringify(health.data)}`);
}

/** A JPEG of the package's own, and an iPhone's HEIC where the corpus is at hand: that one needs the WebAssembly decoder. */
function photographs(app: string): readonly string[] {
  const corpus = join(root, "../shared/corpus/images");
  const all = existsSync(corpus) ? readdirSync(corpus, { recursive: true, encoding: "utf8" }) : [];
  const heic = all.filter((name) => /\.hei[cf]$/i.test(name)).slice(0, 1);
  if (heic.length === 0) say("no HEIC      the corpus is not here, so its decoder was not tried");
  return [
    join(app, "resources/brand-pack/vase-trio.jpg"),
    ...heic.map((name) => join(corpus, name)),
  ];
}

async function checkImport(page: Page, name: string, bytes: string): Promise<void> {
  const seen = await page.evaluate(
    async ([name, base64]) => {
      const imported = await window.bridge.invoke("media.import", {
        name,
        bytes: Uint8Array.from(atob(base64), (letter) => letter.codePointAt(0) ?? 0),
      });
      const { thumbnail } =
        (imported as { data?: { media?: { thumbnail?: string } } }).data?.media ?? {};
      const image = new Image();
      image.src = thumbnail ?? "";
      await image.decode();
      return { imported, width: image.naturalWidth };
    },
    [name, bytes] as const,
  );
  if (!seen.imported.ok || seen.width === 0)
    throw new Error(`The packed app could not take in ${name}: ${JSON.stringify(seen)}`);
  say(`imported     ${name}, thumbnail ${seen.width} px wide, from app-media://`);
}

function sizeOf(folder: string): number {
  return readdirSync(folder, { recursive: true, encoding: "utf8" }).reduce((sum, name) => {
    const stats = statSync(join(folder, name));
    return stats.isFile() ? sum + stats.size : sum;
  }, 0);
}

function versionOf(name: string): string {
  const about = readFileSync(join(root, "node_modules", name, "package.json"), "utf8");
  return (JSON.parse(about) as { version: string }).version;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
