import { mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { drizzle } from "drizzle-orm/better-sqlite3";
import { expect, test } from "vitest";
import { verifyAudit } from "../../electron/lib/audit.ts";
import { MINUTE, PublishingRun, SECOND } from "../harness/publishing-run.ts";

async function withDatabase<T>(file: string, work: (client: Database.Database) => T): Promise<T> {
  const client = new Database(file);
  try {
    return work(client);
  } finally {
    client.close();
  }
}

function chainOf(client: Database.Database) {
  return verifyAudit(drizzle({ client }));
}

test("schedule, edit and publish stand in the audit log, each line bound to the one before", async () => {
  await using run = await PublishingRun.start();
  const id = await run.scheduled("Green sofa", 30 * MINUTE);
  const { postId } = await run.publication(id);
  for (const caption of ["Green sofa.", "Green sofa.."])
    await run.ipc.posts.save({ id: postId, patch: { caption } });
  await run.clock.advance(31 * MINUTE);
  const { audit, contentSha256 } = await run.receipt(id);
  expect(audit.map(({ who, action }) => `${who} ${action}`)).toEqual([
    "you schedule",
    "you edit",
    "app freeze",
    "app publish",
    "app published",
  ]);
  await withDatabase(run.ports.paths.database, (client) => {
    expect(chainOf(client)).toMatchObject({ lines: 5, brokenAt: null, head: audit[4]?.digest });
    const freeze = client.prepare("select detail from audit where action = 'freeze'").pluck().get();
    expect(JSON.parse(String(freeze))).toMatchObject({ contentSha256, postId });
  });
});

test("a line of the audit log cannot be changed or removed, and where that was forced the chain shows it", async () => {
  await using run = await PublishingRun.start();
  await run.scheduled("Green sofa");
  await run.scheduled("Blue lamp");
  await run.scheduled("Red vase");
  await withDatabase(run.ports.paths.database, (client) => {
    expect(() => client.exec("update audit set at = 0 where seq = 2")).toThrow("append-only");
    expect(() => client.exec("delete from audit where seq = 2")).toThrow("append-only");
    client.exec("drop trigger audit_is_not_changed; drop trigger audit_is_not_removed");
    const { at } = client.prepare("select at from audit where seq = 2").get() as { at: number };
    client.exec("update audit set at = at + 1 where seq = 2");
    expect(chainOf(client).brokenAt).toBe(2);
    client.prepare("update audit set at = ? where seq = 2").run(at);
    expect(chainOf(client).brokenAt).toBeNull();
    client.exec("delete from audit where seq = 2");
    expect(chainOf(client).brokenAt).toBe(3);
  });
});

test("a receipt is saved as JSON and as a page that is safe to open, or not at all", async () => {
  await using run = await PublishingRun.start();
  const id = await run.scheduled("<script>alert(1)</script> & sofa");
  await run.clock.advance(10 * MINUTE + 30 * SECOND);
  const receipt = await run.receipt(id);
  expect(await run.ipc.publishing.exportReceipt({ publicationId: id, as: "json" })).toEqual({
    saved: null,
  });
  const folder = mkdtempSync(join(tmpdir(), "defeah-receipts-"));
  run.ports.given.saveFolder = folder;
  const json = await run.ipc.publishing.exportReceipt({ publicationId: id, as: "json" });
  const page = await run.ipc.publishing.exportReceipt({ publicationId: id, as: "page" });
  expect(readdirSync(folder).sort()).toEqual([page.saved, json.saved]);
  const read = (name: string | null) => readFileSync(join(folder, name ?? ""), "utf8");
  expect((JSON.parse(read(json.saved)) as { receipt: unknown }).receipt).toEqual(receipt);
  const text = read(page.saved);
  expect(text).not.toContain("<script>");
  for (const part of [receipt.contentSha256, receipt.publication.permalink, "&lt;script&gt;"])
    expect(text).toContain(part);
  for (const { digest } of receipt.audit) expect(text).toContain(digest);
});

test("a place that cannot be written to is said in words", async () => {
  await using run = await PublishingRun.start();
  const id = await run.scheduled("Green sofa");
  run.ports.given.saveFolder = join(run.ports.paths.dataFolder, "no", "such", "folder");
  const refused = run.ipc.publishing.exportReceipt({ publicationId: id, as: "page" });
  await expect(refused).rejects.toMatchObject({ code: "invalid-input" });
});
