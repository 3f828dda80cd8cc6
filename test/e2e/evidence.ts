import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright";
import { createClient } from "../../shared/contract/client.ts";
import type { Client } from "../../shared/contract/contract.ts";
import type { LedgerEntry } from "../../electron/practice/ledger.ts";

/** What a test believes beside the screen: the app's own contract, the platform's ledger, the page's console. */

/** The typed client over the page's bridge. What it reads the screens read too. */
export function clientOf(page: Page): Client {
  return createClient({
    invoke: (route, input) =>
      page.evaluate(([name, asked]) => window.bridge.invoke(name, asked), [
        route,
        input ?? {},
      ] as const),
    subscribe: () => () => {},
  });
}

type Publish = Extract<LedgerEntry, { kind: "publish" }>;

/** What the practice Instagram put on a profile, by the ledger it keeps in the data folder. */
export function publishesIn(data: string): readonly Publish[] {
  return readFileSync(join(data, "practice/ledger.jsonl"), "utf8")
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as LedgerEntry)
    .filter((entry) => entry.kind === "publish");
}

/** Everything the page's console holds against the app since the page began. */
export async function faultsOf(page: Page): Promise<readonly string[]> {
  const messages = await page.consoleMessages();
  const errors = await page.pageErrors();
  return [
    ...messages
      .filter((message) => message.type() === "error" || message.type() === "warning")
      .map((message) => `${message.text()} (${message.location().url})`),
    ...errors.map(String),
  ];
}
