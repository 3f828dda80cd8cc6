import { expect, test } from "vitest";
import type { EntryOf } from "../../electron/practice/ledger.ts";
import type { PostFormat } from "../../shared/contract/posts.ts";
import { MINUTE, PublishingRun, SECOND } from "../harness/publishing-run.ts";

type Published = EntryOf<"publish">;

function publishedPosts(run: PublishingRun): readonly Published[] {
  return run.practice.ledger().filter((entry) => entry.kind === "publish");
}

function madeContainers(run: PublishingRun): readonly EntryOf<"container">[] {
  return run.practice.ledger().filter((entry) => entry.kind === "container");
}

test.each<PostFormat>(["image", "carousel", "reel", "story"])(
  "a %s goes out at its minute, once, with a receipt",
  async (format) => {
    await using run = await PublishingRun.start();
    const caption = format === "story" ? "" : "Green sofa";
    const id = await run.scheduled(caption, 20 * MINUTE, format);
    await run.clock.advance(20 * MINUTE + 5 * SECOND);
    const [post, ...more] = publishedPosts(run);
    expect(more).toEqual([]);
    expect(post).toMatchObject({ format, caption: caption || null });
    const receipt = await run.receipt(id);
    expect(receipt.publication).toMatchObject({
      state: "published",
      igMediaId: post?.mediaId,
      permalink: expect.stringContaining("http"),
    });
    expect(receipt.contentSha256).not.toBeNull();
    expect(receipt.publication.format).toBe(format);
    const isCarousel = format === "carousel";
    expect(receipt.items).toHaveLength(isCarousel ? 2 : 1);
    expect(receipt.items.every((item) => item.sha256 !== null)).toBe(true);
    expect(receipt.items.every((item) => (item.containerId !== null) === isCarousel)).toBe(true);
    expect(run.store.objects.size, "what is left on the media host").toBe(0);
  },
);

test("a story of a video goes by upload as well", async () => {
  await using run = await PublishingRun.start();
  const { id } = await run.ipc.posts.create({
    accountId: run.account.id,
    mediaIds: [await run.video()],
    format: "story",
  });
  await run.schedule(id, 20 * MINUTE);
  await run.clock.advance(20 * MINUTE + 5 * SECOND);
  expect(publishedPosts(run)).toMatchObject([{ format: "story", video: { width: 144 } }]);
  expect(run.practice.ledger().filter((entry) => entry.kind === "upload")).toHaveLength(1);
});

test("a carousel keeps its order, pictures and videos mixed, ten of them", async () => {
  await using run = await PublishingRun.start();
  const mediaIds: string[] = [];
  for (let index = 0; index < 10; index++)
    mediaIds.push(index % 4 === 1 ? await run.video() : await run.picture());
  const { id } = await run.ipc.posts.create({
    accountId: run.account.id,
    caption: "Ten of them",
    mediaIds,
    format: "carousel",
  });
  await run.schedule(id, 20 * MINUTE);
  await run.clock.advance(20 * MINUTE + 5 * SECOND);
  const [post] = publishedPosts(run);
  expect(post?.children.map(({ video }) => video !== null)).toEqual(
    mediaIds.map((_, index) => index % 4 === 1),
  );
  const made = madeContainers(run);
  expect(made).toHaveLength(11);
  expect(made.at(-1)?.childIds).toEqual(made.slice(0, 10).map(({ containerId }) => containerId));
});

test("a story is looked for among the stories, and known to be out when its answer was lost", async () => {
  await using run = await PublishingRun.start();
  const id = await run.scheduled("", 10 * MINUTE, "story");
  run.faults({ on: "publish", nth: 1, effect: { kind: "drop", acts: true } });
  await run.clock.advance(20 * MINUTE);
  expect(publishedPosts(run)).toHaveLength(1);
  expect(await run.publication(id)).toMatchObject({
    state: "published",
    igMediaId: publishedPosts(run)[0]?.mediaId,
  });
});

test.each<PostFormat>(["carousel", "reel"])(
  "a %s whose answer was lost is found by its kind, beside a picture with the same words",
  async (format) => {
    await using run = await PublishingRun.start();
    const id = await run.scheduled("Green sofa", 10 * MINUTE, format);
    run.faults({ on: "publish", nth: 1, effect: { kind: "drop", acts: true } });
    await run.clock.advance(10 * MINUTE + 2 * SECOND);
    expect(publishedPosts(run)).toHaveLength(1);
    const { platformUserId } = run.account;
    await run.practice.postByHand({ platformUserId, caption: "Green sofa" });
    await run.clock.advance(10 * MINUTE);
    expect(publishedPosts(run)).toHaveLength(1);
    expect(await run.publication(id)).toMatchObject({
      state: "published",
      igMediaId: publishedPosts(run)[0]?.mediaId,
    });
  },
);

test("what is wrong with a format is said before it is scheduled", async () => {
  await using run = await PublishingRun.start();
  const picture = await run.picture();
  const { id } = await run.ipc.posts.create({
    accountId: run.account.id,
    mediaIds: [picture],
    format: "carousel",
  });
  await expect(run.schedule(id)).rejects.toMatchObject({
    code: "invalid-input",
    message: expect.stringContaining("A carousel has 2 to 10"),
  });
  await run.ipc.posts.save({ id, patch: { format: "reel" } });
  await expect(run.schedule(id)).rejects.toThrow("A reel is a video");
  await run.ipc.posts.save({ id, patch: { format: "story", caption: "Hello" } });
  await expect(run.schedule(id)).rejects.toThrow("no caption with a story");
});

test("a reel is made ready well before its minute, and holds up no picture that is due before it", async () => {
  await using run = await PublishingRun.start();
  await run.scheduled("Slow reel", 20 * MINUTE, "reel");
  await run.scheduled("Quick picture", 15 * MINUTE);
  run.faults({ on: "create", nth: 1, effect: { kind: "slow-processing", ms: 8 * MINUTE } });
  await run.clock.advance(15 * MINUTE + 5 * SECOND);
  expect(run.published).toEqual(["Quick picture"]);
  await run.clock.advance(5 * MINUTE);
  expect(run.published).toEqual(["Quick picture", "Slow reel"]);
});

test("a scheduled picture that becomes a reel is begun as early as one", async () => {
  await using run = await PublishingRun.start();
  const postId = await run.draft("Slow reel");
  await run.schedule(postId, 20 * MINUTE);
  const { media } = await run.ipc.posts.get({ id: postId });
  const item = { ...media[0]!, mediaId: await run.video(), altText: "" };
  await run.ipc.posts.save({ id: postId, patch: { format: "reel", media: [item] } });
  await run.clock.advance(12 * MINUTE);
  expect(run.containers).toBe(1);
  await run.clock.advance(9 * MINUTE);
  expect(run.published).toEqual(["Slow reel"]);
});
