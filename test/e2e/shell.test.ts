import { once } from "node:events";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { expect, test } from "vitest";
import { launchApp } from "./launch-app.ts";

const newFolder = () => mkdtempSync(join(tmpdir(), "defeah-shell-"));
const isGone = (pid: number) => {
  try {
    process.kill(pid, 0);
    return false;
  } catch {
    return true;
  }
};

/** Every process of the browser whose profile is in the data folder. */
function browsersOf(data: string): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(`--user-data-dir=${data}`);
      } catch {
        return false; // ended while we looked
      }
    })
    .map(Number);
}

/** Starts the app on a folder that it cannot use, and tells what the dialog says. */
async function refusalOn(data: string) {
  const app = await launchApp({ data });
  const dialogs = () => app.desktop.state().then((state) => state.dialogs);
  await expect.poll(dialogs).toHaveLength(1);
  const [dialog] = await dialogs();
  const ended = once(app.process, "exit");
  await app.desktop.answerDialog(0);
  const [code] = (await ended) as [number];
  return { dialog, code };
}

test("a hidden start shows no window and starts no browser; the tray opens it", async () => {
  await using app = await launchApp({ args: ["--hidden"] });
  expect((await app.desktop.state()).windows).toEqual([]);
  await expect.poll(() => app.desktop.state().then(({ tray }) => tray?.hasIcon)).toBe(true);
  if (process.platform === "linux") expect(browsersOf(app.data)).toEqual([]);
  await app.desktop.clickTrayMenu("Open Defeah Studio");
  const page = await app.page();
  await page.waitForFunction(() => "bridge" in window);
});

test("closing the window keeps the app in the tray, tells so once, and the window comes back", async () => {
  await using app = await launchApp();
  const close = async () => {
    await (await app.page()).waitForFunction(() => "bridge" in window);
    await app.desktop.closeWindow();
    await expect.poll(() => app.desktop.state().then(({ windows }) => windows.length)).toBe(0);
  };
  await close();
  await app.desktop.clickTray();
  await close();
  await app.desktop.clickTray();
  const page = await app.page();
  await page.waitForFunction(() => "bridge" in window);
  const { notifications } = await app.desktop.state();
  expect(notifications.map(({ title }) => title)).toEqual(["Defeah Studio keeps publishing"]);
  const kept = JSON.parse(readFileSync(join(app.data, "boot.json"), "utf8")) as unknown;
  expect(kept).toMatchObject({ knowsTray: true, isMaximized: false });
});

test("a second start on the same folder brings the first to the front and ends; another folder is another app", async () => {
  await using first = await launchApp({ args: ["--hidden"] });
  await using other = await launchApp({ args: ["--hidden"] });
  expect(other.data).not.toBe(first.data);
  const second = await launchApp({ data: first.data });
  await once(second.process, "exit");
  const page = await first.page();
  await page.waitForFunction(() => "bridge" in window);
  expect((await other.desktop.state()).windows).toEqual([]);
});

test("the tray and a notification open the window at their screen, or tell an open one to go there", async () => {
  await using app = await launchApp({ args: ["--hidden"] });
  await app.desktop.clickTrayMenu("New post");
  const page = await app.page();
  await page.waitForURL("**/accounts");
  await page.waitForFunction(() => "bridge" in window);
  await app.desktop.closeWindow();
  const notifications = () => app.desktop.state().then((state) => state.notifications.length);
  await expect.poll(notifications).toBe(1);
  await app.desktop.clickNotification(0);
  const again = await app.page();
  await again.waitForFunction(() => "bridge" in window);
  const told = again.evaluate(
    () =>
      new Promise((resolve) => {
        window.bridge.subscribe((name, payload) => {
          if (name === "app.navigate") resolve(payload);
        });
      }),
  );
  // The page listens once it has answered this.
  await again.evaluate(() => window.bridge.invoke("settings.get", {}));
  await app.desktop.clickNotification(0);
  expect(await told).toEqual({ route: "/" });
});

test("nonsense in boot.json falls back key by key", async () => {
  const data = newFolder();
  writeFileSync(
    join(data, "boot.json"),
    JSON.stringify({ width: "wide", height: 720, x: 1e12, isMaximized: 7, knowsTray: true }),
  );
  await using app = await launchApp({ data });
  const page = await app.page();
  expect(await page.evaluate(() => [innerWidth, innerHeight])).toEqual([1280, 720]);
});

test("a boot.json that is not JSON starts with the usual window", async () => {
  const data = newFolder();
  writeFileSync(join(data, "boot.json"), "{ not json");
  await using app = await launchApp({ data });
  const page = await app.page();
  expect(await page.evaluate(() => [innerWidth, innerHeight])).toEqual([1280, 800]);
});

