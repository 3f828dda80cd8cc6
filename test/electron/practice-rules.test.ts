import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { hostPictures, picture, practise, type GraphBody } from "../harness/practice-client.ts";

const V = "/v26.0";
const host = await hostPictures();
const jpeg = await picture(1080, 1350);
const good = host.url;

function codes(body: GraphBody): readonly unknown[] {
  expect(body.error.fbtrace_id).toMatch(/^A/);
  return [body.error.code, body.error.error_subcode ?? null];
}

function serveBytes(bytes: Buffer, type = "image/jpeg"): string {
  return host.serve((_request, response) =>
    response.writeHead(200, { "content-type": type }).end(bytes),
  );
}

const tags = (count: number): string => Array.from({ length: count }, (_, i) => `#t${i}`).join(" ");
const names = (count: number): string =>
  Array.from({ length: count }, (_, i) => `@n${i}`).join(" ");

test.each([
  ["without image_url", { caption: "x" }, [100, null]],
  ["with an image_url that is no URL", { image_url: "nonsense" }, [100, null]],
  ["with a file URL", { image_url: "file:///etc/passwd" }, [100, null]],
  ["with an image_url outside ASCII", { image_url: `${good}?ü` }, [100, null]],
  ["with a caption of 2,201", { image_url: good, caption: "x".repeat(2201) }, [36004, 2207010]],
  ["with 31 hashtags", { image_url: good, caption: tags(31) }, [36004, 2207010]],
  ["with 21 mentions", { image_url: good, caption: names(21) }, [100, 2207040]],
  ["with an alt text of 1,001", { image_url: good, alt_text: "x".repeat(1001) }, [100, null]],
  ["with a label that is no boolean", { image_url: good, is_ai_generated: "maybe" }, [100, null]],
  ["of a single video that is no reel", { video_url: good, media_type: "VIDEO" }, [100, 2207023]],
  ["of an unknown media type", { image_url: good, media_type: "NONSENSE" }, [100, 2207023]],
  ["of a video without a type", { video_url: good }, [100, 2207023]],
] as const)("a container %s is refused", async (_what, params, expected) => {
  await using practice = await practise();
  const reply = await practice.call("POST", `${V}/me/media`, params);
  expect(reply.status).toBe(400);
  expect(codes(reply.body)).toEqual(expected);
  expect(practice.server.ledger().some((entry) => entry.kind === "container")).toBe(false);
});

test("a caption at each limit is taken, and comes back as it was", async () => {
  await using practice = await practise();
  const caption = `${tags(30)} ${names(20)} `.padEnd(2199, "é") + "!";
  const mediaId = await practice.post(caption);
  const read = await practice.call("GET", `${V}/${mediaId}`, { fields: "caption" });
  expect(read.body).toEqual({ id: mediaId, caption });
});

test.each([
  ["an address that refuses", (): string => "http://127.0.0.1:1/x.jpg", [9004, 2207052]],
  ["a 403", forbidden, [9004, 2207052]],
  ["a page", () => serveBytes(Buffer.from("<html></html>"), "text/html"), [9004, 2207052]],
  ["bytes that are no picture", () => serveBytes(Buffer.from("no picture")), [9004, 2207052]],
  ["an empty answer", () => serveBytes(Buffer.alloc(0)), [9004, 2207052]],
  ["a picture that is too large", () => serveBytes(padded(8 * 1024 * 1024 + 1)), [36000, 2207004]],
  ["a picture of several (MPO)", () => serveBytes(multiPicture()), [36001, 2207005]],
  ["redirects without end", redirectsToItself, [9004, 2207052]],
] as const)(
  "an image_url that leads to %s is refused with its code",
  async (_what, url, expected) => {
    await using practice = await practise();
    const reply = await practice.call("POST", `${V}/me/media`, { image_url: url() });
    expect(codes(reply.body)).toEqual(expected);
  },
);

test.each([
  ["a PNG", 1080, 1080, "png", [36001, 2207005]],
  ["one pixel too tall", 1080, 1351, "jpeg", [36003, 2207009]],
  ["too wide", 1080, 565, "jpeg", [36003, 2207009]],
] as const)(
  "a picture that is %s is refused with its code",
  async (...[, width, height, format, expected]) => {
    await using practice = await practise();
    const image_url = serveBytes(await picture(width, height, format));
    const reply = await practice.call("POST", `${V}/me/media`, { image_url });
    expect(codes(reply.body)).toEqual(expected);
  },
);

test("a picture of exactly 8 MiB, of 4:5 or of nearly 1.91:1 is taken", async () => {
  await using practice = await practise();
  const pictures = [padded(8 * 1024 * 1024), await picture(1080, 1350), await picture(1080, 566)];
  for (const bytes of pictures) {
    const reply = await practice.call("POST", `${V}/me/media`, { image_url: serveBytes(bytes) });
    expect(reply.status).toBe(200);
  }
});

test("a slow address runs into the platform's patience", async () => {
  await using practice = await practise({ behaviour: { fetchTimeoutMs: 50 } });
  const image_url = host.serve(() => {});
  const reply = await practice.call("POST", `${V}/me/media`, { image_url });
  expect(codes(reply.body)).toEqual([-2, 2207003]);
});

