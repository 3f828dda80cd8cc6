import { existsSync, rmSync, writeFileSync } from "node:fs";
import type Database from "better-sqlite3";
import { isDamage } from "./files.ts";

type Statement = Database.Statement;
const READS = ["run", "get", "all", "iterate"] as const;

/** From now on the first query that meets a damaged page is told of, whoever made it; it fails all the same. */
export function whenDamaged(client: Database.Database, tell: (error: unknown) => void): void {
  const prepare = client.prepare.bind(client) as (sql: string) => Statement;
  const watched = (sql: string): Statement => {
    const statement = prepare(sql);
    for (const name of READS) {
      const method = statement[name] as (...params: unknown[]) => unknown;
      Object.defineProperty(statement, name, {
        value: (...params: unknown[]) => {
          try {
            return method.apply(statement, params);
          } catch (error) {
            if (isDamage(error)) tell(error);
            throw error;
          }
        },
      });
    }
    return statement;
  };
  Object.defineProperty(client, "prepare", {
    value: (sql: string) => {
      try {
        return watched(sql);
      } catch (error) {
        if (isDamage(error)) tell(error); // the schema itself cannot be read
        throw error;
      }
    },
  });
}

/** Marks a database for a closer look at the next start: a clean close would hide what was met. */
export function markSuspect(file: string): void {
  writeFileSync(suspectFile(file), "");
}

export function isSuspect(file: string): boolean {
  return existsSync(suspectFile(file));
}

export function clearSuspect(file: string): void {
  rmSync(suspectFile(file), { force: true });
}

function suspectFile(file: string): string {
  return `${file}.suspect`;
}