test("a database of a newer version: a sentence, the way to the folder, no stack, and the end", async () => {
  const data = newFolder();
  await (await launchApp({ data, args: ["--hidden"] })).close();
  const db = new Database(join(data, "studio.sqlite"));
  db.prepare("insert into migration (tag, hash) values ('9999_future', 'x')").run();
  db.close();
  const { dialog, code } = await refusalOn(data);
  expect(dialog?.detail).toMatch(/newer/i);
  expect(dialog?.detail).not.toMatch(/\bat .*\.(js|ts):\d+/);
  expect(dialog?.buttons).toEqual(["Quit", "Open the data folder"]);
  expect(code).toBe(1);
});

test("a data folder that another program of ours holds: a sentence, and the end", async () => {
  const data = newFolder();
  mkdirSync(data, { recursive: true });
  const holder = new Database(join(data, "in-use.sqlite"));
  holder.exec("begin exclusive");
  const { dialog } = await refusalOn(data);
  expect(dialog?.detail).toMatch(/already running/);
  holder.close();
});

test.runIf(process.platform === "linux").each(["SIGTERM", "SIGKILL"] as const)(
  "%s of the app leaves no browser behind",
  async (signal) => {
    const app = await launchApp();
    const page = await app.page();
    await page.waitForFunction(() => "bridge" in window);
    const browsers = browsersOf(app.data);
    expect(browsers.length).toBeGreaterThan(0);
    app.process.kill(signal);
    await once(app.process, "exit");
    await expect.poll(() => browsers.filter((pid) => !isGone(pid))).toEqual([]);
    const profiles = readdirSync(join(app.data, "session")).filter((name) =>
      name.startsWith("chromium-"),
    );
    expect(profiles).toHaveLength(signal === "SIGTERM" ? 0 : 1);
  },
);

test("the start after a kill works, and sweeps what the killed one left", async () => {
  const data = newFolder();
  const killed = await launchApp({ data });
  await (await killed.page()).waitForFunction(() => "bridge" in window);
  killed.process.kill("SIGKILL");
  await once(killed.process, "exit");
  await using app = await launchApp({ data });
  await (await app.page()).waitForFunction(() => "bridge" in window);
  const profiles = readdirSync(join(data, "session")).filter((name) =>
    name.startsWith("chromium-"),
  );
  expect(profiles).toHaveLength(1);
});

test("100 MiB cross the bridge whole, and so do odd values", async () => {
  await using app = await launchApp();
  const page = await app.page();
  await page.waitForFunction(() => "bridge" in window);
  const seen = await page.evaluate(async () => {
    const bytes = new Uint8Array(100 * 1024 * 1024).fill(7);
    const started = performance.now();
    const reply = await window.bridge.invoke("media.import", { name: "large.jpg", bytes });
    const tookMs = performance.now() - started;
    const odd = await window.bridge.invoke("settings.set", { theme: undefined });
    const hostile = await window.bridge.invoke(
      "settings.set",
      JSON.parse('{"__proto__": {"theme": "dark"}, "constructor": 1}'),
    );
    return { reply, tookMs, odd: odd.ok, hostile: hostile.ok };
  });
  process.stdout.write(`100 MiB over the bridge and refused: ${Math.round(seen.tookMs)} ms\n`);
  expect(seen.reply).toMatchObject({ ok: true, data: { outcome: "refused" } });
  expect(seen.odd).toBe(true);
  expect(seen.hostile).toBe(false);
});

test("without a keyring the app says that secrets last for this session; with one, that they last", async () => {
  const health = async (env: Record<string, string>) => {
    await using app = await launchApp({ env });
    const page = await app.page();
    await page.waitForFunction(() => "bridge" in window);
    const reply = await page.evaluate(() => window.bridge.invoke("settings.health", {}));
    return reply.ok ? (reply.data as { keychain: unknown }).keychain : reply;
  };
  expect(await health({ ELECTRON_HOST_KEYRING: "basic_text" })).toEqual({
    durable: false,
    backend: "basic_text",
  });
  // A keyring that the desktop promises and that does not answer: the name is fine, the sealed bytes are not.
  expect(await health({ ELECTRON_HOST_KEYRING: "promised" })).toEqual({
    durable: false,
    backend: "gnome_libsecret",
  });
  expect(await health({ ELECTRON_HOST_KEYRING: "durable" })).toEqual({
    durable: true,
    backend: "gnome_libsecret",
  });
});
