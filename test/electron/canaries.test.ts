import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import Database from "better-sqlite3";
import { expect, test, vi } from "vitest";
import { listBackups } from "../../electron/db/backup.ts";
import type { PostFormat } from "../../shared/contract/posts.ts";
import { Canaries } from "../harness/canaries.ts";
import { connectThroughFacebook } from "../harness/facebook-login.ts";
import { logIn } from "../harness/practice-client.ts";
import { HOST_KEY, HOUR, MINUTE, PublishingRun } from "../harness/publishing-run.ts";
import { filesIn, spelledOut, tracesIn, type Place } from "../harness/traces.ts";

// A whole day with canaries for secrets, and then a look into every place that anything was written to or said in.

const FORMATS: readonly PostFormat[] = ["image", "carousel", "reel", "story"];
const APP = {
  login: "instagram",
  appId: "1234567890",
  redirectUri: "https://localhost/auth/",
} as const;
const SECRETS = {
  "Instagram's app secret": "c4n4ryc0ffee11223344556677889900",
  "Facebook's app secret": "0123456789abcdef0123456789abcdef",
};

type Day = {
  readonly run: PublishingRun;
  readonly canaries: Canaries;
  /** Everything main has said to the window. */
  readonly said: unknown[];
};

/** Replies and events, as they leave main. */
function listen({ run, said }: Day): void {
  const { app, bridge } = run.app;
  const dispatch = app.dispatch;
  vi.spyOn(app, "dispatch").mockImplementation(async (route, input) => {
    const reply = await dispatch(route, input);
    said.push([route, reply]);
    return reply;
  });
  bridge.subscribe((name, payload) => said.push([name, payload]));
}

async function start(): Promise<Day> {
  const canaries = new Canaries();
  const run = await PublishingRun.start({ ports: canaries.ports, behaviour: { processingMs: 0 } });
  const day = { run, canaries, said: [] };
  listen(day);
  for (const [name, secret] of Object.entries(SECRETS)) canaries.add(name, secret);
  canaries.add("the media host's key", HOST_KEY.secretAccessKey);
  canaries.add("the media host's key id", HOST_KEY.accessKeyId);
  run.ports.given.saveFolder = mkdtempSync(join(tmpdir(), "defeah-kept-"));
  return day;
}

/** By every way in, and by each once in vain. Returns the accounts' ids. */
async function connect({ run, canaries }: Day): Promise<readonly string[]> {
  const { ipc, ports, practice } = run;
  const { token } = practice.issueToken(run.account.platformUserId);
  canaries.add("the pasted token", token);
  await ipc.accounts.connect({ token });
  const wrong = `IGAA${"canaryOfNobody".repeat(3)}`;
  canaries.add("a token of nobody", wrong);
  await expect(ipc.accounts.connect({ token: wrong })).rejects.toThrow();
  await connectThroughInstagram({ run, canaries });
  practice.createAccount({ username: "defeah.page", name: "Defeah", login: "facebook" });
  const byFacebook = await connectThroughFacebook(run.app, practice);
  ports.given.logins.push(async ({ url }) => (await logIn(url, "deny")).href);
  await expect(ipc.accounts.login({ login: "facebook" })).rejects.toThrow();
  const practised = await ipc.accounts.connectPractice({});
  return [run.account.id, byFacebook.id, practised.id];
}

/** The same account once more: its token is another then. */
async function connectThroughInstagram({ run, canaries }: Omit<Day, "said">): Promise<void> {
  const { practice, ipc, ports } = run;
  const secret = SECRETS["Instagram's app secret"];
  const { login, appId, redirectUri } = APP;
  practice.registerApp({ login, appId, secret, redirectUris: [redirectUri] });
  const { origin } = practice;
  await ipc.settings.set({ instagramLoginHost: origin, instagramCodeHost: origin });
  for (const appSecret of ["c4n4ry0f7h3wr0ngsecret0000000000", secret]) {
    canaries.add("an app secret", appSecret);
    await ipc.accounts.setLoginApp({ ...APP, appSecret });
    ports.given.logins.push(async ({ url }) => {
      const back = await logIn(url);
      canaries.add("a login's code", back.searchParams.get("code") ?? "");
      return back.href;
    });
    const login = ipc.accounts.login({ login: "instagram" });
    if (appSecret === secret)
      expect(await login).toMatchObject({ account: { id: run.account.id } });
    else await expect(login).rejects.toThrow();
  }
}

