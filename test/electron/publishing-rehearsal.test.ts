import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { SeenCalls, type SeenCall } from "../../electron/practice/seen.ts";
import type { Account } from "../../shared/contract/accounts.ts";
import type { PostFormat, PostOptions } from "../../shared/contract/posts.ts";
import type { RehearsedCall } from "../../shared/contract/publishing.ts";
import { offeredFields, type FieldName, type Login } from "../../shared/rules/fields.ts";
import { EVERY_OPTION } from "../harness/every-option.ts";
import { HOUR, MINUTE, PublishingRun } from "../harness/publishing-run.ts";

/** With what an address must not take as it stands. */
const EVERYTHING: PostOptions = { ...EVERY_OPTION, firstComment: "#oak #linen & more {post}" };

afterEach(() => void vi.restoreAllMocks());

function start(login: Login): Promise<PublishingRun> {
  const behaviour = { processingMs: 0 };
  return PublishingRun.start({ behaviour, login: login === "facebook" ? login : "instagram" });
}

async function connect(run: PublishingRun, login: Login): Promise<Account> {
  if (login !== "practice") return run.account;
  return run.ipc.accounts.connectPractice({ timeZone: "UTC" });
}

async function itemsOf(run: PublishingRun, format: PostFormat): Promise<string[]> {
  if (format === "carousel") return [await run.picture(), await run.video(), await run.picture()];
  return [format === "reel" ? await run.video() : await run.picture()];
}

/** A post with every field that is offered entered. */
async function draft(run: PublishingRun, format: PostFormat, account: Account): Promise<string> {
  const offers = offeredFields(format, account.login);
  const options = Object.entries(EVERYTHING).filter(
    ([name]) => offers[name as FieldName].isOffered,
  );
  const mediaIds = await itemsOf(run, format);
  const caption = offers.caption.isOffered ? "Morning light & a #sofa" : "";
  const { id, media } = await run.ipc.posts.create({
    accountId: account.id,
    caption,
    mediaIds,
    format,
  });
  const isVideo = (mediaId: string) => format !== "image" && mediaId === mediaIds[1];
  await run.ipc.posts.save({
    id,
    patch: {
      options: Object.fromEntries(options),
      media: media.map((item) => ({
        ...item,
        altText: offers.altText.isOffered ? "A vase." : "",
        userTags: isVideo(item.mediaId) ? [] : [{ username: "studio.nord", x: 0.25, y: 0.75 }],
        productTags: offers.productTags.isOffered ? [{ productId: "4711", x: 0.5, y: 1 }] : [],
      })),
    },
  });
  return id;
}

/** What arrives at every practice Instagram of this test, also at the one that the app itself runs. */
function listen(): SeenCall[] {
  const seen: SeenCall[] = [];
  vi.spyOn(SeenCalls.prototype, "add").mockImplementation((call) => void seen.push(call));
  return seen;
}

type Line = { readonly call: string; readonly params: Readonly<Record<string, string>> };

/** As a rehearsal writes them: with names for what only the platform and the media host know. */
function asSeen(calls: readonly SeenCall[]): Line[] {
  const names = new Map<string, string>();
  let containers = 0;
  let pictures = 0;
  for (const { endpoint, params } of calls) {
    if (endpoint === "create") containers++;
    if (params["image_url"])
      names.set(params["image_url"], `{picture ${++pictures} on the media host}`);
    if (params["cover_url"]) names.set(params["cover_url"], "{cover on the media host}");
  }
  const ids = idsIn(calls);
  expect(ids.containers).toHaveLength(containers);
  ids.containers.forEach((id, at) => names.set(id, `{container ${at + 1}}`));
  for (const id of ids.posts) names.set(id, "{post}");
  const show = (text: string) =>
    [...names].reduce((shown, [what, name]) => shown.replaceAll(what, name), text);
  return calls.map(({ method, path, params }) => ({
    call: `${method} ${show(path)}`,
    params: Object.fromEntries(Object.entries(params).map(([name, value]) => [name, show(value)])),
  }));
}

