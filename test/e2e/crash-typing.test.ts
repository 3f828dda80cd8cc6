import { once } from "node:events";
import type { Page } from "playwright";
import { expect, test } from "vitest";
import { clientOf } from "./evidence.ts";
import { launchApp, type LaunchedApp } from "./launch-app.ts";
import { becomeReady, tryPractice } from "./steps.ts";

const MOST_LOST_MS = 1000;
const KILL_AFTER_KEYS = 120;

/** A key, and when it was pressed. */
type Press = { readonly char: string; readonly at: number };

/** Types one key after another until the app is gone. */
async function typeUntilKilled(page: Page, app: LaunchedApp): Promise<readonly Press[]> {
  const presses: Press[] = [];
  const ended = once(app.process, "exit");
  const type = async () => {
    for (let index = 0; app.process.signalCode === null; index += 1) {
      const char = index % 8 === 7 ? " " : "abcdefghijklmnopqrstuvwxyz"[index % 26]!;
      presses.push({ char, at: Date.now() });
      await page.keyboard.type(char);
      // Mid-typing: the next key is already on its way when the process dies.
      if (index === KILL_AFTER_KEYS) app.process.kill("SIGKILL");
    }
  };
  await Promise.race([type().catch(() => {}), ended]); // the page dies under the last key
  await ended;
  return presses;
}

test("killed while she types, the app loses at most the last second", async () => {
  const killed = await launchApp();
  const page = await killed.page();
  await becomeReady(page);
  await tryPractice(page);
  await page.keyboard.press("n");
  const caption = page.getByLabel("Caption", { exact: true });
  await caption.focus();
  const presses = await typeUntilKilled(page, killed);
  const killedAt = Date.now();
  expect(presses.length).toBeGreaterThan(KILL_AFTER_KEYS);

  await using app = await launchApp({ data: killed.data });
  const again = await app.page();
  await becomeReady(again);
  const ipc = clientOf(again);
  const [account] = await ipc.accounts.list({});
  const [draft] = await ipc.posts.drafts({ accountId: account!.id });
  const saved = (await ipc.posts.get({ id: draft!.id })).caption;
  const typed = presses.map(({ char }) => char).join("");
  // She typed it in that order, and so it stands: nothing in the middle is missing.
  expect(typed.startsWith(saved)).toBe(true);
  const firstLost = presses[saved.length]?.at ?? killedAt;
  process.stdout.write(`Typed ${typed.length} keys, ${saved.length} were saved.\n`);
  expect(killedAt - firstLost).toBeLessThanOrEqual(MOST_LOST_MS);
});
