import fc from "fast-check";
import { expect, test } from "vitest";
import { stops, type RuleName } from "../../shared/rules/check.ts";
import {
  checkVideo,
  VIDEO_USES,
  type VideoFacts,
  type VideoUse,
} from "../../shared/rules/video.ts";
import { GOOD_VIDEO as GOOD } from "../renderer/preview/sample-videos.ts";

const MB = 1024 * 1024;
const MINUTE = 60_000;
const stopped = (change: Partial<VideoFacts>, use: VideoUse) =>
  stops(checkVideo({ ...GOOD, ...change }, use)).map(({ rule }) => rule);
const warned = (change: Partial<VideoFacts>, use: VideoUse) =>
  checkVideo({ ...GOOD, ...change }, use)
    .filter(({ level }) => level === "warn")
    .map(({ rule }) => rule);
const silent = {
  audioCodec: null,
  audioChannels: null,
  audioSampleRate: null,
  audioBitRate: null,
} as const;

test.each<[string, RuleName, Partial<VideoFacts>, readonly VideoUse[]]>([
  ["an index at the end", "container", { hasFastStart: false }, VIDEO_USES],
  ["an edit list", "container", { hasEditList: true }, VIDEO_USES],
  ["a byte over 300 MB", "file-size", { bytes: 300 * MB + 1 }, VIDEO_USES],
  ["a byte over 100 MB", "file-size", { bytes: 100 * MB + 1 }, ["story"]],
  ["wider than 10:1", "aspect", { width: 1900, height: 189 }, VIDEO_USES],
  ["taller than 1:10", "aspect", { width: 99, height: 1000 }, ["story"]],
  ["taller than 1:100", "aspect", { width: 9, height: 1000 }, VIDEO_USES],
  ["1921 columns", "width", { width: 1921, height: 1080 }, VIDEO_USES],
  ["4K upright", "width", { width: 2160, height: 3840 }, VIDEO_USES],
  ["under 3 seconds", "duration", { durationMs: 2999 }, VIDEO_USES],
  ["over a minute", "duration", { durationMs: MINUTE + 1 }, ["story"]],
  ["over 15 minutes", "duration", { durationMs: 15 * MINUTE + 1 }, VIDEO_USES],
  ["22 frames a second", "frame-rate", { frameRate: 22 }, VIDEO_USES],
  ["61 frames a second", "frame-rate", { frameRate: 61 }, VIDEO_USES],
  ["no frame rate at all", "frame-rate", { frameRate: 0 }, VIDEO_USES],
  ["ProRes", "codec", { codec: "ProRes" }, VIDEO_USES],
  ["interlaced", "codec", { isInterlaced: true }, VIDEO_USES],
  ["4:2:2", "codec", { chroma: "4:2:2" }, VIDEO_USES],
  ["over 25 Mbit/s", "bit-rate", { bitRate: 25_000_001 }, VIDEO_USES],
  ["uncompressed sound", "sound", { audioCodec: "PCM (uncompressed)" }, VIDEO_USES],
  ["surround sound", "sound", { audioChannels: 6 }, VIDEO_USES],
  ["96 kHz", "sound", { audioSampleRate: 96_000 }, VIDEO_USES],
])("%s is stopped by the rule of %s, with a way to mend it", (...[, rule, change, uses]) => {
  for (const use of VIDEO_USES)
    expect(stopped(change, use)).toEqual(uses.includes(use) ? [rule] : []);
  const [stop] = stops(checkVideo({ ...GOOD, ...change }, uses[0] ?? "reel"));
  expect(stop?.message).toMatch(/^[A-Z].*\.$/);
  expect(stop?.fix).toEqual({ kind: "add-media" });
});

test.each<[string, Partial<VideoFacts>, readonly VideoUse[]]>([
  ["a phone's recording", {}, VIDEO_USES],
  ["no sound", silent, VIDEO_USES],
  ["HEVC in a MOV", { container: "mov", codec: "hevc" }, VIDEO_USES],
  ["exactly 3 seconds", { durationMs: 3000 }, VIDEO_USES],
  ["exactly a minute", { durationMs: MINUTE }, VIDEO_USES],
  ["exactly 15 minutes", { durationMs: 15 * MINUTE, bytes: 300 * MB }, ["reel", "carousel-item"]],
  ["cinema's frame rate", { frameRate: 23.976 }, VIDEO_USES],
  ["a phone's 60 frames, a hair more", { frameRate: 60.02 }, VIDEO_USES],
  ["exactly 25 Mbit/s", { bitRate: 25_000_000 }, VIDEO_USES],
  ["mono at 44.1 kHz", { audioChannels: 1, audioSampleRate: 44_100 }, VIDEO_USES],
  ["1920 wide", { width: 1920, height: 1080 }, VIDEO_USES],
])("%s is taken", (_name, change, uses) => {
  for (const use of uses) expect(stopped(change, use)).toEqual([]);
});

test.each<[string, RuleName, Partial<VideoFacts>, readonly VideoUse[]]>([
  ["landscape", "aspect", { width: 1920, height: 1080 }, ["reel", "story"]],
  ["open groups", "codec", { hasOpenGop: true }, VIDEO_USES],
  ["HDR", "codec", { bitDepth: 10 }, VIDEO_USES],
  ["320 kbit/s of sound", "sound", { audioBitRate: 320_000 }, VIDEO_USES],
  ["over a minute", "duration", { durationMs: MINUTE + 1 }, ["carousel-item"]],
])("%s is advised on under %s and stops nothing by that", (...[, rule, change, uses]) => {
  for (const use of VIDEO_USES)
    expect(warned(change, use)).toEqual(uses.includes(use) ? [rule] : []);
});

test("every rule has its line whatever the figures, and names no figure that is none", () => {
  const figure = fc.double({ noNaN: true, min: 0, max: 1e12 });
  const facts = fc.record({
    bytes: figure,
    width: fc.integer({ min: 1, max: 20_000 }),
    height: fc.integer({ min: 1, max: 20_000 }),
    durationMs: figure,
    frameRate: figure,
    bitRate: fc.option(figure),
    audioChannels: fc.option(fc.nat(64)),
    audioSampleRate: fc.option(figure),
    audioBitRate: fc.option(figure),
  });
  fc.assert(
    fc.property(facts, fc.constantFrom(...VIDEO_USES), (change, use) => {
      const checks = checkVideo({ ...GOOD, ...change }, use);
      expect(new Set(checks.map(({ rule }) => rule)).size).toBe(9);
      for (const { message } of checks) expect(message).not.toMatch(/NaN|Infinity|undefined|null/);
    }),
  );
});
