import { spawnSync } from "node:child_process";
import { copyFileSync, mkdtempSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { beforeAll, expect, test } from "vitest";
import { openReadOnly } from "../../electron/db/read-only.ts";
import { checkInvariants, INVARIANTS } from "../../electron/watch/invariants/check.ts";
import { HOUR, MINUTE, PublishingRun } from "../harness/publishing-run.ts";

const root = join(import.meta.dirname, "../..");
const folder = mkdtempSync(join(tmpdir(), "defeah-invariants-"));
const healthy = join(folder, "healthy.sqlite");
/** Publications of the healthy database. */
let out = "";
let again = "";
let later = "";

/** A database with a life behind it: published at once, published after a lost answer, missed, cancelled, and in the queue. */
beforeAll(async () => {
  await using run = await PublishingRun.start();
  out = await run.scheduled("Green sofa", 10 * MINUTE);
  await run.clock.advance(12 * MINUTE);
  run.faults({ on: "publish", nth: 1, effect: { kind: "drop", acts: false } });
  again = await run.scheduled("Blue chair", 10 * MINUTE);
  await run.clock.advance(30 * MINUTE);
  const dropped = await run.scheduled("Red lamp", 10 * MINUTE);
  const { postId } = await run.publication(dropped);
  await run.ipc.publishing.unschedule({ postId });
  await run.scheduled("Grey rug", 20 * MINUTE);
  run.isOffline = true;
  await run.clock.advance(3 * HOUR);
  run.isOffline = false;
  later = await run.scheduled("White vase", 9 * HOUR);
  using db = Object.assign(new Database(run.ports.paths.database), {
    [Symbol.dispose](this: Database.Database) {
      this.close();
    },
  });
  expect(db.prepare("select distinct state from publication order by 1").pluck().all()).toEqual([
    "cancelled",
    "missed",
    "published",
    "scheduled",
  ]);
  db.exec(`vacuum into '${healthy}'`);
}, 60_000);

/** The broken promises of a copy of the healthy database after `sql`: name and rows. */
function brokenAfter(sql: string): Record<string, readonly string[]> {
  const file = join(folder, "broken.sqlite");
  copyFileSync(healthy, file);
  const db = new Database(file);
  db.pragma("foreign_keys = OFF");
  db.pragma("ignore_check_constraints = ON");
  const triggers = db
    .prepare<[], { name: string; sql: string }>(
      "select name, sql from sqlite_schema where type = 'trigger'",
    )
    .all();
  for (const { name } of triggers) db.exec(`drop trigger ${name}`);
  db.exec("drop index publication_ig_media_id_unique");
  db.exec(sql);
  for (const trigger of triggers) db.exec(trigger.sql);
  const findings = checkInvariants(db).filter(({ isHeld }) => !isHeld);
  db.close();
  return Object.fromEntries(findings.map(({ number, name, rows }) => [`${number} ${name}`, rows]));
}

const attempt = (publicationId: string, line: string, fence = 1) => {
  const [step, outcome, detail = ""] = line.split(" ");
  return `insert into attempt (id, publication_id, at, step, outcome, fence, container_id, server_at, detail)
    values (hex(randomblob(8)), '${publicationId}', 1760000000000, '${step}', '${outcome}', ${fence}, 'c1', 1760000000000, '${detail}');`;
};

test("a healthy database keeps every promise", () => {
  expect(brokenAfter("")).toEqual({});
});

/** Each promise, a hand that breaks it, and the row that must be named. A breach may break a neighbour too. */
const BREACHES: readonly (readonly [promise: string, sql: () => string, row: () => string])[] = [
  ["I1 one post each", () => attempt(out, "publish ok 999"), () => out],
  [
    "I1 the post it got",
    () => `update publication set ig_media_id = '77' where id = '${out}'`,
    () => out,
  ],
  [
    "I2 all accounted for",
    () => `update publication set state = 'lost' where id = '${later}'`,
    () => later,
  ],
  ["I2 work has a job", () => `delete from job where unique_key = 'publish:${later}'`, () => later],
  [
    "I2 work has a job",
    () => `update publication set next_wakeup_at = null where id = '${later}'`,
    () => later,
  ],
  [
    "I2 readings have a job",
    () => `delete from job where unique_key = 'reading:${out}'`,
    () => out,
  ],
  [
    "I2 ends are at rest",
    () => `update publication set state = 'failed' where id = '${later}'`,
    () => later,
  ],
  [
    "I3 intent first",
    () => `delete from attempt where publication_id = '${out}' and outcome = 'intent'`,
    () => out,
  ],
  ["I3 open intents stay open", () => attempt(later, "publish intent"), () => later],
  [
    "I3 open intents stay open",
    () => `update publication set state = 'publishing' where id = '${later}'`,
    () => later,
  ],
  [
    "I3 published is proved",
    () => `update publication set state = 'published', published_at = 1 where id = '${later}'`,
    () => later,
  ],
  [
    "I4 a verdict between two calls",
    () => `delete from attempt where publication_id = '${again}' and step = 'verdict'`,
    () => again,
  ],
  ["I5 fences only grow", () => `update publication set fence = 0 where id = '${out}'`, () => out],
  [
    "I5 fences only grow",
    () => `update attempt set fence = 90 where publication_id = '${again}' and outcome = 'intent'
      and rowid = (select min(rowid) from attempt where publication_id = '${again}' and outcome = 'intent');
      update publication set fence = 99 where id = '${again}'`,
    () => again,
  ],
  [
    "I6 the log is whole",
    () => "update audit set at = at + 1 where seq = (select max(seq) - 1 from audit)",
    () => "audit line ",
  ],
  [
    "I6 one publication each",
    () =>
      `update publication set ig_media_id = (select ig_media_id from publication where id = '${out}') where id = '${again}'`,
    () => out,
  ],
  [
    "I6 published stays published",
    () => `update publication set state = 'missed' where id = '${out}'`,
    () => out,
  ],
  [
    "I6 published stays published",
    () => `update publication set is_intent_open = 1 where id = '${out}'`,
    () => out,
  ],
  [
    "I7 frozen before it is sent",
    () => `update publication set state = 'ready' where id = '${later}'`,
    () => later,
  ],
  [
    "I7 the digest fits",
    () =>
      `update publication set content = json_set(content, '$.caption', 'Other words') where id = '${out}'`,
    () => out,
  ],
  [
    "I7 sent as frozen",
    () => `update publication set content_sha256 = printf('%064d', 1) where id = '${out}'`,
    () => out,
  ],
  [
    "I8 containers within their life",
    () =>
      `update attempt set at = at - 90000000 where publication_id = '${out}' and step = 'create-container'`,
    () => out,
  ],
  [
    "I8 retries are bounded",
    () => `with recursive n(i) as (select 1 union all select i + 1 from n where i < 401)
      insert into attempt (id, publication_id, at, step, outcome, fence, detail)
      select 'x' || i, '${later}', 1760000000000 + i, 'create-container', 'ok', 0, 'c' from n`,
    () => "id-", // the account's id; any row will do
  ],
  ["I8 retries are bounded", () => "update job set attempt = 51", () => "job "],
  [
    "I9 never early",
    () =>
      `update attempt set server_at = server_at - 600000 where publication_id = '${out}' and outcome = 'intent'`,
    () => out,
  ],
  [
    "I10 afterwork comes after",
    () => `insert into afterwork (publication_id, kind, state, tries, posts, is_open, looks, is_refused, created_at, updated_at)
      values ('${later}', 'comments-off', 'waiting', 0, 0, 0, 0, 0, 1, 1)`,
    () => later,
  ],
  [
    "I10 figures come after",
    () => `insert into insight_reading (publication_id, age, state, product, due_at, tries, clean_looks, dropped, created_at, updated_at)
      values ('${later}', '1h', 'missed', 'FEED', 1, 0, 0, '[]', 1, 1)`,
    () => later,
  ],
  [
    "I10 figures as told",
    () => `insert into insight_figure (publication_id, age, metric, part, value, product, due_at, asked_at)
      values ('${out}', '7d', 'reach', '', 12, 'FEED', 1760000000000, 1760000000000)`,
    () => out,
  ],
  ["I10 published is the end", () => attempt(out, "publish intent"), () => out],
  [
    "I11 asked after a restore",
    () => attempt(later, "restore unknown", 0) + attempt(later, "publish intent", 0),
    () => later,
  ],
  ["I11 asked after a restore", () => attempt(later, "restore unknown", 0), () => later],
  [
    "I11 asked after a restore",
    () =>
      `insert into restore (restored_at, backup_at) values (2, 1); pragma user_version = 1; ${attempt(again, "publish intent")}`,
    () => again,
  ],
  [
    "I12 no secrets in clear",
    () =>
      `update attempt set detail = 'https://x/?access_token=IGAAcanarycanarycanary' where publication_id = '${out}'`,
    () => "attempt.detail row ",
  ],
  [
    "I12 no secrets in clear",
    () =>
      `insert into secret (key, sealed, backend, updated_at) values ('leak', cast('EAA${"c".repeat(60)}' as blob), 'x', 1)`,
    () => "secret.sealed row ",
  ],
  [
    "I12 no secrets in clear",
    () =>
      `insert into setting values ('mediaHost', '"https://b/x.jpg?X-Amz-Signature=0123456789abcdef"')`,
    () => "setting.value row ",
  ],
];

test.each(BREACHES.map((breach, index) => [breach[0], index, breach] as const))(
  "%s: breach %i is found, and its row named",
  (promise, _, [, sql, row]) => {
    const broken = brokenAfter(sql());
    expect(Object.keys(broken)).toContain(promise);
    expect(broken[promise]?.some((found) => found.startsWith(row()))).toBe(true);
  },
);

test("I6: a lock that is missing or was changed is found", () => {
  const file = join(folder, "unlocked.sqlite");
  copyFileSync(healthy, file);
  const db = new Database(file);
  db.exec("drop trigger attempt_is_not_changed; drop trigger published_is_final");
  db.exec("create trigger published_is_final before update on publication begin select 1; end");
  const found = checkInvariants(db).find(({ name }) => name === "the locks stand");
  db.close();
  expect(found?.rows).toEqual(["attempt_is_not_changed", "published_is_final"]);
});

test("every promise has a breach of its own above", () => {
  const tried = new Set([...BREACHES.map(([promise]) => promise), "I6 the locks stand"]);
  expect(
    INVARIANTS.map(({ number, name }) => `${number} ${name}`).filter((it) => !tried.has(it)),
  ).toEqual([]);
});

test("her own words about tokens, addresses and codes are no finding", () => {
  const caption =
    "Win a token: IGNORANCE is bliss?code=GREEN20 https://shop.example/?access_token= Bearer of gifts";
  expect(brokenAfter(`update post set caption = '${caption}'`)).toEqual({});
});

/** As `npm run check:invariants -- <database>` runs it. */
function runTool(file: string) {
  const script = join(root, "electron/watch/check-invariants.ts");
  return spawnSync(process.execPath, [script, file], { encoding: "utf8" });
}

test("the command says 0 for a healthy database, 1 for a broken one, 2 for what is none, and writes to neither", () => {
  const { mtimeMs } = statSync(healthy);
  const well = runTool(healthy);
  expect(well.stdout).toContain("All are kept.");
  expect(well.status).toBe(0);
  brokenAfter(attempt(out, "publish intent"));
  const broken = runTool(join(folder, "broken.sqlite"));
  expect(broken.status).toBe(1);
  expect(broken.stdout).toContain("BROKEN  I10");
  expect(broken.stdout).toContain(out);
  const nonsense = join(folder, "nonsense.sqlite");
  writeFileSync(nonsense, "no database");
  expect(runTool(nonsense)).toMatchObject({ status: 2, stdout: "" });
  expect(runTool(join(folder, "absent.sqlite")).status).toBe(2);
  expect(statSync(healthy).mtimeMs).toBe(mtimeMs);
});

test("a live database is looked at beside its app", async () => {
  await using run = await PublishingRun.start();
  await run.scheduled("Green sofa", 10 * MINUTE);
  await run.clock.advance(10 * MINUTE);
  const client = openReadOnly(run.ports.paths.database);
  expect(checkInvariants(client).filter(({ isHeld }) => !isHeld)).toEqual([]);
  expect(() => client.exec("delete from job")).toThrow(/readonly/);
  client.close();
});
