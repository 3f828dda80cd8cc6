import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Db } from "./db.ts";

/** Applies the migrations of `folder` that are not applied yet. */
export function migrate(db: Db, folder: string): void {
  const client = db.$client;
  client.exec(
    "create table if not exists migration (tag text primary key, hash text not null) strict",
  );
  for (const file of readdirSync(folder)
    .filter((name) => name.endsWith(".sql"))
    .sort()) {
    const isApplied = client.prepare("select 1 from migration where tag = ?").get(file);
    if (isApplied) continue;
    client.exec(readFileSync(join(folder, file), "utf8"));
    client.prepare("insert into migration (tag, hash) values (?, '')").run(file);
  }
}
