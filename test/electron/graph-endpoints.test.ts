import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { GraphClient } from "../../electron/graph/client.ts";
import { readMe } from "../../electron/graph/endpoints/accounts.ts";
import { createContainer, readContainer } from "../../electron/graph/endpoints/containers.ts";
import { listMedia, readMedia } from "../../electron/graph/endpoints/media.ts";
import { refreshToken } from "../../electron/graph/endpoints/tokens.ts";
import { fakePorts } from "../fakes/ports.ts";
import {
  accessTo,
  CANARY,
  refuse,
  reply,
  startGraphServer,
  type GraphServer,
} from "./graph-server.ts";

const ME = { id: "9", user_id: "17841400000000001", username: "defeah", account_type: "BUSINESS" };

let api: GraphServer;
beforeAll(async () => void (api = await startGraphServer()));
afterAll(() => api[Symbol.asyncDispose]());
beforeEach(() => {
  api.seen.length = 0;
});

function make() {
  const ports = fakePorts();
  const graph = new GraphClient({ ports, timing: { retryDelaysMs: [] } });
  return { graph, access: accessTo(api.origin), clock: ports.clock };
}

const post = (id: string, timestamp: string) => ({ id, timestamp, media_type: "IMAGE" });

describe("where the token stands", () => {
  test("a read carries it in its header, so that no address holds it", async () => {
    const { graph, access } = make();
    api.answer(reply(ME));
    await readMe(graph, access);
    expect(api.seen).toHaveLength(1);
    expect(api.seen[0]?.headers.authorization).toBe(`Bearer ${CANARY}`);
    expect(api.seen[0]?.query.has("access_token")).toBe(false);
  });

  test.each([104, 190, 2500])(
    "a server that looks only for the documented parameter (it says %i) gets it there, and is remembered",
    async (code) => {
      const { graph, access } = make();
      api.answer((response, seen) =>
        (seen.query.get("access_token") === CANARY ? reply(ME) : refuse(code))(response, seen),
      );
      await readMe(graph, access);
      await readMe(graph, access);
      expect(api.seen.map((seen) => seen.query.has("access_token"))).toEqual([false, true, true]);
    },
  );

  test("a host that is known to read the header is not asked twice when a token dies", async () => {
    const { graph, access } = make();
    api.answer(reply(ME));
    await readMe(graph, access);
    api.answer(refuse(190));
    await expect(readMe(graph, access)).rejects.toMatchObject({ kind: "auth" });
    expect(api.seen).toHaveLength(2);
  });

  test("a container's form holds token, caption and picture, whatever signs the caption has", async () => {
    const { graph, access } = make();
    api.answer(reply({ id: 17_890_000_000 }));
    const caption = "Lamp & sofa #decor 50% +1 =?\n“Grüße” 🛋️";
    const made = await createContainer(graph, access, {
      imageUrl: "http://127.0.0.1:1/p.jpg?a=1&b=2",
      caption,
      altText: "A green sofa",
    });
    expect(made.containerId).toBe("17890000000");
    const [seen] = api.seen;
    expect(Object.fromEntries(seen!.form)).toEqual({
      image_url: "http://127.0.0.1:1/p.jpg?a=1&b=2",
      caption,
      alt_text: "A green sofa",
      access_token: CANARY,
    });
    expect(seen).toMatchObject({ method: "POST", path: "/v26.0/17841400000000001/media" });
    expect([...seen!.query]).toEqual([]);
  });
});

test("ids beyond 2^53 keep every digit, even from JSON numbers", async () => {
  const { graph, access } = make();
  api.answer(reply('{"user_id": 17841400000000007, "username": "defeah", "media_count": 3}'));
  expect(await readMe(graph, access)).toMatchObject({
    platformUserId: "17841400000000007",
    mediaCount: 3,
    accountType: "",
  });
});

test.each(["..", "%2E%2E", "../me", "1/media", "1?fields=x", "1#", ""])(
  "%j is no id, and nothing is asked with it",
  async (id) => {
    const { graph, access } = make();
    await expect(readMedia(graph, access, id)).rejects.toMatchObject({ kind: "rejected" });
    expect(api.seen).toEqual([]);
  },
);