test("the picture is fetched by the crawler's name, and a redirect is followed", async () => {
  await using practice = await practise();
  const agents: unknown[] = [];
  const image_url = host.serve((request, response) => {
    agents.push(request.headers["user-agent"]);
    response.writeHead(302, { location: good }).end();
  });
  expect((await practice.call("POST", `${V}/me/media`, { image_url })).status).toBe(200);
  expect(agents).toEqual([expect.stringMatching(/^facebookexternalhit\/1\.1/)]);
});

test.each([
  ["shuts everybody out", "User-agent: *\nDisallow: /", [9004, 2207052]],
  [
    "shuts the crawler out",
    "User-agent: x\nUser-agent: facebookexternalhit\nDisallow: /",
    [9004, 2207052],
  ],
  [
    "lets the crawler in",
    "User-agent: facebookexternalhit\nDisallow:\n\nUser-agent: *\nDisallow: /",
    null,
  ],
  ["shuts another folder", "User-agent: *\nDisallow: /private", null],
  ["lets this picture in", "User-agent: *\nDisallow: /\nAllow: /picture", null],
])(
  "a robots.txt that %s is obeyed where the server is told to",
  async (_what, robots, expected) => {
    await using practice = await practise({ behaviour: { obeysRobots: true } });
    await using strict = await hostWith({ "/robots.txt": robots, "/picture.jpg": jpeg });
    const image_url = `${strict.origin}/picture.jpg`;
    const reply = await practice.call("POST", `${V}/me/media`, { image_url });
    if (expected) expect(codes(reply.body)).toEqual(expected);
    else expect(reply.status).toBe(200);
  },
);

test("how the server behaves can be changed while it runs", async () => {
  await using practice = await practise();
  const creation_id = await practice.container("quota");
  practice.server.setBehaviour({ quotaTotal: 0 });
  const over = await practice.call("POST", `${V}/me/media_publish`, { creation_id });
  expect(codes(over.body)).toEqual([9, 2207042]);
  practice.server.setBehaviour({ quotaTotal: 1, secondPublish: "publish-again" });
  expect(await practice.publish(creation_id)).toMatch(/^180/);
});

test("a JPEG whose bytes are torn ends in ERROR with a code in its status, and cannot be published", async () => {
  await using practice = await practise();
  const image_url = serveBytes(jpeg.subarray(0, jpeg.length - 200));
  const { body } = await practice.call("POST", `${V}/me/media`, { image_url });
  practice.clock.advance(2000);
  const read = await practice.call("GET", `${V}/${body.id}`, { fields: "status_code,status" });
  expect(read.body).toEqual({
    id: body.id,
    status_code: "ERROR",
    status: "Error: Media upload has failed with error code 2207082",
  });
  const creation_id = body.id;
  const publish = await practice.call("POST", `${V}/me/media_publish`, { creation_id });
  expect(codes(publish.body)).toEqual([9007, 2207027]);
});

test("a narrow picture is scaled up and a wide one down, for show", async () => {
  await using practice = await practise();
  for (const [width, shown] of [
    [200, 320],
    [3000, 1440],
    [800, 800],
  ] as const) {
    const image_url = serveBytes(await picture(width, width));
    const { body } = await practice.call("POST", `${V}/me/media`, { image_url });
    const entry = practice.server.ledger().at(-1);
    expect(entry).toMatchObject({ containerId: body.id, picture: { width: shown } });
  }
});

test("a container goes through its states by time alone", async () => {
  await using practice = await practise();
  const { call, clock } = practice;
  const made = await call("POST", `${V}/${practice.userId}/media`, { image_url: good });
  const creation_id = made.body.id;
  const state = async (): Promise<string> =>
    (await call("GET", `${V}/${creation_id}`, { fields: "status_code" })).body.status_code;

  expect(await state()).toBe("IN_PROGRESS");
  const early = await call("POST", `${V}/me/media_publish`, { creation_id });
  expect(codes(early.body)).toEqual([9007, 2207027]);
  clock.advance(2000);
  expect(await state()).toBe("FINISHED");
  clock.advance(24 * 60 * 60 * 1000);
  expect(await state()).toBe("EXPIRED");
  const late = await call("POST", `${V}/me/media_publish`, { creation_id });
  expect(codes(late.body)).toEqual([24, 2207008]);

  const second = await practice.container("in time");
  await call("POST", `${V}/me/media_publish`, { creation_id: second });
  const read = await call("GET", `${V}/${second}`, { fields: "status_code,status" });
  expect(read.body).toMatchObject({ status_code: "PUBLISHED" });
  expect(practice.published()).toBe(1);
});

test("a second publish of one container is refused, or publishes again: as the test asks", async () => {
  await using refusing = await practise();
  await using repeating = await practise({
    behaviour: { secondPublish: "publish-again", processingMs: 0 },
  });
  for (const [practice, published] of [
    [refusing, 1],
    [repeating, 2],
  ] as const) {
    const creation_id = await practice.container("twice");
    const both = await Promise.all(
      [1, 2].map(() => practice.call("POST", `${V}/me/media_publish`, { creation_id })),
    );
    expect(both.filter((reply) => reply.status === 200)).toHaveLength(published);
    expect(practice.published()).toBe(published);
  }
});

