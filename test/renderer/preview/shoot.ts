/**
 * Pictures of one screen without Electron: `node test/renderer/preview/shoot.ts <path> [options]`, such as
 * `calendar`, `composer/post-12`, `outbox`, `settings`, `profile/account-live`.
 *
 * --world year|empty|new   what the made-up main process knows (default year; `new` is the first start)
 * --theme light|dark|both  (default both)     --size 1280x800|1920x1080|both (default both)
 * --do "click:New post; press:Enter; type:words; hover:text; wait:300"   before the picture
 * --axe                    also run axe and print what it finds
 * --out <folder>           (default out/screens)
 */
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { extname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { AxeBuilder } from "@axe-core/playwright";
import sharp from "sharp";
import { chromium, type BrowserContext, type Page } from "playwright";
import { findBrowser } from "../../harness/find-browser.ts";
import { buildPreview, SCENES } from "./build.ts";

const ORIGIN = "https://studio.test";
/** As electron/shell/protocol.ts sends it, so that a style or script it would refuse shows here as an error. */
const CSP = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' app-media: data: blob:",
  "font-src 'self'",
  "connect-src 'none'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-src 'none'",
  "require-trusted-types-for 'script'",
].join("; ");
const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
  ".woff2": "font/woff2",
  ".jpg": "image/jpeg",
  ".svg": "image/svg+xml",
};

type Shot = { readonly path: string; readonly world: string; readonly steps: string };

const scenes = new Map<string, Promise<Buffer>>();
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    world: { type: "string", default: "year" },
    theme: { type: "string", default: "both" },
    size: { type: "string", default: "both" },
    do: { type: "string", default: "" },
    axe: { type: "boolean", default: false },
    out: { type: "string", default: "out/screens" },
  },
});
const out = resolve(values.out);
mkdirSync(out, { recursive: true });

const folder = await buildPreview();
const browser = await chromium.launch({
  executablePath: findBrowser() ?? "chromium",
  args: ["--no-sandbox", "--force-color-profile=srgb"],
});
try {
  const sizes = values.size === "both" ? ["1280x800", "1920x1080"] : [values.size];
  const themes = values.theme === "both" ? ["light", "dark"] : [values.theme];
  for (const size of sizes) for (const theme of themes) await shootAll(size, theme);
} finally {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
}

async function shootAll(size: string, theme: string): Promise<void> {
  const context = await openContext(size, theme);
  for (const path of positionals.length > 0 ? positionals : ["calendar"])
    await shoot(context, { path, world: values.world, steps: values.do }, `${size}.${theme}`);
  await context.close();
}

async function openContext(size: string, theme: string): Promise<BrowserContext> {
  const [width = 1280, height = 800] = size.split("x").map(Number);
  const context = await browser.newContext({
    viewport: { width, height },
    timezoneId: "Europe/Berlin",
    locale: "en-GB",
    colorScheme: theme === "dark" ? "dark" : "light",
  });
  await context.route(`${ORIGIN}/**`, async (route) => {
    const { pathname } = new URL(route.request().url());
    const file = pathname.startsWith("/scenes/")
      ? join(SCENES, pathname.slice(8))
      : join(folder, extname(pathname) ? pathname : "index.html");
    await route.fulfill({
      body: pathname.startsWith("/scenes/") ? await drawn(file) : readFileSync(file),
      contentType: TYPES[extname(file)] ?? "application/octet-stream",
      headers: { "content-security-policy": CSP },
    });
  });
  await context.addInitScript(
    ([world, chosen]) => {
      sessionStorage.setItem("world", world as string);
      sessionStorage.setItem("theme", chosen as string);
    },
    [values.world, theme],
  );
  return context;
}

/** A scene at the size of a thumbnail, made once: the real app shows no larger ones in lists. */
async function drawn(file: string): Promise<Buffer> {
  const known = scenes.get(file) ?? sharp(file).resize({ width: 640 }).jpeg().toBuffer();
  scenes.set(file, known);
  return known;
}

async function shoot(context: BrowserContext, shot: Shot, suffix: string): Promise<void> {
  const page = await context.newPage();
  page.setDefaultTimeout(5000);
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning")
      console.log(`  ${message.type()}: ${message.text()}`);
  });
  page.on("pageerror", (error) => console.log(`  ${error.stack ?? error.message}`));
  await page.clock.install({ time: new Date("2026-10-08T14:02:00+02:00") });
  await page.goto(`${ORIGIN}/${shot.path}`);
  await page
    .waitForSelector("html[data-app-state=ready]", { state: "attached", timeout: 10_000 })
    .catch(() => console.log("  not ready after ten seconds"));
  for (const step of shot.steps
    .split(";")
    .map((text) => text.trim())
    .filter(Boolean))
    await take(page, step);
  await page.evaluate(() => document.fonts.ready);
  await page
    .waitForFunction(() =>
      [...document.images]
        .filter((image) => image.getBoundingClientRect().top < window.innerHeight)
        .every((image) => image.naturalWidth > 0 && image.closest("[data-state=loading]") === null),
    )
    .catch(() => console.log("  a picture in sight did not come"));
  await page.waitForTimeout(350);
  const file = join(out, `${shot.path.replaceAll("/", "-")}.${shot.world}.${suffix}.png`);
  await page.screenshot({ path: file });
  console.log(file);
  if (values.axe) await printAxe(page);
  await page.close();
}

async function take(page: Page, step: string): Promise<void> {
  const [verb = "", ...rest] = step.split(":");
  const what = rest.join(":");
  if (verb === "press") await page.keyboard.press(what);
  else if (verb === "type") await page.keyboard.type(what);
  else if (verb === "wait") await page.waitForTimeout(Number(what));
  else if (verb === "focus") await page.locator(what).focus();
  else if (verb === "hover") await page.getByText(what).first().hover();
  else if (verb === "click")
    await page
      .getByRole("button", { name: what })
      .or(page.getByRole("link", { name: what }))
      .or(page.getByText(what))
      .first()
      .click();
  else throw new Error(`No step is called ${verb}`);
}

async function printAxe(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  for (const violation of violations)
    for (const node of violation.nodes)
      console.log(`  axe ${violation.id}: ${node.target.join(" ")} ${node.failureSummary ?? ""}`);
  console.log(`  axe: ${violations.length} kinds of violation`);
}