/** In the order in which they were made: a carousel says it itself, and what is read is what was made. */
function idsIn(calls: readonly SeenCall[]) {
  const of = (...endpoints: SeenCall["endpoint"][]) =>
    calls.filter(({ endpoint }) => endpoints.includes(endpoint)).map(({ objectId }) => objectId);
  const children = calls.flatMap(({ params }) => params["children"]?.split(",") ?? []);
  const containers = [...new Set([...children, ...of("upload-offset", "read-container")])];
  return { containers, posts: of("read-media", "comment") };
}

function asRehearsed(calls: readonly RehearsedCall[]): Line[] {
  return calls.map(({ method, path, params }) => ({
    call: `${method} ${path}`,
    params: Object.fromEntries(
      params
        .filter(({ name }) => name !== "authorization" && name !== "access_token")
        .map(({ name, value }) => [name, value]),
    ),
  }));
}

/** How often the platform must be asked whether it has finished is its own affair: of looks in a row the first counts. */
function withoutWaiting(lines: readonly Line[]): Line[] {
  const isLook = (line: Line) => line.params["fields"] === "status_code,status";
  return lines.filter((line, at) => {
    const start = lines.slice(0, at).findLastIndex((before) => !isLook(before)) + 1;
    return !isLook(line) || !lines.slice(start, at).some((before) => before.call === line.call);
  });
}

async function rehearse(run: PublishingRun, postId: string): Promise<readonly RehearsedCall[]> {
  const rehearsal = await run.ipc.publishing.rehearse({ postId });
  if (rehearsal.kind === "refused") throw new Error(rehearsal.reasons.join(" "));
  return rehearsal.calls;
}

const CASES = (["instagram", "facebook", "practice"] as const).flatMap((login) =>
  (["image", "carousel", "reel", "story"] as const).map((format) => [format, login] as const),
);

test.each(CASES)(
  "a %s of an account by %s: what is rehearsed is what the platform then receives, call by call",
  async (format, login) => {
    await using run = await start(login);
    const account = await connect(run, login);
    const postId = await draft(run, format, account);
    const publicationId = await run.schedule(postId, 20 * MINUTE);
    const seen = listen();
    const rehearsed = await rehearse(run, postId);
    expect(seen, "nothing is sent by a rehearsal").toEqual([]);
    await run.clock.advance(25 * MINUTE);
    expect((await run.publication(publicationId)).state).toBe("published");
    // The practice account's own Instagram takes its time over each container.
    const told = login === "practice" ? withoutWaiting : (lines: readonly Line[]) => lines;
    expect(asRehearsed(rehearsed)).toEqual(told(asSeen(seen)));
    expect(seen.length).toBeGreaterThan(5);
  },
);

test("a post that goes out now makes no second look before it", async () => {
  await using run = await PublishingRun.start({ behaviour: { processingMs: 0 } });
  const postId = await draft(run, "image", run.account);
  const seen = listen();
  const rehearsed = await rehearse(run, postId);
  const { publicationId } = await run.ipc.publishing.publishNow({ postId });
  await run.clock.advance(MINUTE);
  expect((await run.publication(publicationId)).state).toBe("published");
  expect(asRehearsed(rehearsed)).toEqual(asSeen(seen));
  expect(rehearsed[0]?.fromDueMs).toBe(0);
});

test("a reel's cover is named, and a video's own cover is sent to where the platform says", async () => {
  await using run = await PublishingRun.start({ behaviour: { processingMs: 0 } });
  const postId = await run.draft("Rain on oak", "reel");
  const cover = { kind: "picture" as const, mediaId: await run.picture(1138) };
  await run.ipc.posts.save({ id: postId, patch: { options: { cover } } });
  const publicationId = await run.schedule(postId, 20 * MINUTE);
  const seen = listen();
  const rehearsed = await rehearse(run, postId);
  await run.clock.advance(25 * MINUTE);
  expect((await run.publication(publicationId)).state).toBe("published");
  expect(asRehearsed(rehearsed)).toEqual(asSeen(seen));
  expect(asRehearsed(rehearsed)[0]?.params["cover_url"]).toBe("{cover on the media host}");
});

