import { basename } from "node:path";
import type { Page } from "playwright";
import { expect, test } from "vitest";
import { startOfWeek } from "../../renderer/features/calendar/days.ts";
import { formatDay } from "../../renderer/lib/format.ts";
import { wallTimeAt } from "../../shared/rules/schedule.ts";
import { clientOf, faultsOf, publishesIn } from "./evidence.ts";
import { layOutPictures } from "./journey-pictures.ts";
import { launchApp, type LaunchedApp } from "./launch-app.ts";
import {
  becomeReady,
  dayCell,
  dragToDay,
  dropFiles,
  goTo,
  importSummary,
  scheduleFor,
  tryPractice,
  writePost,
} from "./steps.ts";

const DAY_MS = 86_400_000;
const CAPTION = "The tall hallway\n\nOak, lime wash, low sun.\n#slowliving";
const TITLE = "The tall hallway";
const GOES_OUT_WITHIN_MS = 60_000;

/** A day in a week to come with the day after it in the same row of the month. */
function twoDaysAhead(): readonly [string, string] {
  const today = new Date().toISOString().slice(0, 10);
  const start = Date.parse(startOfWeek(today, "monday"));
  const day = (offset: number) => new Date(start + offset * DAY_MS).toISOString().slice(0, 10);
  return [day(9), day(10)];
}

async function showDay(page: Page, day: string): Promise<void> {
  await page.getByRole("grid").waitFor();
  if ((await dayCell(page, day).count()) === 0)
    await page.getByRole("button", { name: "Next month" }).click();
  await dayCell(page, day).waitFor();
}

async function startPost(page: Page, name: string): Promise<void> {
  await goTo(page, "Library");
  await page.getByRole("option", { name }).click();
  await page.getByRole("button", { name: "Start a post with this" }).click();
}

const menuOf = async (app: LaunchedApp) =>
  (await app.desktop.state()).tray?.menu.map(({ label }) => label) ?? [];
const toolTipOf = async (app: LaunchedApp) => (await app.desktop.state()).tray?.toolTip;
const titlesOf = async (app: LaunchedApp) =>
  (await app.desktop.state()).notifications.map(({ title }) => title);

/** Moves the post of a day to the next full minute that leaves time to close the window. Returns when that is. */
async function moveToNextMinute(page: Page, day: string): Promise<number> {
  await becomeReady(page);
  await goTo(page, "Calendar");
  await showDay(page, day);
  await dayCell(page, day).getByRole("link", { name: TITLE }).click();
  await page.getByRole("button", { name: "Move to…" }).click();
  const at = Math.ceil((Date.now() + 10_000) / 60_000) * 60_000;
  const wallTime = wallTimeAt(at, "UTC");
  await page.getByLabel("Day", { exact: true }).fill(wallTime.slice(0, 10));
  await page.getByLabel("Time", { exact: true }).fill(wallTime.slice(11));
  await page.getByLabel("Time", { exact: true }).press("Enter");
  await page
    .getByText(/^Moved to/)
    .first()
    .waitFor();
  return at;
}

