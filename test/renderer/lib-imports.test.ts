import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";

const root = resolve(import.meta.dirname, "../..");

/** What a screen may carry of the contract at run time: nothing that brings zod, which asks to make functions of text. */
const WITHOUT_ZOD = /\/(client|settings-defaults|post-defaults)\.ts$/;

test("screens take types from the contract, not schemas", () => {
  const files = readdirSync(join(root, "renderer"), { recursive: true, encoding: "utf8" });
  const carried = files
    .filter((file) => /\.tsx?$/.test(file))
    .flatMap((file) => {
      const source = readFileSync(join(root, "renderer", file), "utf8");
      const imports = source.matchAll(
        /^import (?!type\b)[^;]*?from "([^"]*shared\/contract[^"]*)"/gm,
      );
      return [...imports].map(([, spec = ""]) => `${file} carries ${spec}`);
    });
  expect(carried.filter((line) => !WITHOUT_ZOD.test(line))).toEqual([]);
});
