import { chromium } from "playwright";
import { build } from "vite";
import react from "@vitejs/plugin-react";
import { readFileSync } from "node:fs";
import { join } from "node:path";
const dir = "/work/main/test/bench/calendar";
await build({
  root: dir,
  configFile: false,
  logLevel: "error",
  plugins: [react()],
  build: {
    outDir: "/tmp/cal/prof-out",
    emptyOutDir: true,
    minify: false,
    target: "chrome140",
    rolldownOptions: {
      input: join(dir, "page-ours.tsx"),
      output: { entryFileNames: "page.js", assetFileNames: "page[extname]" },
    },
  },
});
const browser = await chromium.launch({
  executablePath: "/usr/bin/chromium",
  args: ["--no-sandbox"],
});
const context = await browser.newContext({ viewport: { width: 1400, height: 1000 } });
await context.route("https://bench.test/**", async (r) => {
  const p = new URL(r.request().url()).pathname;
  await r.fulfill({
    body:
      p === "/"
        ? `<!doctype html><link rel="stylesheet" href="/page.css"><body><script type="module" src="/page.js"></script>`
        : readFileSync("/tmp/cal/prof-out" + p),
    contentType: p === "/" ? "text/html" : p.endsWith("css") ? "text/css" : "text/javascript",
  });
});
const page = await context.newPage();
await page.goto("https://bench.test/");
await page.waitForFunction(() => "bench" in window);
const cdp = await context.newCDPSession(page);
const start = { count: 1000, spread: "month", month: "2026-10-01" };
for (let i = 0; i < 3; i++)
  console.log(
    "warm",
    await page.evaluate((s) => window.bench.mount(s), start),
    await page.evaluate(() => window.bench.floor()),
  );
await cdp.send("Performance.enable");
const read = async () =>
  Object.fromEntries(
    (await cdp.send("Performance.getMetrics")).metrics.map((m) => [m.name, m.value]),
  );
await cdp.send("Profiler.enable");
await cdp.send("Profiler.setSamplingInterval", { interval: 100 });
for (let i = 0; i < 4; i++) {
  const a = await read();
  if (i === 3) await cdp.send("Profiler.start");
  const ms = await page.evaluate((s) => window.bench.mount(s), start);
  const b = await read();
  console.log(
    ms.toFixed(1),
    ["ScriptDuration", "LayoutDuration", "RecalcStyleDuration", "TaskDuration"]
      .map((n) => `${n} ${((b[n] - a[n]) * 1000).toFixed(1)}`)
      .join("  "),
    b["Nodes"],
  );
}
const { profile } = await cdp.send("Profiler.stop");
const self = new Map();
const dt = profile.timeDeltas;
const byId = new Map(profile.nodes.map((n) => [n.id, n]));
profile.samples.forEach((id, i) => {
  const n = byId.get(id);
  const k = n.callFrame.functionName + " " + n.callFrame.lineNumber;
  self.set(k, (self.get(k) ?? 0) + dt[i] / 1000);
});
console.log(
  [...self]
    .sort((a, b) => b[1] - a[1])
    .slice(0, 22)
    .map(([k, v]) => `${v.toFixed(1)} ${k}`)
    .join("\n"),
);
await browser.close();