/** Troubles on the way of the posts to come. */
function trouble(run: PublishingRun): void {
  run.faults(
    { on: "create", nth: 1, effect: { kind: "error", acts: false, code: 36003, subcode: 2207009 } },
    { on: "upload", nth: 1, effect: { kind: "cut", afterBytes: 100 } },
    { on: "publish", nth: 2, effect: { kind: "drop", acts: true } },
    { on: "comment", nth: 1, effect: { kind: "drop", acts: true } },
  );
}

/** Each format once, each rehearsed first; and all that is asked and kept of a post. */
async function publish(
  { run }: Day,
  accountId: string,
  formats: readonly PostFormat[],
): Promise<void> {
  const { ipc, clock } = run;
  const ids: string[] = [];
  for (const format of formats) {
    const postId = await run.draft(format === "story" ? "" : `A ${format} of ${accountId}`, format);
    const options = format === "story" ? {} : { firstComment: "#oak", commentsEnabled: false };
    await ipc.posts.save({ id: postId, patch: { accountId, options } });
    const rehearsal = await ipc.publishing.rehearse({ postId });
    expect(rehearsal.kind).toBe("calls");
    ids.push(await run.schedule(postId, 20 * MINUTE));
  }
  await clock.advance(40 * MINUTE);
  for (const publicationId of ids) {
    const { state } = await run.publication(publicationId);
    if (state === "failed") await ipc.publishing.retry({ publicationId });
  }
  await clock.advance(10 * MINUTE);
  for (const publicationId of ids) {
    for (const as of ["json", "page"] as const)
      await ipc.publishing.exportReceipt({ publicationId, as });
    expect((await run.publication(publicationId)).state).toBe("published");
  }
}

/** Everything there is to look at. Some of it fails for an account whose token is dead: that is said as well. */
async function look({ run }: Day, accountId: string): Promise<void> {
  const { ipc, app } = run.app;
  const looks = [
    ipc.accounts.list({}),
    ipc.accounts.loginApps({}),
    ipc.accounts.diagnose({ id: accountId }),
    ipc.accounts.quota({ id: accountId }),
    ipc.accounts.profile({ id: accountId }),
    ipc.media.host({}),
    ipc.media.checkHost({}),
    ipc.settings.get({}),
    ipc.settings.health({}),
    ipc.settings.checkInvariants({}),
    ipc.settings.backups({}),
    ipc.publishing.outbox({}),
    app.openMedia(`profile/${accountId}/17900000000000001`),
  ];
  const ended = await Promise.allSettled(looks);
  expect(ended.filter(({ status }) => status === "fulfilled").length).toBeGreaterThan(8);
}

/** A night, a token's end, an error of nobody's planning with secrets in its words, and the way back to a backup. */
async function goWrong(day: Day): Promise<void> {
  const { run, canaries } = day;
  const { id: accountId, platformUserId } = run.account;
  await run.clock.advance(25 * HOUR);
  await run.ipc.accounts.refresh({ id: accountId });
  run.practice.revoke(platformUserId);
  const late = await run.scheduled("After the token's end", 10 * MINUTE);
  await run.clock.advance(15 * MINUTE);
  expect((await run.publication(late)).waitReason).toBe("login");
  await look(day, accountId);
  const words = [...canaries.secrets.keys()].join(" and ");
  vi.spyOn(run.ports.dialogs, "saveFile").mockRejectedValueOnce(new Error(`No way to ${words}`));
  const exported = run.ipc.publishing.exportReceipt({ publicationId: late, as: "json" });
  await expect(exported).rejects.toMatchObject({ code: "internal" });
  run.ports.log.error("process.uncaught", { error: new TypeError(`cannot read ${words}`) });
  const [backup] = listBackups(run.ports.paths.backupFolder);
  await run.ipc.settings.restore({ name: basename(backup?.file ?? "") });
  await run.clock.advance(1000);
  await run.quit();
  await run.open();
  listen(day);
  await run.clock.advance(HOUR);
}

