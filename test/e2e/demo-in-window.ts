import { join } from "node:path";
import type { Page } from "playwright";
import { wallTimeAt } from "../../shared/rules/schedule.ts";
import type { Demo } from "./demo.ts";
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
const SIZE = { width: 1280, height: 800 };

/** The journey in the app's own window. */
export async function demoInWindow(demo: Demo): Promise<void> {
  await using app = await launchApp({ data: demo.data });
  const shoot = shooter(demo);
  const page = await openWindow(app);
  await shoot(page, "first screen");
  await tryPractice(page);
  const zone = await zoneOf(page);
  const post = await makePost({ page, demo, shoot });
  const tomorrow = wallTimeAt(Date.now() + DAY_MS, zone).slice(0, 10);
  await scheduleFor(page, `${tomorrow}T18:30`);
  await shoot(page, "scheduled");
  await moveAndTakeBack({ page, shoot, title: post.title, day: tomorrow, zone });
  await page.goBack();
  await moveToNow(page, zone);
  demo.say("The window closes. The app goes on in the tray.");
  await app.desktop.closeWindow();
  await untilPublished(app);
  await showResult({ app, shoot, demo });
}

/** `Kitchen shelf` of `kitchen-shelf.jpg`. */
function titleOf(name: string): string {
  const words = name
    .replace(/\.\w+$/, "")
    .replaceAll(/[-_]+/g, " ")
    .trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

type Shoot = (page: Page, name: string) => Promise<void>;

function shooter(demo: Demo): Shoot {
  let count = 0;
  return async (page, name) => {
    count += 1;
    const file = join(
      demo.out,
      `${String(count).padStart(2, "0")}-${name.replaceAll(" ", "-")}.png`,
    );
    await page.evaluate(() => document.fonts.ready);
    await page.waitForFunction(() =>
      [...document.images].every((image) => image.complete || image.loading === "lazy"),
    );
    await page.screenshot({ path: file, animations: "disabled" });
    demo.say(`${name}: ${file}`);
  };
}

async function openWindow(app: LaunchedApp): Promise<Page> {
  const page = await app.page();
  await page.setViewportSize(SIZE);
  await becomeReady(page);
  return page;
}

async function makePost(stage: {
  page: Page;
  demo: Demo;
  shoot: Shoot;
}): Promise<{ title: string }> {
  const { page, demo, shoot } = stage;
  await dropFiles(page, "body", demo.files);
  demo.say(await importSummary(page));
  await goTo(page, "Library");
  const picture = page.getByRole("option").first();
  await picture.click();
  const title = titleOf(
    await page.getByRole("complementary").last().getByRole("heading").innerText(),
  );
  await shoot(page, "library");
  await page.getByRole("button", { name: "Start a post with this" }).click();
  await writePost(page, {
    caption: `${title}, seen up close\n\nNew this week.\n#slowliving #madebyhand`,
    altText: title,
  });
  await shoot(page, "composer");
  return { title };
}

async function moveAndTakeBack(stage: {
  page: Page;
  shoot: Shoot;
  title: string;
  day: string;
  zone: string;
}): Promise<void> {
  const { page, shoot, title, day, zone } = stage;
  await goTo(page, "Calendar");
  const next = wallTimeAt(Date.parse(`${day}T12:00Z`) + DAY_MS, zone).slice(0, 10);
  await dayCell(page, day).getByText(title).waitFor();
  await dragToDay(page, title, next);
  await page
    .getByText(/^Moved to/)
    .first()
    .waitFor();
  await shoot(page, "moved to the next day");
  await page.keyboard.press("ControlOrMeta+z");
  await dayCell(page, day).getByText(title).waitFor();
  await shoot(page, "move taken back");
  await page
    .getByRole("grid")
    .getByRole("link", { name: new RegExp(title) })
    .first()
    .click();
}

/** The next full minute that is at least ten seconds away. */
async function moveToNow(page: Page, zone: string): Promise<void> {
  const at = Math.ceil((Date.now() + 10_000) / 60_000) * 60_000;
  await page.getByRole("button", { name: "Move to…" }).click();
  const wallTime = wallTimeAt(at, zone);
  await page.getByLabel("Day", { exact: true }).fill(wallTime.slice(0, 10));
  await page.getByLabel("Time", { exact: true }).fill(wallTime.slice(11));
  await page.getByLabel("Time", { exact: true }).press("Enter");
  await page
    .getByText(/^Moved to/)
    .first()
    .waitFor();
}

async function untilPublished(app: LaunchedApp): Promise<void> {
  const end = Date.now() + 180_000;
  for (;;) {
    const { notifications } = await app.desktop.state();
    if (notifications.some(({ title }) => /published/i.test(title))) return;
    if (Date.now() > end) throw new Error("The post did not go out within three minutes");
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

async function showResult(stage: { app: LaunchedApp; shoot: Shoot; demo: Demo }): Promise<void> {
  const { app, shoot, demo } = stage;
  await app.desktop.clickTrayMenu("Open Defeah Studio");
  const page = await openWindow(app);
  await goTo(page, "Outbox");
  await page.getByRole("main").getByRole("listitem").getByRole("link").first().click();
  const receipt = page.getByRole("complementary", { name: "Receipt" });
  await receipt.getByText("once, with proof").waitFor();
  await shoot(page, "receipt");
  demo.say(
    `\nReceipt\n${(await receipt.getByRole("article").innerText()).replaceAll(/\n+/g, "\n")}\n`,
  );
  await receipt.getByRole("button", { name: "Profile" }).click();
  await page.getByRole("main").locator("img").first().waitFor();
  await shoot(page, "practice profile");
  await goTo(page, "Calendar");
  await shoot(page, "calendar afterwards");
}

async function zoneOf(page: Page): Promise<string> {
  const accounts = await page.evaluate(() => window.bridge.invoke("accounts.list", {}));
  return (accounts as { data: { timeZone: string }[] }).data[0]?.timeZone ?? "UTC";
}
