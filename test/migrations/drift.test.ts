import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");

test("the tables say what the migrations say: nothing is left to generate", () => {
  const copy = join(mkdtempSync(join(tmpdir(), "defeah-drift-")), "migrations");
  cpSync(join(root, "resources/migrations"), copy, { recursive: true });
  const before = readdirSync(copy);
  const drizzleKit = join(root, "node_modules/drizzle-kit/bin.cjs");
  const options = [
    "--dialect=sqlite",
    "--schema=electron/db/schema.ts",
    `--out=${relative(root, copy)}`,
  ];
  const made = spawnSync(process.execPath, [drizzleKit, "generate", ...options], {
    cwd: root,
    encoding: "utf8",
  });
  expect(made.stdout + made.stderr).toContain("No schema changes");
  expect(readdirSync(copy)).toEqual(before);
}, 60_000);
