import { afterEach, expect, test } from "vitest";
import Database from "better-sqlite3";
import type { PostFormat } from "../../shared/contract/posts.ts";
import type { EntryOf } from "../../electron/practice/ledger.ts";
import type { Behaviour } from "../../electron/practice/limits.ts";
import { HOUR, MINUTE, PublishingRun } from "../harness/publishing-run.ts";

// Facebook's Page as media host: a picture stands there as a photo that is not published.

const open: PublishingRun[] = [];
afterEach(async () => {
  for (const run of open.splice(0)) await run[Symbol.asyncDispose]();
});

/** An account connected through Facebook whose pictures stand on its Page. */
async function start(behaviour: Partial<Behaviour> = {}): Promise<PublishingRun> {
  const run = await PublishingRun.start({ login: "facebook", behaviour });
  open.push(run);
  await run.ipc.settings.set({ facebookPictureHost: "page", mediaHostEndpoint: "" });
  await run.loginAgain();
  return run;
}

type Kind = "page-photo" | "page-photo-deleted" | "container" | "publish";
const entries = <K extends Kind>(run: PublishingRun, kind: K): readonly EntryOf<K>[] =>
  run.practice.ledger().filter((entry) => entry.kind === kind) as unknown as EntryOf<K>[];

/** Photos that are on the Page now. */
function standing(run: PublishingRun): readonly string[] {
  const gone = new Set(entries(run, "page-photo-deleted").map(({ photoId }) => photoId));
  return entries(run, "page-photo")
    .map(({ photoId }) => photoId)
    .filter((id) => !gone.has(id));
}

/** What the app remembers of it, behind its back. */
function rows(run: PublishingRun): readonly (string | null)[] {
  const db = new Database(run.ports.paths.database, { readonly: true });
  const refs = db.prepare<[], string | null>("select ref from hosted_object").pluck().all();
  db.close();
  return refs;
}

async function untilGone(run: PublishingRun): Promise<void> {
  const left = async () => {
    await run.clock.advance(5 * MINUTE);
    return [standing(run), rows(run)];
  };
  await expect.poll(left, { timeout: 20_000 }).toEqual([[], []]);
}

test.each<readonly [PostFormat, number]>([
  ["image", 1],
  ["carousel", 2],
  ["story", 1],
])("a %s goes out by way of the Page, and leaves nothing on it", async (format, pictures) => {
  const run = await start();
  const publicationId = await run.scheduled(format === "story" ? "" : "Sofa", 10 * MINUTE, format);
  await run.clock.advance(15 * MINUTE);
  expect(await run.publication(publicationId)).toMatchObject({ state: "published" });
  const photos = entries(run, "page-photo");
  expect(photos.map(({ isPublished }) => isPublished)).toEqual(Array(pictures).fill(false));
  // What Instagram fetched is what Facebook made of it, the largest of its sizes.
  const fetched = entries(run, "container").flatMap(({ picture, childIds }) =>
    picture && childIds.length === 0 ? [picture] : [],
  );
  expect(fetched.map(({ width }) => width)).toEqual(photos.map(({ images }) => images[0]?.width));
  expect(entries(run, "publish")).toHaveLength(1);
  expect(run.store.seen).toEqual([]);
  expect([standing(run), rows(run)]).toEqual([[], []]);
});

test("a video is uploaded to Instagram and never to the Page", async () => {
  const run = await start();
  const publicationId = await run.scheduled("Rain", 20 * MINUTE, "reel");
  await run.clock.advance(25 * MINUTE);
  expect((await run.publication(publicationId)).state).toBe("published");
  expect(entries(run, "page-photo")).toEqual([]);
});

test("an account of Instagram's own login keeps to the media host", async () => {
  const run = await PublishingRun.start();
  open.push(run);
  await run.ipc.settings.set({ facebookPictureHost: "page" });
  await run.scheduled("Sofa");
  await run.clock.advance(15 * MINUTE);
  expect(run.published).toEqual(["Sofa"]);
  expect(run.store.seen.some(({ method }) => method === "PUT")).toBe(true);
});

test.each([true, false])(
  "an app that ended before the Page had answered finds its photo again where the Page lists it (%s), and sends the post once",
  async (listsHiddenPhotos) => {
    const run = await start({ listsHiddenPhotos });
    run.faults({ on: "page-photo", nth: 1, effect: { kind: "half-open", acts: true } });
    const publicationId = await run.scheduled("Sofa");
    // The call does not end, and time stands still for it: the app is ended in the middle of it.
    const waiting = run.clock.advance(11 * MINUTE);
    await expect.poll(() => standing(run).length, { timeout: 10_000 }).toBe(1);
    expect(rows(run)).toEqual([null]);
    await run.quit();
    await waiting;
    await run.open();
    await run.clock.advance(20 * MINUTE);
    expect((await run.publication(publicationId)).state).toBe("published");
    expect(run.published).toEqual(["Sofa"]);
    expect(standing(run)).toHaveLength(1);
    if (listsHiddenPhotos) return untilGone(run);
    // Facebook does not say that it is there: it is looked for over a day, and then it is hers to see on the Page.
    await run.clock.advance(2 * HOUR);
    expect((await run.ipc.media.host({ accountId: run.account.id })).leftovers).toMatchObject([
      { count: 1, isElsewhere: false },
    ]);
    for (let hours = 0; hours < 26; hours++) await run.clock.advance(HOUR);
    await expect.poll(() => rows(run)).toEqual([]);
    expect(standing(run)).toHaveLength(1);
    expect(run.ports.recorded.logs).toContainEqual(
      expect.objectContaining({ event: "media.host.unfound" }),
    );
  },
);