const ROOT = join(import.meta.dirname, "../..");

/** The command line on a data folder of its own that knows where the practice Instagram is. */
async function commandLineOf({ practice }: PublishingRun) {
  const data = mkdtempSync(join(tmpdir(), "defeah-cli-"));
  const cli = (args: readonly string[], env: NodeJS.ProcessEnv = {}) =>
    promisify(execFile)(process.execPath, ["electron/cli.ts", ...args, "--data", data], {
      cwd: ROOT,
      env: { ...process.env, ...env },
    }).catch((error: unknown) => error);
  const told = await cli(["settings.set", JSON.stringify({ graphHost: practice.origin })]);
  return { data, cli, told };
}

/** Commands with a token in the environment. What they print, and their data folder. */
async function commandLine({ run, canaries }: Day): Promise<readonly Place[]> {
  const { token } = run.practice.issueToken(run.account.platformUserId);
  canaries.add("the command line's token", token);
  const { data, cli, told } = await commandLineOf(run);
  const printed = [
    told,
    await cli(["accounts.list"], { DEFEAH_TOKEN: token }),
    await cli(["accounts.list"], { DEFEAH_TOKEN: `${token}x` }),
    await cli(["accounts.connect", JSON.stringify({ token: 5 })]),
  ];
  expect(spelledOut(printed)).toContain(run.account.platformUserId);
  return [["printed", spelledOut(printed)], ...filesIn(data)];
}

/** Throws the token where nobody catches it, once as an error and once as a promise, when it is told to. */
const BOMB = `const token = process.env.DEFEAH_TOKEN;
  process.stdin.once("data", () => {
    void Promise.reject(new Error("Nor with " + token));
    throw new Error("No way with " + token);
  }).unref();`;

/** The publisher without a window, with a surprise in it. What it prints, and its data folder. */
async function crash({ run, canaries }: Day): Promise<readonly Place[]> {
  const { token } = run.practice.issueToken(run.account.platformUserId);
  canaries.add("the crashed process's token", token);
  const { data } = await commandLineOf(run);
  const args = ["--import", `data:text/javascript,${encodeURIComponent(BOMB)}`, "electron/cli.ts"];
  const child = spawn(process.execPath, [...args, "serve", "--data", data], {
    cwd: ROOT,
    env: { ...process.env, DEFEAH_TOKEN: token },
  });
  let printed = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (part: Buffer) => (printed += part.toString("latin1")));
  const ended = once(child, "exit");
  const log = () => filesIn(data).find(([name]) => name === "log.jsonl")?.[1] ?? "";
  try {
    await expect.poll(() => printed, { timeout: 60_000 }).toMatch(/"serving":true/);
    child.stdin.write("now");
    await expect.poll(log, { timeout: 60_000 }).toMatch(/process\.unhandled/);
    expect(log()).toMatch(/process\.uncaught.*No way with \[secret\]/);
  } finally {
    child.kill();
    await ended;
  }
  expect(printed).toContain("Something unexpected happened");
  return [["printed by a crash", printed], ...filesIn(data)];
}

function placesOf({ run, canaries, said }: Day): readonly Place[] {
  const { recorded, given, paths } = run.ports;
  return [
    ...filesIn(paths.dataFolder),
    ...filesIn(canaries.logFolder),
    ...filesIn(given.saveFolder ?? ""),
    ["said to the window", spelledOut(said)],
    ["tray, notifications, links and log", spelledOut(recorded)],
    ["handed to the log", spelledOut(canaries.logged)],
  ];
}

