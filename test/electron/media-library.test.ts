import { execFileSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { open } from "node:fs/promises";
import { dirname, join } from "node:path";
import Database from "better-sqlite3";
import sharp from "sharp";
import { afterEach, expect, test, vi } from "vitest";
import { publicationTable } from "../../electron/features/publishing/tables.ts";
import { PictureWorkers } from "../../electron/features/media/picture-workers.ts";
import { SystemClock } from "../../electron/lib/system-clock.ts";
import type { Media } from "../../shared/contract/media.ts";
import type { Crop } from "../../shared/contract/posts.ts";
import { fakePorts, type FakePorts } from "../fakes/ports.ts";
import { createMediaService } from "../harness/media-service.ts";
import { drawPicture, jpegOf } from "../harness/pictures.ts";
import { createTestApp, type TestApp } from "../harness/test-app.ts";

const unsteady = join(import.meta.dirname, "../fixtures/unsteady-picture-worker.ts");
afterEach(() => vi.restoreAllMocks());

/** Pictures of as many tones, a minute apart, newest last. */
async function addSeveral({ ipc, ports }: TestApp, names: readonly string[]): Promise<Media[]> {
  const added: Media[] = [];
  for (const [tone, name] of names.entries()) {
    const result = await ipc.media.import({ name, bytes: await jpegOf({ tone }) });
    if (result.outcome !== "imported") throw new Error(`${name} was not imported`);
    added.push(result.media);
    ports.clock.jump(60_000);
  }
  return added;
}

/** A post that uses a picture, straight in the database: posts are another feature's. */
function usePicture(
  ports: FakePorts,
  mediaId: string,
  { caption, removedAt = null }: { readonly caption: string; readonly removedAt?: number | null },
) {
  const db = new Database(ports.paths.database);
  const id = `post-${caption}`;
  db.pragma("foreign_keys = OFF");
  db.prepare(
    `insert into post (id, account_id, caption, version, removed_at, created_at, updated_at) values (?, 'a', ?, 1, ?, 1, 1)`,
  ).run(id, caption, removedAt);
  db.prepare(
    `insert into post_media (post_id, position, media_id, alt_text, crop_aspect, crop_x, crop_y) values (?, 0, ?, '', '1:1', 0.5, 0.5)`,
  ).run(id, mediaId);
  db.close();
}

function filesOf(ports: FakePorts): string[] {
  return readdirSync(ports.paths.mediaFolder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name);
}

test("a picture that comes in is kept three times, as it was, prepared and small, and is announced", async () => {
  await using app = await createTestApp();
  const heard: unknown[] = [];
  app.app.events.subscribe((name, payload) => heard.push([name, payload]));
  const bytes = await jpegOf({ width: 2000, height: 1500 });
  const result = await app.ipc.media.import({ name: "C:\\fakepath\\sofa.jpg", bytes });
  if (result.outcome !== "imported") throw new Error("not imported");
  expect(result.media).toMatchObject({ name: "sofa.jpg", width: 1440, height: 1080, usedCount: 0 });
  expect(heard).toEqual([["media.changed", { ids: [result.media.id] }]]);
  expect(await app.ipc.media.get({ id: result.media.id })).toEqual(result.media);
  const sizes = await Promise.all(
    filesOf(app.ports).map(async (name) => {
      const file = join(app.ports.paths.mediaFolder, name.slice(0, 2), name.slice(2, 4), name);
      return (await sharp(file).metadata()).width;
    }),
  );
  expect(sizes.sort((a, b) => a - b)).toEqual([480, 1440, 2000]);
});

test("the same file again is a duplicate, also twice at once, and keeps her words", async () => {
  await using app = await createTestApp();
  const bytes = await jpegOf();
  const both = await Promise.all(
    ["a.jpg", "b.jpg"].map((name) => app.ipc.media.import({ name, bytes })),
  );
  expect(both.map(({ outcome }) => outcome).sort()).toEqual(["duplicate", "imported"]);
  const [first] = (await app.ipc.media.list({})).items;
  await app.ipc.media.setAltText({ id: first!.id, altText: "A green sofa" });
  const again = await app.ipc.media.import({ name: "c.jpg", bytes });
  expect(again).toMatchObject({
    outcome: "duplicate",
    media: { id: first!.id, altText: "A green sofa" },
  });
  expect((await app.ipc.media.list({})).total).toBe(1);
});

test("the library is paged newest first without gaps or repeats, also where times are equal", async () => {
  await using app = await createTestApp();
  const added = await addSeveral(app, ["a", "b", "c", "d", "e"]);
  const db = new Database(app.ports.paths.database);
  db.exec("update media set imported_at = 1000 where name in ('b', 'c', 'd')");
  db.close();
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await app.ipc.media.list({ limit: 2, ...(cursor ? { cursor } : {}) });
    expect(page.total).toBe(5);
    seen.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  expect(seen).toHaveLength(5);
  expect(new Set(seen)).toEqual(new Set(added.map(({ id }) => id)));
  expect(seen[0]).toBe(added[4]!.id);
  await expect(app.ipc.media.list({ cursor: "nonsense" })).rejects.toMatchObject({
    code: "invalid-input",
  });
});

test("search finds names and alt texts whatever their case and accents, and nothing by wildcards", async () => {
  await using app = await createTestApp();
  const [sofa, vase] = await addSeveral(app, ["Gru\u0308nes Sofa.jpg", "vase_100%.jpg"]);
  await app.ipc.media.setAltText({ id: vase!.id, altText: "Café au lait" });
  const found = async (search: string) =>
    (await app.ipc.media.list({ search })).items.map(({ id }) => id);
  expect(await found("GRÜNES sofa")).toEqual([sofa!.id]);
  expect(await found("cafe")).toEqual([vase!.id]);
  expect(await found("_1")).toEqual([vase!.id]);
  expect(await found("%.")).toEqual([vase!.id]);
  expect(await found("s_fa")).toEqual([]);
});

test("a picture that a post uses is not removed, and the refusal names the posts", async () => {
  await using app = await createTestApp();
  const [used, free] = await addSeveral(app, ["used.jpg", "free.jpg"]);
  usePicture(app.ports, used!.id, { caption: "Autumn table\nwith candles" });
  usePicture(app.ports, free!.id, { caption: "Given up", removedAt: 5 });
  expect((await app.ipc.media.get({ id: used!.id })).usedCount).toBe(1);
  const names = async (only: "used" | "unused") =>
    (await app.ipc.media.list({ only })).items.map(({ name }) => name);
  expect([await names("used"), await names("unused")]).toEqual([["used.jpg"], ["free.jpg"]]);
  await expect(app.ipc.media.remove({ ids: [free!.id, used!.id] })).rejects.toMatchObject({
    code: "conflict",
    message: expect.stringContaining("“Autumn table”"),
  });
  expect((await app.ipc.media.list({})).total).toBe(2);
  await app.ipc.media.remove({ ids: [free!.id] });
  expect(await names("unused")).toEqual([]);
  await app.ipc.media.restore({ ids: [free!.id] });
  expect(await names("unused")).toEqual(["free.jpg"]);
});

test("a picture taken out and added again is back, with its words", async () => {
  await using app = await createTestApp();
  const [first] = await addSeveral(app, ["a.jpg", "b.jpg"]);
  await app.ipc.media.setAltText({ id: first!.id, altText: "A lamp" });
  await app.ipc.media.remove({ ids: [first!.id] });
  const again = await app.ipc.media.import({ name: "a.jpg", bytes: await jpegOf({ tone: 0 }) });
  expect(again).toMatchObject({ outcome: "imported", media: { id: first!.id, altText: "A lamp" } });
  expect((await app.ipc.media.list({})).items[0]!.id).toBe(first!.id);
});

test("adding a picture again mends files that someone deleted from the store", async () => {
  await using app = await createTestApp();
  const [first] = await addSeveral(app, ["a.jpg"]);
  const path = `media/${first!.id}/picture`;
  const before = await app.app.openMedia(path);
  const content = readFileSync(before!.file);
  rmSync(before!.file);
  expect(await app.app.openMedia(path)).toBeUndefined();
  await app.ipc.media.import({ name: "a.jpg", bytes: await jpegOf({ tone: 0 }) });
  expect(readFileSync((await app.app.openMedia(path))!.file)).toEqual(content);
});

test("only pictures named by id are opened", async () => {
  await using app = await createTestApp();
  const [first] = await addSeveral(app, ["a.jpg"]);
  const id = first!.id;
  expect(await app.app.openMedia(`media/${id}/thumbnail`)).toMatchObject({ mime: "image/jpeg" });
  for (const path of [
    `media/${id}`,
    `media/${id}/original`,
    `media/${id}/picture/x`,
    `media/../${id}/picture`,
    "media/../../studio.sqlite/picture",
    `media/${id}%2f..%2f/picture`,
    "",
  ])
    expect(await app.app.openMedia(path), path).toBeUndefined();
});

test("a picture this app sent is what its profile shows", async () => {
  await using made = await createMediaService();
  const added = await made.media.import({ name: "a.jpg", bytes: await jpegOf() });
  if (added.outcome !== "imported") throw new Error("not imported");
  const crop = { aspect: "1:1", x: 0.5, y: 0.5 } as const;
  const { sha256 } = await made.media.render({ mediaId: added.media.id, crop });
  usePicture(made.ports, added.media.id, { caption: "Sent" });
  made.db.$client.pragma("foreign_keys = OFF");
  made.db
    .insert(publicationTable)
    .values({
      id: "p",
      postId: "post-Sent",
      accountId: "a",
      occurrence: 1,
      state: "published",
      fence: 1,
      dueAt: 1,
      wallTime: "",
      zone: "",
      scheduledAt: 1,
      isIntentOpen: false,
      evidence: "{}",
      imageSha256: sha256,
      igMediaId: "1789",
      createdAt: 1,
      updatedAt: 1,
    })
    .run();
  expect((await made.media.openFile("profile/a/1789"))?.file).toContain(sha256);
  expect(await made.media.openFile("profile/other/1789")).toBeUndefined();
  expect(await made.media.openFile("profile/a/1790")).toBeUndefined();
});

test("chosen files come in by ticket, each good once, and no path reaches a screen", async () => {
  await using app = await createTestApp();
  const folder = join(app.ports.paths.dataFolder, "pictures");
  mkdirSync(folder);
  const at = (name: string) => join(folder, name);
  writeFileSync(at("real.jpg"), await jpegOf());
  symlinkSync(at("real.jpg"), at("link.jpg"));
  mkdirSync(at("folder.jpg"));
  execFileSync("mkfifo", [at("pipe.jpg")]);
  writeFileSync(at("huge.jpg"), "");
  truncateSync(at("huge.jpg"), 100 * 1024 * 1024 + 1);
  const names = ["real.jpg", "link.jpg", "folder.jpg", "pipe.jpg", "huge.jpg", "gone.jpg"];
  app.ports.given.picks.push(names.map(at));
  const { files } = await app.ipc.media.pick({});
  expect(files.map(({ name }) => name)).toEqual(names);
  expect(JSON.stringify(files)).not.toContain(folder);
  const outcomes: string[] = [];
  for (const { ticket } of files) {
    const result = await app.ipc.media.importPicked({ ticket });
    expect(JSON.stringify(result)).not.toContain(folder);
    outcomes.push(result.outcome === "refused" ? result.refusal : result.outcome);
  }
  expect(outcomes).toEqual([
    "imported",
    "duplicate",
    "not-a-picture",
    "not-a-picture",
    "too-large",
    "unreadable",
  ]);
  await expect(app.ipc.media.importPicked({ ticket: files[0]!.ticket })).rejects.toMatchObject({
    code: "not-found",
  });
  await expect(app.ipc.media.importPicked({ ticket: "made-up" })).rejects.toMatchObject({
    code: "not-found",
  });
});

test("a full disk is said in words, and leaves no row and no file", async () => {
  await using app = await createTestApp();
  const probe = await open(join(app.ports.paths.dataFolder, "probe"), "w");
  const fileHandle = Object.getPrototypeOf(probe) as typeof probe;
  await probe.close();
  const write = vi.spyOn(fileHandle, "writeFile");
  const bytes = await jpegOf();
  // The first write is the original, the second the prepared picture, the third its thumbnail.
  for (const failing of [1, 2, 3]) {
    let count = 0;
    write.mockImplementation(function (this: typeof probe, content: unknown) {
      count++;
      if (count === failing)
        return Promise.reject(
          Object.assign(new Error("ENOSPC: no space left on device"), { code: "ENOSPC" }),
        );
      return this.write(content as Uint8Array).then(() => undefined);
    });
    await expect(app.ipc.media.import({ name: "a.jpg", bytes })).rejects.toMatchObject({
      code: "disk-full",
      message: expect.stringContaining("Free some space"),
    });
    expect(filesOf(app.ports)).toEqual([]);
  }
  write.mockRestore();
  expect((await app.ipc.media.list({})).total).toBe(0);
  expect(await app.ipc.media.import({ name: "a.jpg", bytes })).toMatchObject({
    outcome: "imported",
  });
});

test("what a crash left half written is cleared at the next start", async () => {
  const ports = fakePorts();
  const half = join(ports.paths.mediaFolder, "incoming", "half");
  mkdirSync(dirname(half), { recursive: true });
  writeFileSync(half, "half a picture");
  await using _app = await createTestApp(ports);
  expect(existsSync(half)).toBe(false);
});

test("a file that crashes the decoder is refused; the others come in", async () => {
  const ports = fakePorts();
  await using app = await createTestApp({
    ...ports,
    paths: { ...ports.paths, pictureWorker: unsteady },
  });
  const withWord = async (word: string, tone: number) =>
    new Uint8Array(Buffer.concat([await jpegOf({ tone }), Buffer.from(word)]));
  const files = await Promise.all(["", "CRASH", "", "THROW", ""].map(withWord));
  const results = await Promise.all(
    files.map((bytes) => app.ipc.media.import({ name: "x.jpg", bytes })),
  );
  expect(results.map((r) => (r.outcome === "refused" ? r.refusal : r.outcome))).toEqual([
    "imported",
    "unreadable",
    "imported",
    "unreadable",
    "imported",
  ]);
});

test("a file that hangs the decoder is given up after its time, and the next one is read", async () => {
  const { paths } = fakePorts();
  const workers = new PictureWorkers({
    script: unsteady,
    clock: new SystemClock(),
    timeLimitMs: 4000,
  });
  const file = join(paths.dataFolder, "hang.jpg");
  const crop = { aspect: "original", x: 0.5, y: 0.5 } as const;
  writeFileSync(file, Buffer.concat([await jpegOf(), Buffer.from("HANG")]));
  await expect(workers.prepare({ file, crop, withThumbnail: false })).rejects.toMatchObject({
    refusal: "unreadable",
    message: expect.stringContaining("took too long"),
  });
  writeFileSync(file, await jpegOf());
  expect(await workers.prepare({ file, crop, withThumbnail: false })).toMatchObject({ width: 640 });
  await workers.stop();
});

test("what is sent is cut as the preview shows it, in full resolution, once, and always the same", async () => {
  await using made = await createMediaService();
  const bytes = new Uint8Array(
    await drawPicture({ width: 3000, height: 2001 }).jpeg({ quality: 95 }).toBuffer(),
  );
  const added = await made.media.import({ name: "wide.jpg", bytes });
  if (added.outcome !== "imported") throw new Error("not imported");
  const mediaId = added.media.id;
  const crops: readonly (readonly [Crop, number, number])[] = [
    [{ aspect: "4:5", x: 0, y: 0.5 }, 1440, 1800],
    [{ aspect: "1:1", x: 1, y: 0.5 }, 1440, 1440],
    [{ aspect: "1.91:1", x: 0.5, y: 0 }, 1440, 754],
    [{ aspect: "original", x: 0.5, y: 0.5 }, 1440, 960],
  ];
  const opened = (sha256: string) =>
    join(made.ports.paths.mediaFolder, sha256.slice(0, 2), sha256.slice(2, 4), `${sha256}.jpg`);
  for (const [crop, width, height] of crops) {
    const rendered = await made.media.render({ mediaId, crop });
    expect(rendered).toMatchObject({ width, height });
    const sent = readFileSync(opened(rendered.sha256));
    const found = await sharp(sent).metadata();
    expect([found.width, found.height, found.exif, sent.length]).toEqual([
      width,
      height,
      undefined,
      rendered.bytes,
    ]);
    expect(await made.media.render({ mediaId, crop })).toEqual(rendered);
  }
  const corner = await made.media.render({ mediaId, crop: crops[0]![0] });
  const [red] = await sharp(opened(corner.sha256))
    .extract({ left: 20, top: 20, width: 1, height: 1 })
    .raw()
    .toBuffer();
  expect(red).toBeGreaterThan(200);
  // Forgotten work is done again, to the same bytes.
  for (const name of filesOf(made.ports).filter((file) => file.endsWith(".json")))
    rmSync(join(made.ports.paths.mediaFolder, name.slice(0, 2), name.slice(2, 4), name));
  expect(await made.media.render({ mediaId, crop: crops[0]![0] })).toEqual(corner);
});

test("a crop that leaves too little, and a picture that is gone, are refused in words", async () => {
  await using made = await createMediaService();
  const added = await made.media.import({
    name: "a.jpg",
    bytes: await jpegOf({ width: 600, height: 340 }),
  });
  if (added.outcome !== "imported") throw new Error("not imported");
  const crop = { aspect: "4:5", x: 0.5, y: 0.5 } as const;
  await expect(made.media.render({ mediaId: added.media.id, crop })).rejects.toMatchObject({
    code: "invalid-input",
    message: expect.stringContaining("272 pixels"),
  });
  await expect(made.media.render({ mediaId: "no", crop })).rejects.toMatchObject({
    code: "not-found",
  });
  expect(made.media.facts(["no", added.media.id])).toMatchObject([
    {
      mediaId: added.media.id,
      name: "a.jpg",
      width: 600,
      height: 340,
      bytes: added.media.bytes,
      format: "jpeg",
    },
  ]);
});
