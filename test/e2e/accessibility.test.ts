import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright";
import { afterAll, beforeAll, expect, test } from "vitest";
import { wallTimeAt } from "../../shared/rules/schedule.ts";
import { clientOf, faultsOf } from "./evidence.ts";
import { layOutPictures } from "./journey-pictures.ts";
import { launchApp, type LaunchedApp } from "./launch-app.ts";
import { becomeReady, dropFiles, importSummary, tryPractice } from "./steps.ts";

/**
 * Every screen in both themes, empty and with contents, before axe with all its rules. A picture of each at two sizes is
 * left in `out/screens`, for people to look at; nothing compares them.
 */

const root = join(import.meta.dirname, "../..");
const out = join(root, "out/screens");
const THEMES = ["light", "dark"] as const;
const SIZES = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
] as const;
const DAY_MS = 86_400_000;
const PICTURES = [
  "vase-trio",
  "kitchen-shelf",
  "rug-kilim",
  "linen-stack",
  "lamp-evening",
  "table-setting",
  "shelf-vase",
  "window-sill",
];

type Scene = {
  readonly name: string;
  /** Where the scene begins; the first screen has only one place. */
  readonly path?: string | (() => string);
  /** From there to what is looked at. */
  readonly arrange?: (page: Page) => Promise<unknown>;
  /** Back to where another scene can begin; otherwise Escape. */
  readonly leave?: (page: Page) => Promise<unknown>;
};

let app: LaunchedApp;
let page: Page;

beforeAll(async () => {
  mkdirSync(out, { recursive: true });
  app = await launchApp();
  page = await app.page();
  page.setDefaultTimeout(8_000);
  await page.setViewportSize(SIZES[0]);
  await becomeReady(page);
});
afterAll(() => app.close());

const press = (name: string | RegExp) => (on: Page) =>
  on.getByRole("button", { name }).first().click();
/** Does it and waits for the dialog that it opens, whose file may still be on its way. */
const opens = (act: (on: Page) => Promise<unknown>) => async (on: Page) => {
  await act(on);
  await on.locator("[role=dialog], [role=alertdialog]").first().waitFor();
};
const view = (name: string) => (on: Page) =>
  on.getByRole("radiogroup", { name: "View" }).getByRole("radio", { name }).click();

/**
 * Every rule of axe, the best practices too: none is left out. Only react-aria's announcer is: it is unseen, and holds
 * half-made elements for the moment in which they are spoken. Legacy mode: a page without frames needs no second page.
 */
async function violations(): Promise<readonly string[]> {
  const { violations: found } = await new AxeBuilder({ page })
    .exclude("[data-live-announcer]")
    .setLegacyMode()
    .analyze();
  return found.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, failureSummary = "" }) => `${id}: ${help}\n${html}\n${failureSummary}`),
  );
}

async function go(path: string): Promise<void> {
  await page.evaluate((to) => {
    history.pushState(null, "", to);
    dispatchEvent(new PopStateEvent("popstate"));
  }, path);
  await page.getByRole("heading", { level: 1 }).first().waitFor();
}

/** Everything drawn that is going to be drawn. */
async function settle(): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  await page.waitForFunction(() =>
    [...document.images].every((image) => image.complete || image.loading === "lazy"),
  );
  // What fades or slides in is measured where it ends; what was only just put there begins to move a frame later.
  await page.evaluate(async () => {
    for (let stillFrames = 0; stillFrames < 3; stillFrames++) {
      await new Promise(requestAnimationFrame);
      const moving = document
        .getAnimations()
        .filter((animation) => animation.effect?.getTiming().iterations !== Infinity)
        .filter(({ playState }) => playState === "running");
      await Promise.all(moving.map((animation) => animation.finished.catch(() => {})));
      if (moving.length > 0) stillFrames = -1;
    }
  });
}

async function shoot(name: string): Promise<void> {
  for (const size of SIZES) {
    await page.setViewportSize(size);
    await settle();
    const file = join(out, `${name}-${size.width}x${size.height}.png`);
    await page.screenshot({ path: file, animations: "disabled" });
  }
  await page.setViewportSize(SIZES[0]);
}

async function look(scene: Scene, state: string): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const theme of THEMES) {
    await clientOf(page).settings.set({ theme });
    await page.waitForSelector(`html[data-theme=${theme}]`);
    if (scene.path !== undefined) {
      await go("/settings");
      await go(typeof scene.path === "string" ? scene.path : scene.path());
    }
    await scene.arrange?.(page);
    await settle();
    faults.push(...(await violations()).map((fault) => `${scene.name}, ${theme}: ${fault}`));
    await shoot(`${scene.name.replaceAll(" ", "-")}-${state}-${theme}`);
    await (scene.leave?.(page) ?? page.keyboard.press("Escape"));
  }
  return faults;
}

const EVERYWHERE: readonly Scene[] = [
  { name: "calendar month", path: "/calendar", arrange: view("Month") },
  { name: "calendar week", path: "/calendar", arrange: view("Week") },
  { name: "calendar list", path: "/calendar", arrange: view("List") },
  { name: "drafts", path: "/composer" },
  { name: "library", path: "/library" },
  { name: "outbox", path: "/outbox" },
  { name: "accounts", path: "/accounts" },
  { name: "profile", path: () => `/profile/${accountId}` },
];

let accountId = "";
let draftId = "";
let scheduledId = "";
let publicationId = "";

test.each<Scene>([
  { name: "first run" },
  { name: "first run connect", arrange: press("Connect Instagram"), leave: press("Back") },
])("before there is an account: $name", async (scene) => {
  expect(await look(scene, "first")).toEqual([]);
});

