import type { Page } from "playwright";
import { expect, test } from "vitest";
import { clientOf, faultsOf, publishesIn } from "./evidence.ts";
import { layOutPictures } from "./journey-pictures.ts";
import { launchApp } from "./launch-app.ts";
import { becomeReady } from "./steps.ts";

/** The journey without a mouse: nothing here but keys, and the system's own file dialog. */

const TITLE = "The tall hallway";
const POST = new RegExp(`^18:30.*${TITLE}`);
const MOST_KEYS = 60;
const UNDO = "ControlOrMeta+z";

/** What has the focus, as a screen reader would name it, near enough. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const active = document.activeElement;
    if (!(active instanceof HTMLElement) || active === document.body) return "";
    const labels =
      active instanceof HTMLInputElement || active instanceof HTMLTextAreaElement
        ? [...(active.labels ?? [])].map((label) => label.textContent)
        : [];
    const pictures = [...active.querySelectorAll("img")].map((picture) => picture.alt);
    const names = [active.getAttribute("aria-label"), ...labels, ...pictures, active.textContent];
    return names.map((name) => (name ?? "").trim()).find((name) => name !== "") ?? "";
  });

/** Presses one key until `name` has the focus. */
async function pressUntil(page: Page, key: string, name: RegExp): Promise<void> {
  const seen: string[] = [];
  while (seen.length < MOST_KEYS) {
    const here = await focused(page);
    if (name.test(here)) return;
    seen.push(here.slice(0, 40));
    await page.keyboard.press(key);
  }
  throw new Error(`${key} does not lead to ${name}: ${seen.join(" | ")}`);
}

const tabTo = (page: Page, name: RegExp) => pressUntil(page, "Tab", name);

async function press(page: Page, name: RegExp): Promise<void> {
  await tabTo(page, name);
  await page.keyboard.press("Enter");
}

/** `G` and a letter, from wherever letters mean text: the palette works there too. */
async function goBy(page: Page, letter: string, title: string): Promise<void> {
  await page.keyboard.press("g");
  await page.keyboard.press(letter);
  await page.getByRole("heading", { level: 1, name: title }).waitFor();
}

/** Comes to the calendar anew, where Tab leads to today, and goes by arrows to the first post after it. */
async function goToPost(page: Page): Promise<void> {
  await page.keyboard.press("ControlOrMeta+4");
  await page.getByRole("heading", { level: 1, name: "Outbox" }).waitFor();
  await page.keyboard.press("ControlOrMeta+1");
  await page.getByRole("grid").getByRole("link", { name: TITLE }).waitFor();
  await tabTo(page, /^\w+day \d+ \w+, /);
  await pressUntil(page, "ArrowRight", /, 1 post/);
  await page.keyboard.press("ArrowDown");
  await expect.poll(() => focused(page)).toMatch(POST);
}

/** Types a day and a time into the fields, the first of which has the focus. British order, as the app is set. */
async function typeMoment(page: Page, wallTime: string): Promise<void> {
  const [day = "", time = ""] = wallTime.split("T");
  const [year = "", month = "", date = ""] = day.split("-");
  const isAmerican = await page.evaluate(() =>
    new Date(2026, 0, 2).toLocaleDateString(navigator.language).startsWith("1/2"),
  );
  await page.keyboard.type(isAmerican ? `${month}${date}${year}` : `${date}${month}${year}`);
  await page.keyboard.press("Tab");
  await tabTo(page, /^Time/);
  const hours = Number(time.slice(0, 2));
  const typed = isAmerican
    ? `${String(hours % 12 || 12).padStart(2, "0")}${time.slice(3)}${hours < 12 ? "A" : "P"}`
    : time.replace(":", "");
  await page.keyboard.type(typed);
  await page.keyboard.press("Enter");
}

const day = (offset: number) =>
  new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);

test("every step of the journey by keyboard alone", { timeout: 120_000 }, async () => {
  const pictures = await layOutPictures();
  await using app = await launchApp();
  const page = await app.page();
  page.setDefaultTimeout(10_000);
  const ipc = clientOf(page);
  const planned = async () => (await ipc.publishing.status({})).next[0]?.plan.wallTime;
  await becomeReady(page);

  await press(page, /^Try it with a practice account/);
  await page.getByRole("grid").waitFor();

  // Pictures enter through the system's dialog.
  await goBy(page, "l", "Library");
  await press(page, /^Add pictures/);
  await expect.poll(async () => (await app.desktop.state()).dialogs).toHaveLength(1);
  await app.desktop.answerDialog([...pictures.files]);
  await expect
    .poll(async () => (await ipc.media.list({})).total, { timeout: 30_000 })
    .toBe(pictures.importedCount);
  await page.getByText(/\d added/).waitFor();

  await tabTo(page, /^Videos$/);
  await page.keyboard.press("Tab");
  await pressUntil(page, "ArrowRight", /hallway/);
  await press(page, /^Start a post with this/);
  await page.getByLabel("Caption", { exact: true }).waitFor();

  await tabTo(page, /^Caption/);
  await page.keyboard.type(`${TITLE}\n\nOak and lime wash.`);
  await press(page, /^Crop to 4:5/);
  await page.locator("[data-check=aspect]").waitFor({ state: "detached" });
  await tabTo(page, /^Alt text/);
  await page.keyboard.type("A narrow hallway.");

  // Without a time it asks for one; with one it schedules.
  await page.keyboard.press("ControlOrMeta+Enter");
  await page.getByRole("dialog", { name: "When it goes out" }).waitFor();
  await typeMoment(page, `${day(1)}T18:30`);
  await page.getByRole("dialog").waitFor({ state: "detached" });
  // The keyboard is back where it was.
  await expect.poll(() => focused(page)).toMatch(/^Alt text/);
  await page.keyboard.press("ControlOrMeta+Enter");
  await page.getByRole("button", { name: "Back to draft" }).waitFor();
  expect(await planned()).toBe(`${day(1)}T18:30`);

  // Another day by the arrows, and back; another day by the dialog, and back.
  await goToPost(page);
  await page.keyboard.press("Alt+ArrowRight");
  await expect.poll(planned).toBe(`${day(2)}T18:30`);
  await page.keyboard.press(UNDO);
  await expect.poll(planned).toBe(`${day(1)}T18:30`);
  await goToPost(page);
  await page.keyboard.press("m");
  await page.getByRole("dialog").waitFor();
  await typeMoment(page, `${day(3)}T09:15`);
  await expect.poll(planned).toBe(`${day(3)}T09:15`);
  await page.keyboard.press(UNDO);
  await expect.poll(planned).toBe(`${day(1)}T18:30`);

  // Out it goes, and the receipt is read.
  await goToPost(page);
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Publish now…" }).waitFor();
  await press(page, /^Publish now…/);
  await page.getByRole("alertdialog").waitFor();
  await press(page, /^Publish now$/);
  await page.getByText("once, with proof").waitFor({ timeout: 60_000 });
  await press(page, /^Profile$/);
  await page.getByRole("list", { name: "Posts" }).waitFor();
  expect(publishesIn(app.data)).toHaveLength(1);
  expect(await faultsOf(page)).toEqual([]);
});