test("after a whole day no secret stands anywhere, in no disguise, not even a half of one", async () => {
  const day = await start();
  await using run = day.run;
  const [byInstagram = "", byFacebook = "", practised = ""] = await connect(day);
  trouble(run);
  await publish(day, byInstagram, FORMATS);
  await publish(day, byFacebook, FORMATS);
  await publish(day, practised, ["image"]);
  for (const id of [byInstagram, byFacebook, practised]) await look(day, id);
  await goWrong(day);
  const { secrets } = day.canaries;
  const names = new Set(secrets.values());
  expect(secrets.size).toBeGreaterThanOrEqual(12);
  expect([...names].filter((name) => name.startsWith("a token from")).length).toBeGreaterThan(2);
  const places = placesOf(day);
  expect(places.some(([name]) => /^daily-\d+\.sqlite$/.test(name))).toBe(true);
  expect(places.map(([name]) => name)).toEqual(
    expect.arrayContaining(["studio.log", "studio.sqlite", "studio.sqlite-wal"]),
  );
  expect(tracesIn(places, secrets)).toEqual([]);
}, 300_000);

test("neither the command line nor a crash of it prints or keeps a token", async () => {
  const day = await start();
  await using _run = day.run;
  const places = [...(await commandLine(day)), ...(await crash(day))];
  expect(places.map(([name]) => name)).toContain("log.jsonl");
  expect(tracesIn(places, day.canaries.secrets)).toEqual([]);
}, 200_000);

const TOKEN = "IGAAplantedCanary0/+~Token0That0Is0Found0Wherever0It0Stands";
const half = (at: number) => (at === 0 ? TOKEN.slice(0, 30) : TOKEN.slice(30));
const LEAKS: readonly (readonly [string, string])[] = [
  ["as it is", `token=${TOKEN}&`],
  ["its first half", half(0)],
  ["its second half", half(1)],
  ["percent-encoded", encodeURIComponent(`?access_token=${TOKEN}`)],
  ["in JSON", JSON.stringify({ token: TOKEN })],
  ["as hex", Buffer.from(TOKEN).toString("hex")],
  ["as large hex", Buffer.from(TOKEN).toString("hex").toUpperCase()],
  ...["", "x", "xy"].flatMap((before) => [
    [`as base64 after “${before}”`, Buffer.from(`${before}${TOKEN}…`).toString("base64")] as const,
    [
      `as base64url after “${before}”`,
      Buffer.from(`${before}${TOKEN}!`).toString("base64url"),
    ] as const,
  ]),
  ["a half as base64", Buffer.from(`Bearer ${half(1)}`).toString("base64")],
];

test.each(LEAKS)("the search finds what it is there to find: %s", (_, leak) => {
  const secrets = new Map([[TOKEN, "the token"]]);
  const folder = mkdtempSync(join(tmpdir(), "defeah-leak-"));
  mkdirSync(join(folder, "deep"));
  writeFileSync(join(folder, "deep", "file"), `before ${leak} after`, "latin1");
  expect(tracesIn(filesIn(folder), secrets)).not.toEqual([]);
  expect(tracesIn([["said", spelledOut([{ deep: { reply: leak } }])]], secrets)).not.toEqual([]);
  expect(tracesIn([["said", "nothing"]], secrets)).toEqual([]);
});

test("the search finds text of two bytes a letter in a file", () => {
  const folder = mkdtempSync(join(tmpdir(), "defeah-leak-"));
  writeFileSync(join(folder, "file"), Buffer.from(`before ${TOKEN} after`, "utf16le"));
  expect(tracesIn(filesIn(folder), new Map([[TOKEN, "the token"]]))).toHaveLength(2);
});

test("the search finds a secret in a row that only the write-ahead log holds", async () => {
  const day = await start();
  await using run = day.run;
  const { token } = run.practice.issueToken(run.account.platformUserId);
  const db = new Database(run.ports.paths.database);
  db.prepare("update account set name = ?").run(token);
  const places = filesIn(run.ports.paths.dataFolder).filter(([name]) => name.endsWith("-wal"));
  expect(tracesIn(places, new Map([[token, "the token"]])).length).toBeGreaterThan(0);
  db.close();
});