test("each call says when and to whom, with the token by its name", async () => {
  await using run = await PublishingRun.start();
  const postId = await draft(run, "carousel", run.account);
  await run.ipc.settings.set({ graphHost: "https://graph.instagram.com" });
  await run.schedule(postId, 2 * HOUR);
  const calls = await rehearse(run, postId);
  const publish = calls.find(({ step }) => step === "publish");
  expect(publish).toEqual({
    step: "publish",
    method: "POST",
    host: "graph.instagram.com",
    path: `/v26.0/${run.account.platformUserId}/media_publish`,
    params: [
      { place: "form", name: "creation_id", value: "{container 4}" },
      { place: "form", name: "access_token", value: "{access token}" },
    ],
    fromDueMs: 0,
  });
  const upload = calls.find(({ step }) => step === "upload");
  expect(upload).toMatchObject({
    host: "rupload.facebook.com",
    path: "/ig-api-upload/v26.0/{container 2}",
    params: expect.arrayContaining([
      { place: "header", name: "authorization", value: "OAuth {access token}" },
    ]),
  });
  expect(calls[0]?.fromDueMs).toBe(-10 * MINUTE);
  const withToken = calls.map(
    ({ params }) => params.filter(({ value }) => value.includes("{access token}")).length,
  );
  expect(new Set(withToken)).toEqual(new Set([1]));
});

/** Every byte of the data folder, the write-ahead log included. */
function filesOf(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(
    files.map((file) => [file, createHash("sha256").update(readFileSync(file)).digest("hex")]),
  );
}

test("a rehearsal leaves nothing behind, and says nothing of what keeps the post back today", async () => {
  await using run = await PublishingRun.start();
  const postId = await draft(run, "carousel", run.account);
  await run.schedule(postId, 2 * HOUR);
  const calls = await rehearse(run, postId);
  await run.ipc.publishing.setPaused({ paused: true });
  run.practice.revoke(run.account.platformUserId);
  await expect(run.ipc.accounts.quota({ id: run.account.id })).rejects.toThrow();
  const before = filesOf(run.ports.paths.dataFolder);
  const seen = listen();
  const heard = vi.fn<() => void>();
  run.app.bridge.subscribe(heard);
  expect(await rehearse(run, postId)).toEqual(calls);
  expect(filesOf(run.ports.paths.dataFolder)).toEqual(before);
  expect(seen).toEqual([]);
  expect(heard).not.toHaveBeenCalled();
  expect(run.store.objects.size).toBe(0);
});

test("a post that breaks rules has reasons in place of calls", async () => {
  await using run = await PublishingRun.start();
  const { id } = await run.ipc.posts.create({
    accountId: run.account.id,
    caption: "a".repeat(2201),
  });
  expect(await run.ipc.publishing.rehearse({ postId: id })).toEqual({
    kind: "refused",
    reasons: ["Add a picture.", expect.stringContaining("2,200")],
  });
  await run.ipc.accounts.disconnect({ id: run.account.id });
  expect(await run.ipc.publishing.rehearse({ postId: id })).toMatchObject({
    reasons: [
      expect.stringContaining("not connected"),
      ...Array<unknown>(2).fill(expect.any(String)),
    ],
  });
});

test("what may be out already is not rehearsed", async () => {
  await using run = await PublishingRun.start();
  const postId = await run.draft("Green sofa");
  await run.schedule(postId);
  await run.clock.advance(11 * MINUTE);
  await expect(run.ipc.publishing.rehearse({ postId })).rejects.toMatchObject({ code: "conflict" });
  await expect(run.ipc.publishing.rehearse({ postId: "none" })).rejects.toMatchObject({
    code: "not-found",
  });
});

test("a post whose paying brand is the account itself is rehearsed in vain, and cannot be scheduled", async () => {
  await using run = await PublishingRun.start({ login: "facebook" });
  const postId = await run.draft("Green sofa");
  const options = { sponsorIds: [run.account.platformUserId] };
  await run.ipc.posts.save({ id: postId, patch: { options } });
  const reason = "The account itself cannot be the paying brand.";
  expect(await run.ipc.publishing.rehearse({ postId })).toEqual({
    kind: "refused",
    reasons: [reason],
  });
  await expect(run.schedule(postId)).rejects.toMatchObject({ message: reason });
});
