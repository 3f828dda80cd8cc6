import { mkdtempSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { readRange } from "../../electron/shell/byte-range.ts";
import { answerMedia } from "../../electron/shell/media-answer.ts";

const folder = mkdtempSync(join(tmpdir(), "defeah-answer-"));
const file = join(folder, "clip.mp4");
const bytes = Buffer.from(Array.from({ length: 1000 }, (_, at) => at % 251));
writeFileSync(file, bytes);
const ask = (range: string | null) => answerMedia({ file, mime: "video/mp4" }, range, {});
const bodyOf = async (reply: Response) => Buffer.from(await reply.arrayBuffer());

test.each([
  ["bytes=0-", 0, 999],
  ["bytes=10-19", 10, 19],
  ["bytes=990-5000", 990, 999],
  ["bytes=-5", 995, 999],
  ["bytes=-5000", 0, 999],
])("%s of 1000 bytes is answered with that part", async (range, first, last) => {
  const reply = await ask(range);
  expect(reply.status).toBe(206);
  expect(reply.headers.get("content-range")).toBe(`bytes ${first}-${last}/1000`);
  expect(reply.headers.get("content-type")).toBe("video/mp4");
  expect(reply.headers.get("content-length")).toBe(String(last - first + 1));
  expect(await bodyOf(reply)).toEqual(bytes.subarray(first, last + 1));
});

test.each(["bytes=1000-", "bytes=-0"])("%s of 1000 bytes is outside", async (range) => {
  const reply = await ask(range);
  expect([reply.status, reply.headers.get("content-range")]).toEqual([416, "bytes */1000"]);
});

test.each([null, "bytes=5-2", "bytes=1-2,4-5", "lines=1-2", "bytes=-"])(
  "%s is answered with the whole file",
  async (range) => {
    const reply = await ask(range);
    expect(reply.status).toBe(200);
    expect(await bodyOf(reply)).toEqual(bytes);
  },
);

test("a long file is given whole from where a player asks, as it is read, and its length is said", async () => {
  const long = join(folder, "long.mp4");
  const size = 50 * 1024 * 1024;
  writeFileSync(long, "start");
  truncateSync(long, size);
  const reply = await answerMedia({ file: long, mime: "video/mp4" }, "bytes=1000-", {});
  expect(reply.headers.get("content-length")).toBe(String(size - 1000));
  expect(reply.headers.get("content-range")).toBe(`bytes 1000-${size - 1}/${size}`);
  expect((await bodyOf(reply)).length).toBe(size - 1000);
});

test("no header makes a part that is not in the file", () => {
  const header = fc.oneof(
    fc.string(),
    fc
      .tuple(fc.option(fc.nat()), fc.option(fc.nat()))
      .map(([a, b]) => `bytes=${a ?? ""}-${b ?? ""}`),
  );
  fc.assert(
    fc.property(header, fc.nat(5000), (text, size) => {
      const range = readRange(text, size);
      if (typeof range === "string") return;
      expect(range.first).toBeGreaterThanOrEqual(0);
      expect(range.last).toBeGreaterThanOrEqual(range.first);
      expect(range.last).toBeLessThan(size);
    }),
  );
});
