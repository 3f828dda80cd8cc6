import { readFileSync, rmSync } from "node:fs";
import { extname, join } from "node:path";
import { chromium } from "playwright";
import { buildPreview, SCENES } from "./build.ts";
const folder = await buildPreview();
const browser = await chromium.launch({
  executablePath: "/usr/bin/chromium",
  args: ["--no-sandbox"],
});
const context = await browser.newContext({
  viewport: { width: 1280, height: 800 },
  timezoneId: "Europe/Berlin",
});
const T: Record<string, string> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
  ".woff2": "font/woff2",
  ".jpg": "image/jpeg",
  ".svg": "image/svg+xml",
};
await context.route("https://studio.test/**", async (route) => {
  const { pathname } = new URL(route.request().url());
  const file = pathname.startsWith("/scenes/")
    ? join(SCENES, pathname.slice(8))
    : join(folder, extname(pathname) ? pathname : "index.html");
  await route.fulfill({
    body: readFileSync(file),
    contentType: T[extname(file)] ?? "",
    headers: {
      "content-security-policy":
        "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' app-media: data: blob:; connect-src 'self'",
    },
  });
});
await context.addInitScript(() => {
  sessionStorage.setItem("world", "year");
  sessionStorage.setItem("theme", "light");
});
const page = await context.newPage();
page.on("console", (m) => console.log("console", m.text()));
page.on("pageerror", (e) => console.log(e.stack));
await page.clock.setFixedTime(new Date("2026-10-08T14:02:00+02:00"));
await page.goto("https://studio.test/calendar");
await page.waitForSelector("html[data-app-state=ready]", { state: "attached" });
await page.waitForSelector("[data-post]");
const at = async (sel: string) => {
  const b = (await page.locator(sel).first().boundingBox())!;
  return [b.x + 20, b.y + 20] as const;
};
const card = (await page
  .locator('[data-day="2026-10-09"] [data-post]')
  .first()
  .getAttribute("data-post"))!;
const drag = async (
  from: string,
  to: readonly [number, number],
  shot?: string,
  end: "drop" | "esc" = "drop",
) => {
  const [x, y] = await at(from);
  await page.mouse.move(x, y);
  await page.waitForTimeout(100);
  await page.mouse.down();
  await page.mouse.move(x + 8, y + 8, { steps: 3 });
  await page.mouse.move(to[0], to[1], { steps: 8 });
  await page.waitForTimeout(250);
  if (shot) await page.screenshot({ path: `/tmp/cal/${shot}.png` });
  if (end === "esc") await page.keyboard.press("Escape");
  await page.mouse.up();
  await page.waitForTimeout(300);
};
const titles = (d: string) =>
  page.evaluate((d) => document.querySelector(`[data-day="${d}"]`)!.textContent, d);
const toasts = () => page.locator("[role=status]").allTextContents();
await drag(`[data-post="${card}"]`, await at('[data-day="2026-10-14"]'), "drag-month");
console.log("14:", await titles("2026-10-14"), "| 9:", await titles("2026-10-09"), await toasts());
await drag(`[data-post="${card}"]`, await at('[data-day="2026-10-22"]'), undefined, "esc");
console.log("esc 14:", await titles("2026-10-14"), "| 22:", await titles("2026-10-22"));
await drag(
  '[data-day="2026-10-05"] [data-post]',
  await at('[data-day="2026-10-22"]'),
  "drag-published",
);
console.log("dialog:", await page.locator("[role=dialog]").allTextContents());
await page.screenshot({ path: "/tmp/cal/copy-dialog.png" });
await page.keyboard.press("Escape");
await page.locator("text=Week").first().click();
await page.waitForTimeout(300);
const [x, y] = await at('[data-day="2026-10-11"]');
void y;
await page.waitForTimeout(200);
await drag('[data-day="2026-10-10"] [data-post]', [x + 20, 500], "drag-week");
console.log("11:", await titles("2026-10-11"), await toasts());
await page.mouse.move(5, 5);
await browser.close();
rmSync(folder, { recursive: true, force: true });