describe("a container's state", () => {
  test.each([
    ["FINISHED", "Finished: Media has been uploaded and it is ready to be published.", null],
    ["ERROR", "Error: Media upload has failed with error code 2207082", 2_207_082],
    ["EXPIRED", undefined, null],
  ])("%s is read with its subcode", async (status_code, status, subcode) => {
    const { graph, access } = make();
    api.answer(
      reply({ status_code, status, id: "1" }, 200, { date: "Thu, 08 Oct 2026 12:00:05 GMT" }),
    );
    expect(await readContainer(graph, access, "17890000000000001")).toEqual({
      status: status_code,
      detail: status ?? "",
      subcode,
      trouble: subcode === null ? null : expect.objectContaining({ isHers: false }),
      serverAt: Date.UTC(2026, 9, 8, 12, 0, 5),
    });
  });

  test("that the app does not know is no state", async () => {
    const { graph, access } = make();
    api.answer(reply({ status_code: "DREAMING" }));
    await expect(readContainer(graph, access, "1")).rejects.toMatchObject({ kind: "unknown" });
  });
});

describe("the list of posts", () => {
  const older = post("2", "2026-10-08T10:00:00+0000");
  const newer = { ...post("1", "2026-10-08T13:30:00+0200"), caption: "Hello" };

  test("goes on where the platform says, and ends without `next`", async () => {
    const { graph, access } = make();
    const paging = { cursors: { after: "QVFI" }, next: "https://elsewhere.example/next" };
    api.answer(reply({ data: [newer, older], paging }));
    const first = await listMedia(graph, access, { limit: 2 });
    expect(first.nextAfter).toBe("QVFI");
    expect(first.items).toMatchObject([
      {
        igMediaId: "1",
        postedAt: Date.UTC(2026, 9, 8, 11, 30),
        caption: "Hello",
        isCaptionTold: true,
      },
      { igMediaId: "2", postedAt: Date.UTC(2026, 9, 8, 10), caption: "", isCaptionTold: false },
    ]);
    api.answer(reply({ data: [], paging: { cursors: { after: "QVFI" } } }));
    const last = await listMedia(graph, access, { limit: 2, after: first.nextAfter! });
    expect(last.nextAfter).toBeNull();
    expect(api.seen[1]?.query.get("after")).toBe("QVFI");
  });

  test("holds nothing older than asked for, and stops there", async () => {
    const { graph, access } = make();
    const paging = { cursors: { after: "QVFI" }, next: "https://elsewhere.example/next" };
    api.answer(reply({ data: [newer, older], paging }));
    const page = await listMedia(graph, access, { limit: 2, sinceAt: Date.UTC(2026, 9, 8, 11) });
    expect(page.items.map((item) => item.igMediaId)).toEqual(["1"]);
    expect(page.nextAfter).toBeNull();
  });

  test("with one post that cannot be read is not believed at all: a gap in it could mean a second post", async () => {
    const { graph, access } = make();
    api.answer(reply({ data: [newer, { id: "3" }] }));
    await expect(listMedia(graph, access, { limit: 2 })).rejects.toMatchObject({ kind: "unknown" });
  });
});

describe("a token's refresh", () => {
  test("is asked as documented: no version, the token as a parameter", async () => {
    const { graph, access, clock } = make();
    api.answer(reply({ access_token: "IGAAfresh", token_type: "bearer", expires_in: 5_184_000 }));
    const fresh = await refreshToken(graph, access);
    expect(fresh.token.reveal()).toBe("IGAAfresh");
    expect(fresh.expiresAt).toBe(clock.now() + 60 * 86_400_000);
    expect(api.seen).toMatchObject([{ method: "GET", path: "/refresh_access_token" }]);
    expect(Object.fromEntries(api.seen[0]!.query)).toEqual({
      grant_type: "ig_refresh_token",
      access_token: CANARY,
    });
  });

  test.each([
    {},
    { access_token: "", expires_in: 5 },
    { access_token: "x" },
    { access_token: null, expires_in: 5 },
  ])("that brings %j is a failure, never an empty token", async (body) => {
    const { graph, access } = make();
    api.answer(reply(body));
    await expect(refreshToken(graph, access)).rejects.toMatchObject({ kind: "unknown" });
  });
});
