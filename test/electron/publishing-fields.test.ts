import { mkdtempSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Content, FrozenMedia } from "../../electron/features/publishing/content.ts";
import { itemRequest, wholeRequest } from "../../electron/features/publishing/parameters.ts";
import type { Access } from "../../electron/graph/access.ts";
import { GraphClient } from "../../electron/graph/client.ts";
import {
  createContainer,
  paramsOf,
  type NewContainer,
} from "../../electron/graph/endpoints/containers.ts";
import { Secret } from "../../electron/lib/secret.ts";
import { PracticeServer } from "../../electron/practice/server.ts";
import type { PostFormat, PostOptions } from "../../shared/contract/posts.ts";
import { fakePorts } from "../fakes/ports.ts";

/** Everything that an account of Facebook Login can send: the practice server's own reading of the tables takes all of it. */
const practice = new PracticeServer({
  folder: mkdtempSync(join(tmpdir(), "defeah-practice-")),
  clock: fakePorts().clock,
  faults: { rules: [] },
  behaviour: { processingMs: 0 },
});
const graph = new GraphClient({ ports: fakePorts(), timing: { retryDelaysMs: [] } });
const jpeg = sharp({ create: { width: 400, height: 400, channels: 3, background: "#789" } })
  .jpeg()
  .toBuffer();
const pictures = createServer((_, response) => {
  void jpeg.then((bytes) => response.setHeader("content-type", "image/jpeg").end(bytes));
});
let access: Access;
let imageUrl: string;

beforeAll(async () => {
  await practice.start();
  await new Promise<void>((resolve) => pictures.listen(0, "127.0.0.1", resolve));
  imageUrl = `http://127.0.0.1:${(pictures.address() as AddressInfo).port}/p.jpg`;
  const { platformUserId } = practice.createAccount({
    username: "defeah",
    name: "Defeah",
    login: "facebook",
  });
  access = {
    accountId: "a",
    platformUserId,
    host: practice.origin,
    version: "v26.0",
    token: new Secret(practice.issueToken(platformUserId).token),
    tokenGeneration: 1,
  };
});
afterAll(async () => {
  await practice.stop();
  await new Promise((resolve) => pictures.close(resolve));
});

const options: PostOptions = {
  locationId: "7640348500",
  collaborators: ["studio.nord"],
  isPaidPartnership: true,
  sponsorIds: ["17841400000000009"],
  isAiGenerated: true,
  cover: { kind: "picture", mediaId: "c" },
  shareToFeed: false,
  audioName: "Rain",
  trial: "SS_PERFORMANCE",
  firstComment: "",
  commentsEnabled: true,
};
const picture: FrozenMedia = {
  mediaId: "m",
  kind: "picture",
  sha256: "a".repeat(64),
  altText: "A vase.",
  crop: { aspect: "original", x: 0.5, y: 0.5 },
  userTags: [{ username: "studio.nord", x: 0.25, y: 1 }],
  productTags: [{ productId: "4711", x: 0, y: 0.5 }],
};
const video: FrozenMedia = { ...picture, kind: "video" };
const content = (format: PostFormat, media: readonly FrozenMedia[]): Content => ({
  format,
  caption: "Morning light",
  options,
  media: [...media],
  coverSha256: null,
  postVersion: 1,
});

/** Makes a container and says what the platform wrote down of the request. */
async function received(request: NewContainer): Promise<Readonly<Record<string, string>>> {
  const { containerId } = await createContainer(graph, access, request);
  const entry = practice
    .ledger()
    .find((one) => one.kind === "container" && one.containerId === containerId);
  return entry?.kind === "container" ? entry.received : {};
}

function sent(request: NewContainer): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(paramsOf(request)).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, name.endsWith("_url") ? "(address)" : value]],
    ),
  );
}

test("pictures, reels, stories and a carousel's items are taken with all of their fields", async () => {
  const uploaded = { isResumable: true } as const;
  const requests: readonly NewContainer[] = [
    wholeRequest(content("image", [picture]), { source: { imageUrl } }),
    wholeRequest(content("reel", [video]), { source: uploaded, coverUrl: imageUrl }),
    wholeRequest(content("story", [picture]), { source: { imageUrl } }),
    wholeRequest(content("story", [video]), { source: uploaded }),
    itemRequest(picture, { imageUrl }),
    itemRequest(video, uploaded),
  ];
  for (const request of requests) expect(await received(request)).toEqual(sent(request));
});

test("a carousel's parent is taken with all of its fields", async () => {
  const item = itemRequest(picture, { imageUrl });
  const children = [
    (await createContainer(graph, access, item)).containerId,
    (await createContainer(graph, access, item)).containerId,
  ];
  const request = wholeRequest(content("carousel", [picture, picture]), { children });
  expect(await received(request)).toEqual(sent(request));
});
