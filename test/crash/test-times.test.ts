import { expect, test } from "vitest";
import { readTestTimes } from "../../electron/shell/test-times.ts";

const SHORT = '{"graph": {"readTimeoutMs": 1}, "publishing": {"settleMs": 2}}';

test("from the sources the crash tests may shorten the waits", () => {
  expect(readTestTimes(false, SHORT)).toEqual({
    graph: { readTimeoutMs: 1 },
    publishing: { settleMs: 2 },
  });
  expect(readTestTimes(false, undefined)).toEqual({});
});

test("a packaged app keeps its waits, whatever its environment says", () => {
  expect(readTestTimes(true, SHORT)).toEqual({});
  expect(readTestTimes(true, "nonsense")).toEqual({});
});