test("the posts of a rolling day are counted and limited; those made by hand are not", async () => {
  await using practice = await practise({ behaviour: { quotaTotal: 2, processingMs: 2000 } });
  const { call, clock, userId } = practice;
  const quota = async (): Promise<unknown> =>
    (await call("GET", `${V}/${userId}/content_publishing_limit`, { fields: "config,quota_usage" }))
      .body.data;
  await practice.server.postByHand({ platformUserId: userId, caption: "by hand" });
  await practice.post("one");
  await practice.post("two");
  expect(await quota()).toEqual([
    { quota_usage: 2, config: { quota_total: 2, quota_duration: 86_400 } },
  ]);
  const creation_id = await practice.container("three");
  const over = await call("POST", `${V}/me/media_publish`, { creation_id });
  expect(codes(over.body)).toEqual([9, 2207042]);
  expect(practice.published()).toBe(2);

  clock.advance(24 * 60 * 60 * 1000 - 3000);
  const after = await call("POST", `${V}/me/media_publish`, { creation_id });
  expect(after.status).toBe(200);
  const bare = await call("GET", `${V}/me/content_publishing_limit`);
  expect(bare.body.data).toEqual([{ quota_usage: 2 }]);
});

test("the 401st container of a rolling day is refused", async () => {
  await using practice = await practise({ behaviour: { processingMs: 0 } });
  const image_url = serveBytes(await picture(320, 320));
  const create = (): Promise<number> =>
    practice.call("POST", `${V}/me/media`, { image_url }).then((reply) => reply.status);
  for (let round = 0; round < 40; round++)
    expect(await Promise.all(Array.from({ length: 10 }, create))).toEqual(Array(10).fill(200));
  expect(await create()).toBe(400);
  practice.clock.advance(24 * 60 * 60 * 1000);
  expect(await create()).toBe(200);
});

test("parameters are taken from the query, a form, a multipart form and JSON alike", async () => {
  await using practice = await practise();
  const url = `${practice.server.origin}${V}/me/media`;
  const fields = { image_url: good, caption: "Ça & là #1", is_ai_generated: "true" };
  const authorization = `Bearer ${practice.token}`;
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  const requests: readonly [string, RequestInit][] = [
    [`${url}?${new URLSearchParams(fields)}`, { headers: { authorization } }],
    [url, { headers: { authorization }, body: new URLSearchParams(fields) }],
    [url, { headers: { authorization }, body: form }],
    [
      url,
      {
        headers: { authorization, "content-type": "application/json" },
        body: JSON.stringify({ ...fields, is_ai_generated: true }),
      },
    ],
  ];
  for (const [address, init] of requests)
    expect((await fetch(address, { method: "POST", ...init })).status).toBe(200);
  const made = practice.server.ledger().filter((entry) => entry.kind === "container");
  expect(made.map((entry) => [entry.caption, entry.isAiGenerated])).toEqual(
    requests.map(() => ["Ça & là #1", true]),
  );
  const torn = await fetch(url, {
    method: "POST",
    headers: { authorization, "content-type": "application/json" },
    body: '{"image_url":',
  });
  expect(torn.status).toBe(400);
});

async function hostWith(
  files: Readonly<Record<string, string | Buffer>>,
): Promise<AsyncDisposable & { readonly origin: string }> {
  const server = createServer((request, response) => response.end(files[request.url ?? ""] ?? ""));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    [Symbol.asyncDispose]: async () => void server.close(),
  };
}

function padded(length: number): Buffer {
  return Buffer.concat([jpeg, Buffer.alloc(length - jpeg.length)]);
}

function multiPicture(): Buffer {
  const segment = Buffer.from([0xff, 0xe2, 0, 6, ...Buffer.from("MPF\0")]);
  return Buffer.concat([jpeg.subarray(0, 2), segment, jpeg.subarray(2)]);
}

function forbidden(): string {
  return host.serve((_request, response) => response.writeHead(403).end());
}

function redirectsToItself(): string {
  return host.serve((request, response) =>
    response.writeHead(302, { location: request.url ?? "/" }).end(),
  );
}

test("what the ledger calls the hash is that of the fetched bytes, which the profile shows", async () => {
  await using practice = await practise();
  await practice.post("hash");
  const entry = practice.server.ledger().at(-1);
  expect(entry?.kind === "publish" && entry.sha256).toBeTruthy();
  if (entry?.kind !== "publish") return;
  expect(entry.picture.file).toBe(`${entry.sha256}.jpg`);
  const kept = readFileSync(`${practice.folder}/pictures/${entry.picture.file}`);
  const shown = await fetch(`${practice.server.origin}/pictures/${entry.picture.file}`);
  expect(Buffer.from(await shown.arrayBuffer()).equals(kept)).toBe(true);
  expect(kept.equals(await picture(1080, 1350))).toBe(true);
});
