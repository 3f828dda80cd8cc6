import { readFileSync } from "node:fs";
import { basename } from "node:path";
import type { Page } from "playwright";

/** The steps of the main journey as a user makes them, for the end-to-end tests and the demo. */

/** Waits until the first screen has its contents. */
export async function becomeReady(page: Page): Promise<void> {
  await page.waitForSelector("html[data-app-state=ready]", { timeout: 30_000 });
}

/** First screen: the practice account, and the calendar behind it. */
export async function tryPractice(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Try it with a practice account" }).click();
  await page.getByRole("radiogroup", { name: "View" }).waitFor();
}

/** Drops files of the desktop somewhere on the window. */
export async function dropFiles(page: Page, onto: string, files: readonly string[]): Promise<void> {
  const contents = files.map((file) => ({
    name: basename(file),
    base64: readFileSync(file).toString("base64"),
  }));
  await page.evaluate(
    ([selector, dropped]) => {
      const transfer = new DataTransfer();
      for (const { name, base64 } of dropped)
        transfer.items.add(
          new File([Uint8Array.from(atob(base64), (char) => char.charCodeAt(0))], name),
        );
      const target = document.querySelector(selector);
      for (const type of ["dragenter", "dragover", "drop"])
        target?.dispatchEvent(
          new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: transfer }),
        );
    },
    [onto, contents] as const,
  );
}

/** Waits until every dropped file has its result, and returns the line that sums them up. */
export async function importSummary(page: Page): Promise<string> {
  const summary = page.getByRole("region", { name: "Import" }).getByRole("status");
  await summary
    .filter({ hasText: /: \d+ (added|here already|refused)/ })
    .waitFor({ timeout: 120_000 });
  return (await summary.textContent()) ?? "";
}

/** In the composer: words, a description, and whatever the checks ask for. */
export async function writePost(
  page: Page,
  post: { readonly caption: string; readonly altText: string },
): Promise<void> {
  await page.getByLabel("Caption", { exact: true }).fill(post.caption);
  await page.getByLabel("Alt text").fill(post.altText);
  const crop = page.getByRole("button", { name: "Crop to 4:5" });
  if (await crop.isVisible()) await crop.click();
  await page
    .getByText(/^Saved \d/)
    .first()
    .waitFor();
}

/** Sets day and time, and schedules. `wallTime` such as `2026-10-13T18:30`. */
export async function scheduleFor(page: Page, wallTime: string): Promise<void> {
  await page
    .getByRole("button", { name: /^(Change|Choose a time)$/ })
    .last()
    .click();
  await page.getByLabel("Day", { exact: true }).fill(wallTime.slice(0, 10));
  await page.getByLabel("Time", { exact: true }).fill(wallTime.slice(11));
  await page.getByLabel("Time", { exact: true }).press("Enter");
  await page.getByRole("button", { name: /^Schedule for/ }).click();
  await page.getByRole("button", { name: "Back to draft" }).waitFor();
}

/** Goes to a screen by the sidebar. */
export async function goTo(page: Page, screen: string): Promise<void> {
  await page
    .getByRole("navigation", { name: "Screens" })
    .getByRole("link", { name: screen })
    .click();
  await page.getByRole("heading", { level: 1 }).first().waitFor();
}

/** A day of the calendar, such as `2026-10-14`. */
export function dayCell(page: Page, day: string) {
  return page.locator(`[data-drop-day="${day}"]`);
}

/** Drags a post of the calendar to another day with the mouse, in the small moves a hand makes. */
export async function dragToDay(page: Page, title: string, day: string): Promise<void> {
  const card = page
    .getByRole("grid")
    .getByRole("link", { name: new RegExp(title) })
    .first();
  const from = await card.boundingBox();
  const to = await dayCell(page, day).boundingBox();
  if (!from || !to) throw new Error("The post or the day is not in sight");
  await page.mouse.move(from.x + 30, from.y + 16);
  await page.mouse.down();
  await page.mouse.move(from.x + 44, from.y + 24, { steps: 4 });
  await page.mouse.move(to.x + 44, to.y + 40, { steps: 8 });
  await page.mouse.up();
}
