/** Generates the next migration from the tables, and makes its new tables STRICT, which drizzle-kit cannot say. Run: npm run db:generate -- <name>. */
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const folder = join(import.meta.dirname, "../migrations");
const before = new Set(readdirSync(folder));
const name = process.argv[2] ?? "change";
const generated = spawnSync("drizzle-kit", ["generate", "--name", name], {
  stdio: "inherit",
  shell: true,
});
for (const file of readdirSync(folder).filter(
  (entry) => entry.endsWith(".sql") && !before.has(entry),
)) {
  const sql = readFileSync(join(folder, file), "utf8");
  writeFileSync(
    join(folder, file),
    sql.replace(/^\);(?=(--> statement-breakpoint)?$)/gm, ") STRICT;"),
  );
}
process.exitCode = generated.status ?? 1;
