import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { readMovie } from "../../electron/practice/read-movie.ts";
import { movie, type MovieFacts } from "../harness/movies.ts";
import { hostPictures, practise, type Practised } from "../harness/practice-client.ts";

const V = "/v26.0";
const host = await hostPictures();
const corpus = join(import.meta.dirname, "../../../shared/corpus/video");
const bunny = join(corpus, "big-buck-bunny-480p-30s.mp4");

function serve(bytes: Buffer): string {
  return host.serve((_request, response) => response.end(bytes));
}

async function statusOf(practice: Practised, video_url: string, media_type = "REELS") {
  const container = await practice.make({ media_type, video_url });
  return practice.status(container);
}

function detail(practice: Practised): string | null {
  const entry = practice.server.ledger().findLast(({ kind }) => kind === "arrival");
  return entry?.kind === "arrival" ? entry.detail : null;
}

const mono = { codec: "mp4a", channels: 1, hertz: 44_100 };
test.each<[string, Partial<MovieFacts>]>([
  ["of H.264", {}],
  ["of HEVC", { codec: "hvc1" }],
  ["of 3 seconds", { seconds: 3 }],
  ["of 15 minutes", { seconds: 900 }],
  ["of 23.976 pictures a second", { frameRate: 23.976 }],
  ["of 60 pictures a second", { frameRate: 60 }],
  ["1920 wide", { width: 1920, height: 1080 }],
  ["turned on its side", { width: 1080, height: 1920, isTurned: true }],
  ["without sound", { audio: null }],
  ["with one channel", { audio: mono }],
])("a reel %s is taken", async (_what, facts) => {
  await using practice = await practise();
  expect(await statusOf(practice, serve(movie(facts)))).toMatch(/^Finished/);
  expect(detail(practice)).toBeNull();
});

test.each<[string, Partial<MovieFacts>, RegExp]>([
  ["of 2.9 seconds", { seconds: 2.9 }, /2\.90 s/],
  ["longer than 15 minutes", { seconds: 901 }, /901/],
  ["whose moov box is last", { isFastStart: false }, /moov/],
  ["with an edit list", { hasEditList: true }, /edit list/],
  ["of VP9", { codec: "vp09" }, /vp09/],
  ["of AV1", { codec: "av01" }, /av01/],
  ["of 4:2:2", { profile: 122 }, /4:2:0/],
  ["wider than 1920", { width: 1921, height: 1080 }, /1921/],
  ["of 20 pictures a second", { frameRate: 20 }, /20\.00/],
  ["of 90 pictures a second", { frameRate: 90 }, /90\.00/],
  ["with more than 25 Mbit a second", { seconds: 3, bytes: 10_000_000 }, /bits a second/],
  ["with Opus", { audio: { ...mono, codec: "Opus" } }, /Opus/],
  ["with six channels", { audio: { ...mono, channels: 6 } }, /6 channels/],
  ["with 64,000 Hz", { audio: { ...mono, hertz: 64_000 } }, /64000 Hz/],
  ["of a shape beyond 10:1", { width: 1900, height: 180 }, /shape/],
])("a reel %s ends in ERROR 2207026", async (_what, facts, why) => {
  await using practice = await practise();
  const container = await practice.make({ media_type: "REELS", video_url: serve(movie(facts)) });
  expect(await practice.status(container)).toBe(
    "Error: Media upload has failed with error code 2207026",
  );
  expect(detail(practice)).toMatch(why);
  await expect(practice.publish(container)).rejects.toThrow("2207027");
});

test("a story video may take 60 seconds, not 61; a reel's shape is no story's", async () => {
  await using practice = await practise();
  const story = (facts: Partial<MovieFacts>) => statusOf(practice, serve(movie(facts)), "STORIES");
  expect(await story({ seconds: 60 })).toMatch(/^Finished/);
  expect(await story({ seconds: 61 })).toMatch(/2207026$/);
  expect(await story({ width: 90, height: 1000 })).toMatch(/2207026$/);
});

