import { afterEach, expect, test } from "vitest";
import Database from "better-sqlite3";
import { fakePorts } from "../fakes/ports.ts";
import { ObjectStore } from "../harness/object-store.ts";
import { HOUR, MINUTE, PublishingRun } from "../harness/publishing-run.ts";
import { createTestApp } from "../harness/test-app.ts";

const KEY = { accessKeyId: "AKTEST", secretAccessKey: "test-secret" };
const open: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.stop();
});

/** A post whose container is being worked on: its picture stands on the host. */
async function withPostInFlight() {
  const run = await PublishingRun.start({ behaviour: { processingMs: 10 * MINUTE } });
  open.push({ stop: async () => run[Symbol.asyncDispose]() });
  const publicationId = await run.scheduled("Green sofa", 10 * MINUTE);
  await run.clock.advance(11 * MINUTE);
  expect(run.store.objects.size).toBe(1);
  return { run, publicationId };
}

/** What the app remembers of the host, behind its back. */
function rows(run: { readonly ports: PublishingRun["ports"] }): readonly string[] {
  const db = new Database(run.ports.paths.database, { readonly: true });
  const keys = db.prepare<[], string>("select key from hosted_object").pluck().all();
  db.close();
  return keys;
}

/** Time passes in steps that let the host answer: a signature must not be a quarter of an hour old when it arrives. */
async function untilGone(run: PublishingRun): Promise<void> {
  const left = async () => {
    await run.clock.advance(5 * MINUTE);
    return [run.store.objects.size, rows(run)];
  };
  await expect.poll(left, { timeout: 20_000 }).toEqual([0, []]);
}

const deletes = (store: ObjectStore) => store.seen.filter(({ method }) => method === "DELETE");

test("a post that goes out leaves nothing on the host, and no row", async () => {
  const { run, publicationId } = await withPostInFlight();
  expect([...run.store.objects.keys()]).toEqual(rows(run).map((key) => `/defeah/${key}`));
  await run.clock.advance(30 * MINUTE);
  expect((await run.publication(publicationId)).state).toBe("published");
  expect(run.store.objects.size).toBe(0);
  expect(rows(run)).toEqual([]);
});

test("an app that ended in mid-flight leaves the picture for the container that still fetches it, and removes it afterwards", async () => {
  const { run, publicationId } = await withPostInFlight();
  await run.quit();
  await run.open();
  await run.clock.advance(20 * MINUTE);
  expect((await run.publication(publicationId)).state).toBe("published");
  expect(run.containers).toBe(1);
  expect(run.store.objects.size).toBe(1);
  await untilGone(run);
});

test("a start removes what stands there with a dead link, though its post needs it no more", async () => {
  const { run } = await withPostInFlight();
  await run.quit();
  run.clock.sleep(2 * HOUR);
  await run.open();
  await expect.poll(() => run.store.objects.size).toBe(0);
  await expect.poll(() => rows(run)).toEqual([]);
});

test("what the host would not remove is said, and tried again until it is gone", async () => {
  const { run, publicationId } = await withPostInFlight();
  run.store.misbehave = (method) => (method === "DELETE" ? { status: 500 } : undefined);
  await run.clock.advance(30 * MINUTE);
  expect((await run.publication(publicationId)).state).toBe("published");
  await run.clock.advance(2 * HOUR);
  await expect.poll(() => deletes(run.store).length).toBeGreaterThan(1);
  const place = `${run.store.origin}/defeah`;
  const { leftovers } = await run.ipc.media.host({});
  expect(leftovers).toEqual([{ place, count: 1, isElsewhere: false }]);
  run.store.misbehave = undefined;
  await untilGone(run);
  expect((await run.ipc.media.host({})).leftovers).toEqual([]);
});

test("what stands at a place that is not set up any more is named and never sent for, until she says it is gone", async () => {
  const { run } = await withPostInFlight();
  await run.quit();
  run.clock.sleep(2 * HOUR);
  run.store.misbehave = (method) => (method === "DELETE" ? { status: 500 } : undefined);
  const app = await run.open();
  await expect.poll(() => deletes(run.store).length).toBe(1);
  await app.ipc.settings.set({ mediaHostBucket: "other" });
  const tried = deletes(run.store).length;
  await run.clock.advance(HOUR);
  const place = `${run.store.origin}/defeah`;
  expect((await app.ipc.media.host({})).leftovers).toEqual([
    { place, count: 1, isElsewhere: true },
  ]);
  expect(deletes(run.store).slice(tried)).toEqual([]);
  await app.ipc.media.forgetLeftovers({});
  expect((await app.ipc.media.host({})).leftovers).toEqual([]);
});

test("a refused file leaves no row; one whose answer was lost leaves one, and is removed", async () => {
  const { run } = await withPostInFlight();
  const before = rows(run);
  run.store.misbehave = (method) => (method === "PUT" ? { status: 403 } : undefined);
  await run.ipc.media.checkHost({});
  expect(rows(run)).toEqual(before);
  run.store.misbehave = (method) => (method === "PUT" ? { status: 503 } : undefined);
  await run.ipc.media.checkHost({});
  expect(rows(run)).toHaveLength(before.length + 1);
  run.store.misbehave = undefined;
  await untilGone(run);
});

test("the light says how the host did last: a check, a post, and nothing for another place or key", async () => {
  const ports = fakePorts({ fetch });
  const store = new ObjectStore({ key: KEY, region: "auto", now: () => ports.clock.now() });
  const app = await createTestApp(ports);
  open.push({ stop: async () => app[Symbol.asyncDispose]() }, store);
  await app.ipc.settings.set({
    mediaHostEndpoint: await store.start(),
    mediaHostBucket: "defeah",
  });
  await app.ipc.media.setHostKey(KEY);
  const tried = async () => (await app.ipc.media.host({})).lastTried;
  expect(await tried()).toBeNull();
  await app.ipc.media.checkHost({});
  expect(await tried()).toMatchObject({ ok: true, by: "check", at: ports.clock.now() });
  store.misbehave = (method) => (method === "GET" ? { status: 403 } : undefined);
  await app.ipc.media.checkHost({});
  expect(await tried()).toMatchObject({ ok: false, message: expect.stringContaining("403") });
  await app.ipc.settings.set({ mediaHostBucket: "other" });
  expect(await tried()).toBeNull();
  await app.ipc.settings.set({ mediaHostBucket: "defeah" });
  await app.ipc.media.setHostKey({ ...KEY, secretAccessKey: "another" });
  expect(await tried()).toBeNull();
});

test("a post that the host refuses turns the light, and one that it takes turns it back", async () => {
  const { run } = await withPostInFlight();
  const tried = async () => (await run.ipc.media.host({})).lastTried;
  expect(await tried()).toMatchObject({ ok: true, by: "post" });
  run.store.misbehave = (method) => (method === "PUT" ? { status: 403 } : undefined);
  const publicationId = await run.scheduled("Blue chair", 10 * MINUTE);
  await run.clock.advance(15 * MINUTE);
  expect(await tried()).toMatchObject({ ok: false, by: "post" });
  run.store.misbehave = undefined;
  await run.clock.advance(HOUR / 2);
  expect(await tried()).toMatchObject({ ok: true, by: "post" });
  expect((await run.publication(publicationId)).state).toBe("published");
});