test("an app that ended between the photo and its container leaves it for an hour, then removes it", async () => {
  const run = await start({ processingMs: 10 * MINUTE });
  const publicationId = await run.scheduled("Sofa");
  await run.clock.advance(11 * MINUTE);
  expect(rows(run)).toEqual(standing(run));
  await run.quit();
  await run.open();
  await run.clock.advance(20 * MINUTE);
  expect((await run.publication(publicationId)).state).toBe("published");
  expect(standing(run)).toHaveLength(1);
  await untilGone(run);
});

test("a photo that Facebook would not remove is said, and tried again until it is gone", async () => {
  const run = await start();
  const refusal = { kind: "server-error", acts: false, status: 500 } as const;
  run.faults({ on: "delete-photo", effect: refusal });
  await run.scheduled("Sofa");
  await run.clock.advance(15 * MINUTE);
  expect(run.published).toEqual(["Sofa"]);
  await run.clock.advance(2 * HOUR);
  const { leftovers } = await run.ipc.media.host({ accountId: run.account.id });
  const place = `facebook-page:${run.account.page?.id}`;
  expect(leftovers).toEqual([{ place, count: 1, isElsewhere: false }]);
  run.faults();
  await untilGone(run);
});

test("a Page's token that has died makes the account wait for a login, and the post goes out after it", async () => {
  const run = await start();
  const publicationId = await run.scheduled("Sofa");
  run.faults({ on: "page-photo", nth: 1, effect: { kind: "token-death", subcode: 460 } });
  await run.clock.advance(12 * MINUTE);
  expect(await run.publication(publicationId)).toMatchObject({ waitReason: "login" });
  expect((await run.ipc.accounts.list({}))[0]).toMatchObject({ state: "needs-login" });
  expect([standing(run), rows(run)]).toEqual([[], []]);
  run.faults();
  await run.loginAgain();
  await run.clock.advance(5 * MINUTE);
  expect(run.published).toEqual(["Sofa"]);
});

test.each([
  [
    "a Page that is not there for the login any more",
    100,
    33,
    /See whether the Page is still there/,
  ],
  ["a login without the permission", 200, undefined, /pages_manage_posts/],
] as const)(
  "%s: the post waits with words, and takes the media host when she chooses it",
  async (...row) => {
    const [, code, subcode, words] = row;
    const run = await start();
    run.faults({
      on: "page-photo",
      effect: { kind: "error", acts: false, code, ...(subcode ? { subcode } : {}) },
    });
    const publicationId = await run.scheduled("Sofa");
    await run.clock.advance(12 * MINUTE);
    const waiting = await run.publication(publicationId);
    expect(waiting).toMatchObject({ waitReason: "media-host" });
    expect(waiting.problem?.what).toMatch(words);
    expect((await run.ipc.media.host({ accountId: run.account.id })).lastTried).toMatchObject({
      ok: false,
      by: "post",
    });
    await run.ipc.settings.set({
      facebookPictureHost: "media-host",
      mediaHostEndpoint: run.store.origin,
    });
    await run.clock.advance(5 * MINUTE);
    expect(run.published).toEqual(["Sofa"]);
  },
);

test("a login that did not ask for the Page's permission is told so by the check, and one that did passes it", async () => {
  const run = await PublishingRun.start({ login: "facebook" });
  open.push(run);
  const { id: accountId } = run.account;
  await run.ipc.settings.set({ facebookPictureHost: "page", mediaHostEndpoint: "" });
  expect(await run.ipc.media.host({ accountId })).toMatchObject({ kind: "page", isSetUp: true });
  expect(await run.ipc.media.checkHost({ accountId })).toMatchObject({
    ok: false,
    message: expect.stringMatching(/pages_manage_posts/),
  });
  await run.loginAgain();
  expect(await run.ipc.media.checkHost({ accountId })).toMatchObject({ ok: true });
  expect([standing(run), rows(run)]).toEqual([[], []]);
  expect((await run.ipc.media.host({ accountId })).lastTried).toMatchObject({
    ok: true,
    by: "check",
  });
  const { findings } = await run.ipc.accounts.diagnose({ id: accountId });
  expect(findings.find(({ id }) => id === "media-host")).toMatchObject({ verdict: "pass" });
  // The S3-compatible host is another place, which is not set up.
  expect(await run.ipc.media.host({})).toMatchObject({ kind: "object-host", isSetUp: false });
});