test.each([
  ["a picture", Buffer.from("\xff\xd8\xff\xe0 no video", "latin1")],
  ["nothing", Buffer.alloc(0)],
  ["half a video", movie({ bytes: 10 }).subarray(0, 300)],
  ["boxes of wrong lengths", Buffer.from("\0\0\0\x09moov\0\0\0\x08mdat", "latin1")],
])("%s under video_url ends in ERROR 2207026", async (_what, bytes) => {
  await using practice = await practise();
  expect(await statusOf(practice, serve(bytes))).toMatch(/2207026$/);
});

test("no damage to a file can make its reader throw", () => {
  const path = join(mkdtempSync(join(tmpdir(), "practice-")), "damaged.mp4");
  const whole = movie({ bytes: 64 });
  const Damage = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 12 });
  fc.assert(
    fc.property(Damage, fc.nat(whole.length), (changes, length) => {
      const damaged = Buffer.from(whole);
      for (const [at, byte] of changes) damaged[at] = byte;
      writeFileSync(path, damaged.subarray(0, length));
      expect(["object", "undefined"]).toContain(typeof readMovie(path));
    }),
    { numRuns: 500 },
  );
});

test("an address that cannot be fetched shows in the container's status, not in the reply", async () => {
  await using practice = await practise({ behaviour: { fetchTimeoutMs: 20, processingMs: 0 } });
  const forbidden = host.serve((_request, response) => response.writeHead(403).end());
  expect(await statusOf(practice, forbidden)).toMatch(/2207052$/);
  expect(await statusOf(practice, "http://127.0.0.1:1/x.mp4")).toMatch(/2207052$/);
  expect(
    await statusOf(
      practice,
      host.serve(() => {}),
    ),
  ).toMatch(/2207003$/);
});

test("a cover frame after the end of the video ends in ERROR 2207057", async () => {
  await using practice = await practise();
  const video_url = serve(movie({ seconds: 5 }));
  const at = (thumb_offset: string) =>
    practice
      .make({ media_type: "REELS", video_url, thumb_offset })
      .then((id) => practice.status(id));
  expect(await at("5000")).toMatch(/^Finished/);
  expect(await at("5001")).toMatch(/2207057$/);
});

test("a video processes three times as long as a picture, and the reply does not wait for its download", async () => {
  await using practice = await practise({ behaviour: { processingMs: 2000 } });
  const door = Promise.withResolvers<void>();
  const bytes = movie();
  const video_url = host.serve((_request, response) => {
    void door.promise.then(() => response.end(bytes));
  });
  const made = await practice.call("POST", `${V}/me/media`, { media_type: "REELS", video_url });
  practice.clock.advance(5000);
  expect(await practice.status(made.body.id)).toMatch(/^In Progress/);
  door.resolve();
  await expect.poll(() => practice.server.ledger().at(-1)?.kind).toBe("arrival");
  expect(await practice.status(made.body.id)).toMatch(/^In Progress/);
  practice.clock.advance(1000);
  expect(await practice.status(made.body.id)).toMatch(/^Finished/);
});

test("a download that a stop cut off ends its container after the restart", async () => {
  const first = await practise();
  const video_url = host.serve(() => {});
  const made = await first.call("POST", `${V}/me/media`, { media_type: "REELS", video_url });
  await first.server.stop();
  await using again = await practise({ folder: first.folder, clock: first.clock });
  first.clock.advance(6000);
  expect(await again.status(made.body.id)).toMatch(/2207077$/);
});

test("a cover that is no JPEG is refused at once", async () => {
  await using practice = await practise();
  const cover_url = serve(Buffer.from("no picture"));
  const reply = await practice.call("POST", `${V}/me/media`, {
    media_type: "REELS",
    video_url: serve(movie()),
    cover_url,
  });
  expect(reply.body.error.code).toBe(9004);
});

test.skipIf(!existsSync(bunny))(
  "a real film as ffmpeg writes it, moov last and with edit lists, is refused for it (corpus)",
  async () => {
    await using practice = await practise();
    expect(await statusOf(practice, serve(readFileSync(bunny)))).toMatch(/2207026$/);
    expect(detail(practice)).toBe("Its moov box is not first.");
  },
);
