import fc from "fast-check";
import { expect, test } from "vitest";
import { z } from "zod";
import { judgeFailure } from "../../electron/features/publishing/failures.ts";
import { PUBLISHING_TIMES } from "../../electron/features/publishing/times.ts";
import { GraphFailure } from "../../electron/graph/failure.ts";
import { readReply } from "../../electron/graph/reply.ts";
import { pauseBefore } from "../../electron/lib/backoff.ts";

const NOW = Date.UTC(2026, 9, 8, 12);
const HOUR = 3_600_000;
const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const range = fc
  .record({ first: fc.integer({ min: 1, max: 60_000 }), more: fc.nat({ max: 3_600_000 }) })
  .map(({ first, more }) => ({ first, largest: first + more }));

test("a pause lies between nothing and a ceiling that doubles and never exceeds the largest", () => {
  fc.assert(
    fc.property(fc.nat({ max: 5000 }), range, chance, (n, { first, largest }, random) => {
      const pause = pauseBefore(n, { first, largest }, random);
      expect(pause).toBeGreaterThanOrEqual(0);
      expect(pause).toBeLessThanOrEqual(Math.min(largest, first * 2 ** n));
    }),
  );
});

test("the whole room under the ceiling is used, from end to end", () => {
  const spread = (n: number) =>
    [0, 0.999_999].map((random) => pauseBefore(n, { first: 1000, largest: 60_000 }, random));
  expect(spread(0)).toEqual([0, 1000]);
  expect(spread(3)).toEqual([0, 8000]);
  expect(spread(20)).toEqual([0, 60_000]);
});

test("what needs time to settle has its least pause, whatever chance says", () => {
  const settle = { first: 15_000, largest: 600_000, least: 15_000 };
  fc.assert(
    fc.property(fc.nat({ max: 5000 }), chance, (n, random) => {
      const pause = pauseBefore(n, settle, random);
      expect(pause).toBeGreaterThanOrEqual(15_000);
      expect(pause).toBeLessThanOrEqual(600_000);
      if (n === 0) expect(pause).toBe(15_000);
    }),
  );
});

function failureOf(status: number, headers: Record<string, string>, body = ""): GraphFailure {
  try {
    readReply(
      { status, text: body, headers: new Headers(headers) },
      { schema: z.object({}), isWrite: true, secrets: [], now: NOW },
    );
  } catch (error) {
    if (error instanceof GraphFailure) return error;
  }
  return expect.fail("It went well.");
}

const date = (at: number) => new Date(at).toUTCString();

test.each([
  ["seconds", { "retry-after": "120" }, 120_000],
  ["a date", { "retry-after": date(NOW + HOUR), date: date(NOW) }, HOUR],
  [
    "a date, by the server's clock and not by this computer's",
    { "retry-after": date(NOW - HOUR), date: date(NOW - 2 * HOUR) },
    HOUR,
  ],
  ["a year, which is no hint but a mistake", { "retry-after": "31536000" }, 24 * HOUR],
])("the server's Retry-After of %s is when the next try comes", (_, headers, inMs) => {
  const failure = failureOf(503, headers);
  expect(failure).toMatchObject({ kind: "transient", retryAt: NOW + inMs });
  const verdict = judgeFailure(failure, {
    now: NOW,
    tries: 0,
    random: 0.5,
    times: PUBLISHING_TIMES,
  });
  expect(verdict).toMatchObject({ kind: "wait", at: NOW + inMs });
});

test.each(["soon", "-5", "0", "", "1e3"])("a Retry-After of %j hints at nothing", (value) => {
  expect(failureOf(503, { "retry-after": value }).retryAt).toBeNull();
});

test("a limit without a code of the platform is one too: 429 waits as the server says, else an hour", () => {
  expect(failureOf(429, { "retry-after": "30" })).toMatchObject({
    kind: "limited",
    retryAt: NOW + 30_000,
  });
  expect(failureOf(429, {})).toMatchObject({ kind: "limited", retryAt: NOW + HOUR });
});

test("without a hint a step is tried again after a jittered pause, never at once and never after more than ten minutes", () => {
  const failure = failureOf(500, {});
  const { retryMs, retryMaxMs } = PUBLISHING_TIMES;
  fc.assert(
    fc.property(fc.nat({ max: 500 }), chance, (tries, random) => {
      const verdict = judgeFailure(failure, { now: NOW, tries, random, times: PUBLISHING_TIMES });
      if (verdict.kind !== "wait") throw new Error("It does not wait.");
      expect(verdict.at - NOW).toBeGreaterThanOrEqual(1000);
      expect(verdict.at - NOW).toBeLessThanOrEqual(Math.min(retryMaxMs, retryMs * 2 ** tries));
    }),
  );
});
