import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Page } from "playwright";
import Database from "better-sqlite3";
import { expect, onTestFinished, test } from "vitest";
import { clientOf, publishesIn } from "./evidence.ts";
import { launchApp } from "./launch-app.ts";
import { becomeReady, goTo, tryPractice } from "./steps.ts";

/** What can be wrong from outside: each ends in a clear sentence and a way on, and nothing is lost. */

const root = join(import.meta.dirname, "../..");
const TOKEN = `IGQWR${"x".repeat(80)}`;
const newFolder = () => mkdtempSync(join(tmpdir(), "defeah-bad-"));

async function listen(server: Server): Promise<string> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Presses Connect with the token in the field and returns what the form says. */
async function connectSays(page: Page): Promise<string> {
  await page.getByRole("button", { name: "Connect", exact: true }).click();
  const said = page.getByRole("alert").filter({ hasText: /./ }).last();
  await said.waitFor();
  return said.innerText();
}

test("a wrong token: said in words, the token is still there to mend, and a right one connects", async () => {
  let isAccepted = false;
  const heard: string[] = [];
  const platform = await listen(
    createServer((request, response) => {
      heard.push(request.url ?? "");
      const refusal = { error: { message: "Bad", type: "OAuthException", code: 190 } };
      const me = {
        id: "17841400000000001",
        user_id: "17841400000000001",
        username: "defeah",
        name: "Defeah",
        account_type: "BUSINESS",
      };
      response.writeHead(isAccepted ? 200 : 400, { "content-type": "application/json" });
      response.end(JSON.stringify(isAccepted ? me : refusal));
    }),
  );
  await using app = await launchApp();
  const page = await app.page();
  await becomeReady(page);
  await clientOf(page).settings.set({ graphHost: platform });
  await page.getByRole("button", { name: "Connect Instagram" }).click();
  const field = page.getByLabel("Access token");
  await field.fill(TOKEN);
  expect(await connectSays(page)).toMatch(/does not accept this token.*press Generate token/s);
  expect(await field.inputValue()).toBe(TOKEN);
  expect(await clientOf(page).accounts.list({})).toEqual([]);

  isAccepted = true;
  await page.getByRole("button", { name: "Connect", exact: true }).click();
  await page.getByRole("navigation", { name: "Screens" }).waitFor();
  const accounts = await clientOf(page).accounts.list({});
  expect(accounts.map(({ username }) => username)).toEqual(["defeah"]);
  expect(heard.length).toBeGreaterThan(1);
});

test("no network at Connect: said so, nothing stored, and the practice account is still a way in", async () => {
  const server = createServer();
  const nobody = await listen(server);
  server.close();
  await once(server, "close");
  await using app = await launchApp();
  const page = await app.page();
  await becomeReady(page);
  await clientOf(page).settings.set({ graphHost: nobody });
  await page.getByRole("button", { name: "Connect Instagram" }).click();
  const field = page.getByLabel("Access token");
  await field.fill(TOKEN);
  expect(await connectSays(page)).toMatch(/not stored.*(connection|try again)/is);
  expect(await field.inputValue()).toBe(TOKEN);
  expect(await clientOf(page).accounts.list({})).toEqual([]);
  await page.getByRole("button", { name: "Back" }).click();
  await tryPractice(page);
});

test("a database of a newer version is left as it is", async () => {
  const data = newFolder();
  await (await launchApp({ data, args: ["--hidden"] })).close();
  const file = join(data, "studio.sqlite");
  const db = new Database(file);
  db.prepare("insert into migration (tag, hash) values ('9999_future', 'x')").run();
  db.close();
  const before = readFileSync(file);
  const app = await launchApp({ data });
  const dialogs = () => app.desktop.state().then((state) => state.dialogs);
  await expect.poll(dialogs).toHaveLength(1);
  expect((await dialogs())[0]?.detail).toMatch(/newer/i);
  const ended = once(app.process, "exit");
  await app.desktop.answerDialog(0);
  await ended;
  expect(readFileSync(file).equals(before)).toBe(true);
});

