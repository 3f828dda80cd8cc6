import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type Locator } from "playwright";
import { expect, test } from "vitest";
import { answerMedia } from "../../electron/shell/media-answer.ts";
import { findBrowser } from "../harness/find-browser.ts";
import { videoOf } from "../harness/videos.ts";
import { clientOf } from "./evidence.ts";
import { launchApp } from "./launch-app.ts";
import { becomeReady, dropFiles, importSummary, tryPractice } from "./steps.ts";

/** A video in the built app: its own thread, the browser's decoder and the protocol's answers, together. */

const fileOf = async (name: string, made: Parameters<typeof videoOf>[0]) => {
  const file = join(mkdtempSync(join(tmpdir(), "defeah-video-")), name);
  writeFileSync(file, await videoOf(made));
  return file;
};

/** Lets a player jump, and tells where it then is and what it shows. */
function seek(video: Locator, to: number): Promise<readonly [at: number, width: number]> {
  return video.evaluate(
    (player: HTMLVideoElement, seconds) =>
      new Promise<readonly [number, number]>((resolve, reject) => {
        const told = () => resolve([player.currentTime, player.videoWidth]);
        player.addEventListener("seeked", told, { once: true });
        player.addEventListener("error", () => reject(new Error(player.error?.message)));
        player.currentTime = seconds;
      }),
    to,
  );
}

const lengthOf = (video: Locator) => video.evaluate((player: HTMLVideoElement) => player.duration);

test("a dropped MOV is packed anew, gets its poster from a frame, and plays", async () => {
  const file = await fileOf("phone.mov", { container: "mov", width: 240, height: 432, seconds: 5 });
  await using app = await launchApp();
  const page = await app.page();
  await becomeReady(page);
  await tryPractice(page);
  await page.getByRole("link", { name: "Library" }).click();
  await dropFiles(page, "body", [file]);
  expect(await importSummary(page)).toBe("1 file: 1 added");
  await page.getByText("Packed anew for Instagram with every frame as it was.").first().waitFor();
  const ipc = clientOf(page);
  const poster = async () => (await ipc.media.list({})).items[0]?.hasPoster;
  await expect.poll(poster, { timeout: 20_000 }).toBe(true);

  await page.getByRole("option", { name: "phone.mov" }).click();
  await page.getByRole("list", { name: "What this video can be" }).waitFor();
  const video = page.locator("video");
  await expect.poll(() => lengthOf(video)).toBeCloseTo(5, 1);
  // A jump wants a scheme that Chromium knows, as Electron registers it; the host's is foreign to it. See the next test.
  const shown = () => video.evaluate((player: HTMLVideoElement) => player.readyState);
  await expect.poll(shown).toBeGreaterThanOrEqual(2);
});

test("Chromium's player jumps through a long video by the parts it is answered with", async () => {
  const file = await fileOf("long.mp4", { width: 432, height: 768, seconds: 12 });
  const browser = await chromium.launch({
    executablePath: findBrowser() ?? "chromium",
    args: ["--no-sandbox"],
  });
  try {
    const page = await browser.newPage();
    const asked: string[] = [];
    await page.route("https://studio.test/**", async (route) => {
      const isVideo = route.request().url().endsWith("/file");
      if (!isVideo) return route.fulfill({ contentType: "text/html", body: "<video src=/file>" });
      const range = (await route.request().allHeaders())["range"] ?? null;
      asked.push(String(range));
      const reply = await answerMedia({ file, mime: "video/mp4" }, range, {});
      return route.fulfill({
        status: reply.status,
        headers: Object.fromEntries(reply.headers),
        body: Buffer.from(await reply.arrayBuffer()),
      });
    });
    await page.goto("https://studio.test/");
    const video = page.locator("video");
    await expect.poll(() => lengthOf(video)).toBeCloseTo(12, 1);
    for (const to of [11, 1, 7]) expect(await seek(video, to)).toEqual([to, 432]);
    expect(asked.length).toBeGreaterThan(1);
  } finally {
    await browser.close();
  }
});
