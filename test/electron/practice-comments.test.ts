import { expect, test } from "vitest";
import type { LedgerEntry } from "../../electron/practice/ledger.ts";
import { practise, type GraphBody } from "../harness/practice-client.ts";

const V = "/v26.0";

function codes(body: GraphBody): readonly unknown[] {
  return [body.error.code, body.error.error_subcode ?? null];
}

test("a comment is made, read, listed newest first by pages of at most 50, and counted", async () => {
  await using practice = await practise();
  const mediaId = await practice.post("with comments");
  const said: string[] = [];
  for (let n = 1; n <= 53; n++) {
    const message = `comment ${n}`;
    const { body } = await practice.call("POST", `${V}/${mediaId}/comments`, { message });
    said.unshift(body.id);
  }
  const first = await practice.call("GET", `${V}/${mediaId}/comments`, { limit: "100" });
  expect(first.body.data.map(({ id }) => id)).toEqual(said.slice(0, 50));
  expect(first.body.data[0]).toMatchObject({ text: "comment 53", timestamp: expect.any(String) });
  const next = await fetch(first.body.paging.next ?? "");
  const rest = (await next.json()) as GraphBody;
  expect(rest.data.map(({ id }) => id)).toEqual(said.slice(50));
  expect(rest.paging.next).toBeUndefined();
  const fields = "comments_count,is_comment_enabled";
  const media = await practice.call("GET", `${V}/${mediaId}`, { fields });
  expect(media.body).toMatchObject({ comments_count: 53, is_comment_enabled: true });
  const one = await practice.call("GET", `${V}/${said[0]}`, { fields: "text,username,media" });
  expect(one.body).toMatchObject({ username: "defeah.home", media: { id: mediaId } });
});

test("a comment asked for with `fields` is made and then refused with 20/1772107", async () => {
  await using practice = await practise();
  const mediaId = await practice.post("trap");
  const params = { message: "once", fields: "id,text" };
  const reply = await practice.call("POST", `${V}/${mediaId}/comments`, params);
  expect(codes(reply.body)).toEqual([20, 1772107]);
  const list = await practice.call("GET", `${V}/${mediaId}/comments`);
  expect(list.body.data.map(({ text }) => text)).toEqual(["once"]);
});

test("replies stand below their comment, by people on the phone too", async () => {
  await using practice = await practise();
  const mediaId = await practice.post("talk");
  const { commentId } = practice.server.commentByHand({ mediaId, username: "ana.k", text: "nice" });
  const message = "thanks";
  const reply = await practice.call("POST", `${V}/${commentId}/replies`, { message });
  const fields = "text,username,replies{text,parent_id}";
  const list = await practice.call("GET", `${V}/${mediaId}/comments`, { fields });
  expect(list.body.data).toEqual([
    {
      id: commentId,
      text: "nice",
      username: "ana.k",
      replies: { data: [{ id: reply.body.id, text: "thanks", parent_id: commentId }] },
    },
  ]);
  const replies = await practice.call("GET", `${V}/${commentId}/replies`);
  expect(replies.body.data.map(({ id }) => id)).toEqual([reply.body.id]);
});

test("a comment can be hidden and deleted, by the post's owner alone", async () => {
  await using practice = await practise();
  const mediaId = await practice.post("talk");
  const { commentId } = practice.server.commentByHand({ mediaId, username: "ana.k", text: "hm" });
  const { platformUserId } = practice.server.createAccount({ username: "other", name: "Other" });
  const access_token = practice.server.issueToken(platformUserId).token;
  const path = `${V}/${commentId}`;
  const foreign = await practice.call("DELETE", path, { access_token });
  expect(codes(foreign.body)).toEqual([100, 33]);
  await practice.call("POST", path, { hide: "true" });
  const hidden = await practice.call("GET", path, { fields: "hidden" });
  expect(hidden.body).toMatchObject({ hidden: true });
  expect((await practice.call("DELETE", path)).body).toEqual({ success: true });
  expect((await practice.call("GET", path)).body.error.code).toBe(100);
  expect((await practice.call("GET", `${V}/${mediaId}/comments`)).body).toEqual({ data: [] });
});

test("comments are switched off after publishing, and then refused; a story has none", async () => {
  await using practice = await practise();
  const mediaId = await practice.post("quiet");
  const set = (comment_enabled: string) =>
    practice.call("POST", `${V}/${mediaId}`, { comment_enabled });
  expect((await set("false")).body).toEqual({ success: true });
  const read = await practice.call("GET", `${V}/${mediaId}`, { fields: "is_comment_enabled" });
  expect(read.body).toMatchObject({ is_comment_enabled: false });
  const comment = () => practice.call("POST", `${V}/${mediaId}/comments`, { message: "x" });
  expect((await comment()).status).toBe(400);
  expect((await set("maybe")).status).toBe(400);
  await set("true");
  expect((await comment()).status).toBe(200);
  const { mediaId: story } = await practice.server.postByHand({
    platformUserId: practice.userId,
    caption: "",
    format: "story",
  });
  const reply = await practice.call("POST", `${V}/${story}/comments`, { message: "x" });
  expect(codes(reply.body)).toEqual([100, 33]);
});

test("a comment can be lost on the way back, and lists can lag behind it", async () => {
  await using practice = await practise({
    faults: {
      rules: [
        { on: "comment", nth: 1, effect: { kind: "drop", acts: true } },
        { on: "list-comments", nth: 1, effect: { kind: "lag", ms: 60_000 } },
      ],
    },
  });
  const mediaId = await practice.post("first comment");
  const path = `${V}/${mediaId}/comments`;
  await expect(practice.call("POST", path, { message: "#tags" })).rejects.toThrow("fetch failed");
  practice.clock.advance(1000);
  await practice.call("GET", `${V}/${mediaId}`);
  expect((await practice.call("GET", path)).body.error.code).toBe(100);
  expect((await practice.call("GET", path)).body.data.map(({ text }) => text)).toEqual(["#tags"]);
});

test("a post is deleted with Facebook Login only, and its address with it", async () => {
  await using instagram = await practise();
  const kept = await instagram.post("kept");
  expect(codes((await instagram.call("DELETE", `${V}/${kept}`)).body)).toEqual([10, null]);
  await using facebook = await practise({ login: "facebook" });
  const image_url = `${instagram.server.origin}/pictures/${pictureOf(instagram.server.ledger())}`;
  const gone = await facebook.publish(await facebook.make({ image_url }));
  const reply = await facebook.call("DELETE", `${V}/${gone}`);
  expect(reply.body).toEqual({ success: true, deleted_id: gone });
  expect(codes((await facebook.call("GET", `${V}/${gone}`)).body)).toEqual([100, 33]);
  const limit = await facebook.call("GET", `${V}/${facebook.userId}/content_publishing_limit`);
  expect(limit.body.data).toEqual([{ quota_usage: 1 }]);
});

function pictureOf(ledger: readonly LedgerEntry[]): string {
  const entry = ledger.findLast(({ kind }) => kind === "publish");
  return entry?.kind === "publish" ? entry.picture.file : "";
}