test("a corrupt database is set aside whole, and the settings screen says so", async () => {
  const data = newFolder();
  await (await launchApp({ data, args: ["--hidden"] })).close();
  const nonsense = Buffer.alloc(8192, "not a database ");
  writeFileSync(join(data, "studio.sqlite"), nonsense);
  await using app = await launchApp({ data });
  const page = await app.page();
  await becomeReady(page);
  const aside = readdirSync(data).filter((name) => name.includes(".damaged-"));
  expect(aside).toHaveLength(1);
  expect(readFileSync(join(data, aside[0]!)).equals(nonsense)).toBe(true);
  await tryPractice(page);
  await goTo(page, "Settings");
  await page.getByText(/The database was damaged.*kept/).waitFor();
});

test("nonsense among the settings: each bad one stands at its default and is named, the good ones stay", async () => {
  const data = newFolder();
  await (await launchApp({ data, args: ["--hidden"] })).close();
  const db = new Database(join(data, "studio.sqlite"));
  const put = db.prepare("insert or replace into setting (key, value) values (?, ?)");
  put.run("theme", "{{{ not json");
  put.run("weekStartsOn", JSON.stringify("someday"));
  put.run("graceMinutes", JSON.stringify(15));
  put.run("of-a-later-version", JSON.stringify({ kept: true }));
  db.close();
  await using app = await launchApp({ data });
  const page = await app.page();
  await becomeReady(page);
  const ipc = clientOf(page);
  expect(await ipc.settings.get({})).toMatchObject({
    theme: "system",
    weekStartsOn: "monday",
    graceMinutes: 15,
  });
  await tryPractice(page);
  await goTo(page, "Settings");
  await page.getByText(/stand at their defaults: .*(theme|weekStartsOn)/).waitFor();
});

/** Runs the command line to its end. */
async function cli(...args: readonly string[]) {
  const child = spawn(process.execPath, [join(root, "electron/cli.ts"), ...args], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let out = "";
  let err = "";
  child.stdout.on("data", (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (err += chunk.toString()));
  const [code] = (await once(child, "close")) as [number | null];
  return { code, out, err };
}

test("the command line refuses a folder the app holds, in words, with exit code 1", async () => {
  await using app = await launchApp({ args: ["--hidden"] });
  const { code, err } = await cli("settings.get", "{}", "--data", app.data);
  expect(code).toBe(1);
  expect(err).toMatch(/already running/);
  expect(err).not.toMatch(/\bat .*\.ts:\d+/);
});

test.each([
  { what: "bad JSON", args: ["settings.get", "{theme"], words: /not JSON/ },
  {
    what: "an unknown route",
    args: ["settings.explode", "{}"],
    words: /no such command/,
  },
  { what: "a refusal", args: ["posts.get", '{"id":"nobody"}'], words: /"message": ".+\."/ },
  { what: "a wrong shape", args: ["settings.set", '{"graceMinutes":"x"}'], words: /graceMinutes/ },
])("the command line answers $what in words, with exit code 1", async ({ args, words }) => {
  const { code, out, err } = await cli(...args, "--data", newFolder());
  expect(code).toBe(1);
  expect(out + err).toMatch(words);
  expect(out + err).not.toMatch(/\bat .*\.ts:\d+/);
});

test("serve publishes what is due without a window, once, and ends cleanly on SIGTERM", async () => {
  const data = newFolder();
  const run = async (route: string, input: object) => {
    const { code, out, err } = await cli(route, JSON.stringify(input), "--data", data);
    expect({ code, out, err }).toMatchObject({ code: 0 });
    return JSON.parse(out) as { readonly id: string; readonly media: { readonly id: string } };
  };
  const account = await run("accounts.connectPractice", {});
  const bytes = { $file: join(root, "resources/brand-pack/vase-trio.jpg") };
  const { media } = await run("media.import", { name: "vase-trio.jpg", bytes });
  const post = await run("posts.create", {
    accountId: account.id,
    caption: "Three vases",
    mediaIds: [media.id],
  });
  const crop = { aspect: "4:5", x: 0.5, y: 0.5 };
  const items = [{ mediaId: media.id, altText: "Three vases", crop }];
  await run("posts.save", { id: post.id, patch: { media: items } });
  await run("publishing.publishNow", { postId: post.id });
  expect(publishesIn(data)).toEqual([]);

  const child = spawn(process.execPath, [join(root, "electron/cli.ts"), "serve", "--data", data], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  const notes = createInterface({ input: child.stderr });
  const [note] = (await once(notes, "line")) as [string];
  expect(note).toBe("Published: Three vases");
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  expect(await ended).toEqual([0, null]);
  expect(publishesIn(data)).toHaveLength(1);
});
