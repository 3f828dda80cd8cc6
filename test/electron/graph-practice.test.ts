import { mkdtempSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { Access } from "../../electron/graph/access.ts";
import { GraphClient } from "../../electron/graph/client.ts";
import { readMe } from "../../electron/graph/endpoints/accounts.ts";
import { createContainer, readContainer } from "../../electron/graph/endpoints/containers.ts";
import { readPublishingLimit } from "../../electron/graph/endpoints/limits.ts";
import { listMedia, readMedia } from "../../electron/graph/endpoints/media.ts";
import { publishContainer } from "../../electron/graph/endpoints/publish.ts";
import { refreshToken } from "../../electron/graph/endpoints/tokens.ts";
import { Secret } from "../../electron/lib/secret.ts";
import { PracticeServer } from "../../electron/practice/server.ts";
import { fakePorts, type FakePorts } from "../fakes/ports.ts";

/** Two independent readings of the platform's pages, ours and the practice server's, check each other here. */
let practice: PracticeServer;
let ports: FakePorts;
let graph: GraphClient;
let access: Access;
let pictureUrl: string;
const pictures = createServer((_, response) => {
  void jpeg.then((bytes) => response.setHeader("content-type", "image/jpeg").end(bytes));
});
const jpeg = sharp({ create: { width: 400, height: 400, channels: 3, background: "#789" } })
  .jpeg()
  .toBuffer();

beforeAll(async () => {
  ports = fakePorts();
  graph = new GraphClient({ ports, timing: { retryDelaysMs: [] } });
  practice = new PracticeServer({
    folder: mkdtempSync(join(tmpdir(), "defeah-practice-")),
    clock: ports.clock,
    faults: { rules: [] },
  });
  await practice.start();
  await new Promise<void>((resolve) => pictures.listen(0, "127.0.0.1", resolve));
  pictureUrl = `http://127.0.0.1:${(pictures.address() as AddressInfo).port}/p.jpg`;
  const { platformUserId } = practice.createAccount({ username: "defeah", name: "Defeah" });
  const { token } = practice.issueToken(platformUserId);
  access = {
    accountId: "a",
    platformUserId,
    host: practice.origin,
    version: "v26.0",
    token: new Secret(token),
    tokenGeneration: 1,
  };
});
afterAll(async () => {
  await practice.stop();
  await new Promise((resolve) => pictures.close(resolve));
});

const caption = "A lamp & a sofa #decor 50% + “more” 🛋️";

async function makeReady(): Promise<string> {
  const content = { imageUrl: pictureUrl, caption, altText: "A lamp" };
  const { containerId } = await createContainer(graph, access, content);
  await vi.waitFor(async () => {
    await ports.clock.advance(5000);
    expect((await readContainer(graph, access, containerId)).status).toBe("FINISHED");
  });
  return containerId;
}

test("one post goes the whole way, with every id, caption sign and time as the platform has it", async () => {
  expect(await readMe(graph, access)).toMatchObject({
    platformUserId: access.platformUserId,
    username: "defeah",
    accountType: "BUSINESS",
  });
  const before = await readPublishingLimit(graph, access);
  const containerId = await makeReady();
  const outcome = await publishContainer(graph, access, containerId);
  expect(outcome).toMatchObject({ kind: "accepted", igMediaId: expect.stringMatching(/^\d{17}$/) });
  if (outcome.kind !== "accepted") return;
  expect(Math.abs((outcome.serverAt ?? 0) - ports.clock.now())).toBeLessThan(1000);
  expect((await readContainer(graph, access, containerId)).status).toBe("PUBLISHED");
  const post = await readMedia(graph, access, outcome.igMediaId);
  expect(post).toMatchObject({
    igMediaId: outcome.igMediaId,
    caption,
    isCaptionTold: true,
    mediaType: "IMAGE",
  });
  const { items } = await listMedia(graph, access, { limit: 10, sinceAt: post.postedAt });
  expect(items.map((item) => item.igMediaId)).toEqual([outcome.igMediaId]);
  expect(await readPublishingLimit(graph, access)).toMatchObject({
    used: before.used + 1,
    total: before.total,
  });
});

test.each([
  [{ kind: "drop", acts: true }, "unknown", 1],
  [{ kind: "drop", acts: false }, "unknown", 0],
  [{ kind: "server-error", acts: true, status: 500 }, "unknown", 1],
  [{ kind: "server-error", acts: false, status: 504 }, "unknown", 0],
  [{ kind: "error", acts: true, code: 4, subcode: 2_207_051 }, "unknown", 1],
  [{ kind: "empty", acts: true }, "unknown", 1],
  [{ kind: "truncated", acts: true }, "unknown", 1],
  [{ kind: "token-death", subcode: 463 }, "not-executed", 0],
] as const)(
  "under the fault %j the publish call is %s and executed %i times",
  async (effect, kind, executed) => {
    const containerId = await makeReady();
    const published = () => practice.ledger().filter((entry) => entry.kind === "publish").length;
    const before = published();
    practice.setFaults({ rules: [{ on: "publish", effect }] });
    const outcome = await publishContainer(graph, access, containerId);
    practice.setFaults({ rules: [] });
    expect(outcome.kind).toBe(kind);
    expect(published() - before).toBe(executed);
    const { token } = practice.issueToken(access.platformUserId);
    access = { ...access, token: new Secret(token) };
  },
);

test("a token is refreshed once it is a day old, not before", async () => {
  await expect(refreshToken(graph, access)).rejects.toMatchObject({ kind: "rejected" });
  await ports.clock.advance(86_400_000);
  const fresh = await refreshToken(graph, access);
  expect(fresh.expiresAt).toBe(ports.clock.now() + 60 * 86_400_000);
  expect(await readMe(graph, { ...access, token: fresh.token })).toMatchObject({
    username: "defeah",
  });
});