test.each<Scene>([
  ...EVERYWHERE,
  { name: "composer", path: () => `/composer/${draftId}` },
  {
    name: "picture picker",
    path: () => `/composer/${draftId}`,
    arrange: opens(press("Add picture")),
  },
])("empty: $name", async (scene) => {
  await beEmpty();
  expect(await look(scene, "empty")).toEqual([]);
});

test.each<Scene>([
  ...EVERYWHERE,
  { name: "settings", path: "/settings" },
  { name: "composer draft", path: () => `/composer/${draftId}` },
  { name: "composer scheduled", path: () => `/composer/${scheduledId}` },
  {
    name: "composer checks open",
    path: () => `/composer/${scheduledId}`,
    arrange: press(/checks? pass/),
  },
  { name: "crop", path: () => `/composer/${scheduledId}`, arrange: press(/^Crop/) },
  { name: "time", path: () => `/composer/${scheduledId}`, arrange: opens(press("Move to…")) },
  {
    name: "publish now",
    path: () => `/composer/${scheduledId}`,
    arrange: opens(press("Publish now…")),
  },
  {
    name: "picture picker",
    path: () => `/composer/${scheduledId}`,
    arrange: opens(press("Replace picture")),
  },
  {
    name: "library detail",
    path: "/library",
    arrange: (on) => on.getByRole("option").first().click(),
  },
  { name: "receipt", path: () => `/outbox/${publicationId}` },
  { name: "connect dialog", path: "/accounts", arrange: opens(press("Connect Instagram")) },
  {
    name: "profile post",
    path: () => `/profile/${accountId}`,
    arrange: opens((on) =>
      on.getByRole("list", { name: "Posts" }).getByRole("button").first().click(),
    ),
  },
  {
    name: "palette",
    path: "/calendar",
    arrange: opens((on) => on.keyboard.press("ControlOrMeta+k")),
  },
  { name: "keys", path: "/calendar", arrange: opens((on) => on.keyboard.press("?")) },
  {
    name: "move dialog",
    path: "/calendar",
    arrange: async (on) => {
      await view("List")(on);
      await on.locator("[data-post]").last().focus();
      await on.keyboard.press("m");
      await on.getByRole("dialog").waitFor();
    },
  },
  { name: "day panel", path: "/calendar", arrange: openDay },
  { name: "account menu", path: "/calendar", arrange: press(/@/) },
])("with contents: $name", async (scene) => {
  await fill();
  expect(await look(scene, "filled")).toEqual([]);
});

test("with contents: import results", async () => {
  await fill();
  const { files } = await layOutPictures();
  await go("/library");
  await dropFiles(page, "body", files);
  await importSummary(page);
  expect(await look({ name: "import results" }, "filled")).toEqual([]);
});

test("the console has nothing against any of it", async () => {
  expect(await faultsOf(page)).toEqual([]);
});

async function openDay(on: Page): Promise<void> {
  await view("Month")(on);
  await on.getByRole("button", { name: /more/ }).first().click();
}

/** Once: the practice account and one empty draft. */
async function beEmpty(): Promise<void> {
  if (accountId !== "") return;
  await tryPractice(page);
  const [account] = await clientOf(page).accounts.list({});
  accountId = account!.id;
  draftId = (await clientOf(page).posts.create({ accountId })).id;
}

/** Once: a library, a fortnight with a full day in it, drafts, and one post that went out. */
async function fill(): Promise<void> {
  if (publicationId !== "") return;
  await beEmpty();
  const ipc = clientOf(page);
  await go("/library");
  await dropFiles(
    page,
    "body",
    PICTURES.map((name) => join(root, `resources/brand-pack/${name}.jpg`)),
  );
  await importSummary(page);
  const { items } = await ipc.media.list({});
  const zone = (await ipc.accounts.list({}))[0]!.timeZone;
  const make = async (index: number) => {
    const media = items[index % items.length]!;
    const words = media.name.replace(".jpg", "").replaceAll("-", " ");
    await ipc.media.setAltText({ id: media.id, altText: `A drawing of the ${words}.` });
    const caption = `The ${words}, in morning light\n\nNew this week at Defeah.\n#slowliving #madebyhand`;
    const post = await ipc.posts.create({ accountId, mediaIds: [media.id], caption });
    const crop = { aspect: "4:5", x: 0.5, y: 0.5 } as const;
    const [item] = post.media;
    return ipc.posts.save({ id: post.id, patch: { media: [{ ...item!, crop }] } });
  };
  const place = async (index: number) => {
    const post = await make(index);
    const days = index < 6 ? 1 : index - 3;
    const day = wallTimeAt(Date.now() + days * DAY_MS, zone).slice(0, 10);
    const wallTime = `${day}T${String(8 + index).padStart(2, "0")}:30`;
    if (index % 4 === 3) await ipc.publishing.plan({ postId: post.id, plan: { wallTime, zone } });
    else await ipc.publishing.schedule({ postId: post.id, wallTime, zone });
    return post;
  };
  for (let index = 0; index < 10; index += 1) {
    const post = await place(index);
    if (index === 0) scheduledId = post.id;
  }
  draftId = (await make(11)).id;
  const sent = await make(3);
  const { publicationId: id } = await ipc.publishing.publishNow({ postId: sent.id });
  await expect
    .poll(async () => (await ipc.publishing.receipt({ publicationId: id })).publication.igMediaId, {
      timeout: 60_000,
    })
    .not.toBeNull();
  publicationId = id;
}
