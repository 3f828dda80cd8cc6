import { expect, test } from "vitest";
import { MINUTE, PublishingRun, SECOND } from "../harness/publishing-run.ts";

const whole = { aspect: "original", x: 0.5, y: 0.5 } as const;

test("a draft takes its first line as its name, else its picture's", async () => {
  await using run = await PublishingRun.start();
  const id = await run.draft("\n  Green sofa \nby the window");
  expect((await run.ipc.posts.get({ id })).title).toBe("Green sofa");
  const bare = await run.ipc.posts.save({ id, patch: { caption: " \n " } });
  expect(bare.title).toBe("picture-1.jpg");
  const empty = await run.ipc.posts.save({ id, patch: { media: [] } });
  expect(empty).toMatchObject({ title: "Empty draft", status: "draft", publicationId: null });
});

test("each save is there at once, grows the version, and is announced with ids alone", async () => {
  await using run = await PublishingRun.start();
  const id = await run.draft("G");
  const heard: unknown[] = [];
  run.app.bridge.subscribe((name, payload) => heard.push([name, payload]));
  for (const caption of ["Gr", "Gre", "Gree", "Green"]) {
    await run.ipc.posts.save({ id, patch: { caption } });
    expect((await run.ipc.posts.get({ id })).caption).toBe(caption);
  }
  expect((await run.ipc.posts.get({ id })).version).toBe(5);
  expect(heard).toEqual(Array.from({ length: 4 }, () => ["posts.changed", { ids: [id] }]));
});

test("drafts are those without a day, newest first; a planned one is on the calendar instead", async () => {
  await using run = await PublishingRun.start();
  const accountId = run.account.id;
  const first = await run.draft("first");
  await run.clock.advance(SECOND);
  const second = await run.draft("second");
  expect((await run.ipc.posts.drafts({ accountId })).map((draft) => draft.id)).toEqual([
    second,
    first,
  ]);
  await run.ipc.publishing.plan({
    postId: first,
    plan: { wallTime: "2026-10-20T18:30", zone: "Europe/Berlin" },
  });
  expect((await run.ipc.posts.drafts({ accountId })).map((draft) => draft.id)).toEqual([second]);
});

test("duplicate makes a draft of its own with the same words, picture and crop, and no day", async () => {
  await using run = await PublishingRun.start();
  const publicationId = await run.scheduled("Green sofa");
  const { postId } = await run.publication(publicationId);
  const copy = await run.ipc.posts.duplicate({ id: postId });
  const original = await run.ipc.posts.get({ id: postId });
  expect(copy).toMatchObject({ status: "draft", plan: null, caption: "Green sofa" });
  expect(copy.media).toEqual(original.media);
  expect(copy.id).not.toBe(postId);
});

test("removing a queued post takes it out of the queue, and undo puts it back at its time", async () => {
  await using run = await PublishingRun.start();
  const id = await run.scheduled("Green sofa", 10 * MINUTE);
  const { postId } = await run.publication(id);
  await run.ipc.posts.remove({ id: postId });
  await expect(run.ipc.posts.get({ id: postId })).rejects.toMatchObject({ code: "not-found" });
  expect((await run.ipc.publishing.outbox({})).open).toEqual([]);
  expect((await run.ipc.publishing.status({})).next).toEqual([]);
  const restored = await run.ipc.posts.restore({ id: postId });
  expect(restored).toMatchObject({ status: "scheduled", publicationId: id });
  await run.clock.advance(11 * MINUTE);
  expect(run.published).toEqual(["Green sofa"]);
});

test("removed and not restored, it does not go out", async () => {
  await using run = await PublishingRun.start();
  const id = await run.scheduled("Green sofa", 10 * MINUTE);
  await run.ipc.posts.remove({ id: (await run.publication(id)).postId });
  await run.clock.advance(30 * MINUTE);
  expect(run.published).toEqual([]);
});

test("edited when its container exists: the container is dropped and the new words go out, once", async () => {
  await using run = await PublishingRun.start({ behaviour: { processingMs: 20 * SECOND } });
  const id = await run.scheduled("Green sofa", 10 * MINUTE);
  await run.clock.advance(10 * MINUTE - 15 * SECOND);
  expect(run.containers).toBe(1);
  const { postId } = await run.publication(id);
  await run.ipc.posts.save({ id: postId, patch: { caption: "Green sofa, half pri" } });
  await run.clock.advance(5 * SECOND);
  await run.ipc.posts.save({ id: postId, patch: { caption: "Green sofa, half price" } });
  await run.clock.advance(3 * MINUTE);
  expect(run.published).toEqual(["Green sofa, half price"]);
  expect(await run.publication(id)).toMatchObject({ state: "published" });
});

test("published or being published, it is a fact: no edit, no removal, and a way on in words", async () => {
  await using run = await PublishingRun.start();
  run.faults({ on: "publish", effect: { kind: "drop", acts: true } });
  const id = await run.scheduled("Green sofa", 10 * MINUTE);
  await run.clock.advance(10 * MINUTE + SECOND);
  const { postId, state } = await run.publication(id);
  expect(state).toBe("outcome-unknown");
  const edit = () => run.ipc.posts.save({ id: postId, patch: { caption: "other" } });
  await expect(edit()).rejects.toMatchObject({ code: "conflict" });
  await run.clock.advance(5 * MINUTE);
  await expect(edit()).rejects.toMatchObject({
    code: "conflict",
    message: expect.stringContaining("Duplicate it"),
  });
  await expect(run.ipc.posts.remove({ id: postId })).rejects.toMatchObject({ code: "conflict" });
  expect((await run.ipc.posts.get({ id: postId })).caption).toBe("Green sofa");
});

test("what is not there is refused in words: post, account, picture", async () => {
  await using run = await PublishingRun.start();
  const id = await run.draft("Green sofa");
  const missing = { code: "not-found" };
  await expect(run.ipc.posts.get({ id: "nobody" })).rejects.toMatchObject(missing);
  await expect(run.ipc.posts.save({ id: "nobody", patch: {} })).rejects.toMatchObject(missing);
  await expect(run.ipc.posts.create({ accountId: "nobody" })).rejects.toMatchObject(missing);
  const media = [{ mediaId: "nobody", altText: "", crop: whole }];
  await expect(run.ipc.posts.save({ id, patch: { media } })).rejects.toMatchObject(missing);
  expect((await run.ipc.posts.get({ id })).media).toHaveLength(1);
});

test("a day that does not exist is refused, not rounded", async () => {
  await using run = await PublishingRun.start();
  const plan = { wallTime: "2026-06-31T10:00", zone: "UTC" };
  await expect(run.ipc.posts.create({ accountId: run.account.id, plan })).rejects.toMatchObject({
    code: "invalid-input",
  });
});
