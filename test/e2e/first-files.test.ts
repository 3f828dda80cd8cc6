import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { buildWhenStale } from "../electron-host/build.ts";

/**
 * What a start loads before the first screen stands. A new feature that makes one of these grow belongs in a file of its own:
 * `await import(…)` in the main process, `lazy` or `later` on the screen.
 */
const root = join(import.meta.dirname, "../..");
const MOST_OF_THE_PAGE = 400_000;
const MOST_OF_THE_FIRST_READS = 6_000;

const read = (file: string) => readFileSync(join(root, "dist/renderer", file), "utf8");
let page = "";
beforeAll(() => {
  buildWhenStale(root);
  page = read("index.html");
});

/** The scripts that the page runs by itself, in its order. */
function scripts(): readonly string[] {
  return [...page.matchAll(/<script type="module"[^>]* src="\/([^"]+)"/g)].map(
    ([, src = ""]) => src,
  );
}

test("the page runs two scripts: its first questions, then everything of the first screen", () => {
  expect(scripts()).toEqual([
    expect.stringMatching(/^assets\/first-reads-.+\.js$/),
    expect.stringMatching(/^assets\/index-.+\.js$/),
  ]);
  expect(page).toMatch(/<script type="module" async[^>]*first-reads/);
});

test("the first questions wait for nothing else and are small", () => {
  const code = read(scripts()[0] ?? "");
  expect(code).not.toMatch(/\bimport\b/);
  expect(code.length).toBeLessThan(MOST_OF_THE_FIRST_READS);
});

test("the first screen's file is small, and has nothing that only another screen needs", () => {
  const code = read(scripts()[1] ?? "");
  expect(code.length).toBeLessThan(MOST_OF_THE_PAGE);
  // Words that the libraries themselves say: schemas, the virtual lists, dragging, menus.
  for (const word of ["ZodError", "scrollToIndex", "honey-pot", "menuitemradio"])
    expect(code.includes(word), `${word} in the first screen's file`).toBe(false);
});
