import { readFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { fakePorts } from "../fakes/ports.ts";
import { createTestApp } from "../harness/test-app.ts";
import {
  CANARY,
  refuse,
  reply,
  startGraphServer,
  type Answer,
  type GraphServer,
} from "./graph-server.ts";

const ME = {
  user_id: "17841400000000001",
  username: "defeah",
  name: "Defeah",
  account_type: "BUSINESS",
  followers_count: 1234,
  media_count: 41,
};
const PICTURE = Buffer.from("ffd8ffe000104a464946", "hex");

let api: GraphServer;
let me: Answer;
let media: Answer;
beforeAll(async () => void (api = await startGraphServer()));
afterAll(() => api[Symbol.asyncDispose]());
beforeEach(() => {
  api.seen.length = 0;
  me = reply(ME);
  media = reply({ data: [] });
  api.answer((response, seen) => {
    if (seen.path.endsWith("/me")) return me(response, seen);
    if (seen.path.endsWith("/media")) return media(response, seen);
    if (seen.path.startsWith("/pictures/")) {
      response.writeHead(200, { "content-type": "image/jpeg" });
      return response.end(PICTURE);
    }
    return reply(post(Number(seen.path.split("/").at(-1)!.slice(-3))))(response, seen);
  });
});

function post(number: number) {
  const id = `17900000000000${String(number).padStart(3, "0")}`;
  return {
    id,
    caption: `Post ${number}`,
    media_type: "IMAGE",
    media_url: `${api.origin}/pictures/${number}.jpg`,
    permalink: `https://www.instagram.com/p/${number}/`,
    timestamp: "2026-10-08T10:00:00+0000",
  };
}

async function start() {
  const run = await createTestApp(fakePorts(), { retryDelaysMs: [] });
  await run.ipc.settings.set({ graphHost: api.origin });
  const { id } = await run.ipc.accounts.connect({ token: CANARY });
  return { ...run, id };
}

/** A publication as the publisher leaves it, put in beside the app: what is tested here is what the account makes of it. */
function putPublication(
  file: string,
  row: { accountId: string; state: string; igMediaId?: string },
) {
  const db = new Database(file);
  db.pragma("foreign_keys = OFF");
  const columns = db.pragma("table_info(publication)") as {
    name: string;
    type: string;
    notnull: number;
  }[];
  const given: Record<string, string> = {
    id: "publication-1",
    account_id: row.accountId,
    state: row.state,
    ...(row.igMediaId ? { ig_media_id: row.igMediaId } : {}),
  };
  const filled = columns.filter(({ name, notnull }) => given[name] !== undefined || notnull === 1);
  const values = filled.map(({ name, type }) => given[name] ?? (type === "INTEGER" ? 1 : "{}"));
  const marks = filled.map(() => "?").join(", ");
  db.prepare(
    `insert into publication (${filled.map(({ name }) => name).join(", ")}) values (${marks})`,
  ).run(...values);
  db.close();
}

describe("the profile", () => {
  test("shows the newest thirty over as many pages as it takes, and which of them this app published", async () => {
    await using run = await start();
    const numbers = (from: number) => Array.from({ length: 20 }, (_, index) => post(from + index));
    media = (response, seen) => {
      const isFirst = !seen.query.has("after");
      const paging = { cursors: { after: "next" }, next: "https://elsewhere.example" };
      reply({ data: numbers(isFirst ? 100 : 120), paging })(response, seen);
    };
    putPublication(run.ports.paths.database, {
      accountId: run.id,
      state: "published",
      igMediaId: post(101).id,
    });
    const profile = await run.ipc.accounts.profile({ id: run.id });
    expect(profile).toMatchObject({
      followersCount: 1234,
      mediaCount: 41,
      account: { id: run.id },
    });
    expect(profile.posts).toHaveLength(30);
    expect(profile.posts.slice(0, 2)).toEqual([
      {
        igMediaId: post(100).id,
        caption: "Post 100",
        permalink: "https://www.instagram.com/p/100/",
        postedAt: Date.UTC(2026, 9, 8, 10),
        picture: `app-media://profile/${run.id}/${post(100).id}`,
        publicationId: null,
      },
      expect.objectContaining({ igMediaId: post(101).id, publicationId: "publication-1" }),
    ]);
    expect(api.seen.filter((seen) => seen.path.endsWith("/media"))).toHaveLength(2);
  });

  test("takes over a name that was changed on Instagram", async () => {
    await using run = await start();
    me = reply({ ...ME, username: "defeah.home" });
    await run.ipc.accounts.profile({ id: run.id });
    expect(await run.ipc.accounts.list({})).toMatchObject([{ username: "defeah.home" }]);
  });

  test.each([
    [refuse(190, 463), "account-disconnected", "needs-login"],
    [refuse(80002), "rate-limited", "connected"],
    [refuse(2, undefined, 500), "offline", "connected"],
    [reply({ data: "?" }), "rejected-by-platform", "connected"],
  ])("that cannot be read says why (%#)", async (answer, code, state) => {
    await using run = await start();
    media = answer;
    await expect(run.ipc.accounts.profile({ id: run.id })).rejects.toMatchObject({ code });
    expect(await run.ipc.accounts.list({})).toMatchObject([{ state }]);
  });

  test("opens on Instagram in the browser", async () => {
    await using run = await start();
    await run.ipc.accounts.openProfile({ id: run.id });
    expect(run.ports.recorded.links).toEqual(["https://www.instagram.com/defeah/"]);
  });
});

describe("a picture of the profile", () => {
  test("is fetched once, by ids alone, and kept in the data folder", async () => {
    await using run = await start();
    const path = `profile/${run.id}/${post(100).id}`;
    const opened = await run.app.openMedia(path);
    expect(opened).toEqual({
      file: join(run.ports.paths.dataFolder, "profile", `${post(100).id}.jpg`),
      mime: "image/jpeg",
    });
    expect(readFileSync(opened!.file)).toEqual(PICTURE);
    api.seen.length = 0;
    expect(await run.app.openMedia(path)).toEqual(opened);
    expect(api.seen).toEqual([]);
  });

  test.each([
    "profile/nobody/17900000000000100",
    "profile",
    "profile//",
    "profile/ID/../../../etc/passwd",
    "profile/ID/..",
  ])("is not there at %s", async (path) => {
    await using run = await start();
    expect(await run.app.openMedia(path.replace("ID", run.id))).toBeUndefined();
  });

  test.each([
    ["file:///etc/passwd"],
    ["http://192.168.1.1/secret.jpg"],
    ["http://user:pass@127.0.0.1/x.jpg"],
    ["javascript:alert(1)"],
  ])("is not fetched from %s", async (media_url) => {
    await using run = await start();
    api.answer(reply({ ...post(100), media_url }));
    expect(await run.app.openMedia(`profile/${run.id}/${post(100).id}`)).toBeUndefined();
    const failed = run.ports.recorded.logs.filter((log) => log.level === "error");
    expect(failed).toEqual([]);
  });
});

describe("disconnecting", () => {
  test("forgets the token and hides the account; connecting again finds it as it was", async () => {
    await using run = await start();
    await run.ipc.accounts.setTimeZone({ id: run.id, timeZone: "Asia/Tokyo" });
    await run.ipc.accounts.disconnect({ id: run.id });
    expect(await run.ipc.accounts.list({})).toEqual([]);
    const db = new Database(run.ports.paths.database, { readonly: true });
    expect(db.prepare("select * from secret").all()).toEqual([]);
    db.close();
    for (const ask of ["refresh", "profile", "openProfile", "disconnect"] as const)
      await expect(run.ipc.accounts[ask]({ id: run.id })).rejects.toMatchObject({
        code: "not-found",
      });
    expect(await run.ipc.accounts.connect({ token: CANARY })).toMatchObject({
      id: run.id,
      timeZone: "Asia/Tokyo",
      state: "connected",
    });
  });

  test.each([
    ["scheduled", "Unschedule it first"],
    ["processing", "Unschedule it first"],
    ["publishing", "See the Outbox"],
    ["outcome-unknown", "See the Outbox"],
    ["needs-you", "See the Outbox"],
  ])("is refused while a post of it is %s", async (state, words) => {
    await using run = await start();
    putPublication(run.ports.paths.database, { accountId: run.id, state });
    await expect(run.ipc.accounts.disconnect({ id: run.id })).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining(words),
    });
    expect(await run.ipc.accounts.list({})).toMatchObject([{ state: "connected" }]);
  });

  test.each(["published", "failed", "missed", "cancelled"])(
    "is allowed when its only post is %s",
    async (state) => {
      await using run = await start();
      putPublication(run.ports.paths.database, { accountId: run.id, state });
      expect(await run.ipc.accounts.disconnect({ id: run.id })).toEqual({ done: true });
    },
  );
});

test("an account's zone changes for good, and a zone that does not exist is refused", async () => {
  await using run = await start();
  const changed = await run.ipc.accounts.setTimeZone({ id: run.id, timeZone: "America/Lima" });
  expect(changed.timeZone).toBe("America/Lima");
  await expect(
    run.ipc.accounts.setTimeZone({ id: run.id, timeZone: "Mars/Olympus" }),
  ).rejects.toMatchObject({ code: "invalid-input" });
  expect(await run.ipc.accounts.list({})).toMatchObject([{ timeZone: "America/Lima" }]);
});