test(
  "a photograph goes from her desktop to the profile by itself, with the window closed, once, with proof",
  { timeout: 180_000 },
  async () => {
    const pictures = await layOutPictures();
    await using app = await launchApp();
    const page = await app.page();
    const ipc = clientOf(page);
    await becomeReady(page);
    await tryPractice(page);

    // Several at once: what is good comes in, what is not is refused in words and stops nothing.
    await dropFiles(page, "body", pictures.files);
    expect(await importSummary(page)).toBe(
      `${pictures.files.length} pictures: ${pictures.importedCount} added, 1 refused`,
    );
    const results = page.getByRole("region", { name: "Import" }).getByRole("listitem");
    expect(await results.filter({ hasText: basename(pictures.broken) }).innerText()).toMatch(
      /damaged|cut short/,
    );
    if (pictures.heic)
      expect(await results.filter({ hasText: basename(pictures.heic) }).innerText()).toMatch(
        /HEIC/,
      );

    await startPost(page, "tall-hallway");
    expect((await ipc.media.list({})).total).toBe(pictures.importedCount);

    // A check stops it and offers the way to mend it.
    const mend = page.locator("[data-check=aspect]").getByRole("button", { name: "Crop to 4:5" });
    await mend.waitFor();
    await writePost(page, { caption: CAPTION, altText: "A narrow hallway with an oak bench." });
    await mend.waitFor({ state: "detached" });

    const [day, next] = twoDaysAhead();
    await scheduleFor(page, `${day}T18:30`);
    await goTo(page, "Calendar");
    await showDay(page, day);
    const cardOn = (of: string) => dayCell(page, of).getByRole("link", { name: TITLE });
    await cardOn(day).waitFor();

    // Another day, the same time; and back.
    await dragToDay(page, TITLE, next);
    await cardOn(next).getByText("18:30").waitFor();
    expect((await ipc.publishing.status({})).next[0]?.plan.wallTime).toBe(`${next}T18:30`);
    await page.keyboard.press("ControlOrMeta+z");
    await cardOn(day).getByText("18:30").waitFor();
    expect((await ipc.publishing.status({})).next[0]?.plan.wallTime).toBe(`${day}T18:30`);

    expect(await faultsOf(page)).toEqual([]);

    // The window closes; the tray tells what comes next.
    await app.desktop.closeWindow();
    await expect.poll(async () => (await app.desktop.state()).windows.length).toBe(0);
    const shortTime = `${formatDay(Date.parse(day), "UTC")}, 18:30`;
    expect(await toolTipOf(app)).toContain(`Next: ${TITLE}, ${shortTime}`);
    expect(await menuOf(app)).toContain(`${TITLE}, ${shortTime}`);
    expect((await app.desktop.state()).tray?.icon).toMatch(/idle/);

    // Nobody waits for that day here: it is to go out at the next minute, with the window closed again.
    await app.desktop.clickTray();
    const at = await moveToNextMinute(await app.page(), day);
    await app.desktop.closeWindow();
    await expect.poll(async () => (await app.desktop.state()).windows.length).toBe(0);
    expect(publishesIn(app.data)).toEqual([]);

    // By itself, at its minute.
    await expect
      .poll(() => titlesOf(app), { timeout: at - Date.now() + GOES_OUT_WITHIN_MS })
      .toContain("Published");
    const [published, ...more] = publishesIn(app.data);
    expect(more).toEqual([]);
    expect(published!.at).toBeGreaterThanOrEqual(at - 1000);
    await expect.poll(() => toolTipOf(app)).toBe("Nothing is scheduled");

    // Opened again: the receipt, the profile, the calendar say the same.
    await app.desktop.clickTrayMenu("Open Defeah Studio");
    const again = await app.page();
    await becomeReady(again);
    await goTo(again, "Outbox");
    await again.getByRole("link", { name: TITLE }).click();
    const receipt = again.getByRole("complementary", { name: "Receipt" });
    await receipt.getByText("once, with proof").waitFor();
    await receipt.getByText(published!.mediaId).first().waitFor();
    await receipt.getByRole("button", { name: "Profile" }).click();
    await again.getByRole("list", { name: "Posts" }).getByRole("button", { name: TITLE }).waitFor();
    await goTo(again, "Calendar");
    await again
      .getByRole("grid")
      .getByRole("link", { name: new RegExp(`${TITLE}.*Published`) })
      .waitFor();
    expect(publishesIn(app.data)).toHaveLength(1);
    expect(await faultsOf(again)).toEqual([]);
  },
);

test("Publish now… sends once; outbox, calendar, sidebar, tray and profile agree without a reload", async () => {
  const pictures = await layOutPictures();
  await using app = await launchApp();
  const page = await app.page();
  const ipc = clientOf(page);
  await becomeReady(page);
  await tryPractice(page);
  const startedAt = await page.evaluate(() => performance.timeOrigin);
  await dropFiles(page, "body", [pictures.tall]);
  await importSummary(page);
  await startPost(page, "tall-hallway");
  await writePost(page, { caption: CAPTION, altText: "A narrow hallway." });
  await scheduleFor(page, `${twoDaysAhead()[0]}T18:30`);
  await expect.poll(() => toolTipOf(app)).toContain(`Next: ${TITLE}`);

  await page.getByRole("button", { name: "Publish now…" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Publish now" }).click();
  // The outbox opens on it and follows it to its end.
  const receipt = page.getByRole("complementary", { name: "Receipt" });
  await receipt.getByText("once, with proof").waitFor({ timeout: GOES_OUT_WITHIN_MS });
  const [published, ...more] = publishesIn(app.data);
  expect(more).toEqual([]);

  const [done] = (await ipc.publishing.outbox({})).done;
  expect(done).toMatchObject({ igMediaId: published!.mediaId, status: "published" });
  const sent = await ipc.publishing.receipt({ publicationId: done!.id });
  expect(sent.contentSha256).toMatch(/^[0-9a-f]{64}$/);
  expect(
    sent.attempts.filter(({ step, outcome }) => step === "publish" && outcome === "intent"),
  ).toHaveLength(1);

  await page.getByText("Nothing is scheduled").waitFor();
  await expect.poll(() => toolTipOf(app)).toContain("Nothing is scheduled");
  await goTo(page, "Calendar");
  await page
    .getByRole("grid")
    .getByRole("link", { name: new RegExp(`${TITLE}.*Published`) })
    .waitFor();
  await goTo(page, "Accounts");
  await page.getByRole("button", { name: "Look at it here" }).click();
  await page.getByRole("list", { name: "Posts" }).getByRole("button", { name: TITLE }).waitFor();
  expect(await page.evaluate(() => performance.timeOrigin)).toBe(startedAt);
  expect(await faultsOf(page)).toEqual([]);
});
