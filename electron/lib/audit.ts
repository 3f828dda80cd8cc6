import { createHash } from "node:crypto";
import type { Db } from "../db/db.ts";
import { eachAudit, findLastAudit, insertAudit } from "./queries.ts";
import type { AuditRow } from "./tables.ts";

/** A line to be written. `subject`: id of the publication it is about, `app` for what is about all. */
export type AuditEntry = Pick<AuditRow, "at" | "who" | "action" | "subject"> & {
  /** Ids, times and digests; no captions, no secrets. */
  readonly detail: Readonly<Record<string, unknown>>;
};

/** What the first line is bound to. */
const START = "0".repeat(64);

/** Adds a line to the audit log, in the transaction of what it tells of. */
export function appendAudit(tx: Db, entry: AuditEntry): void {
  const last = findLastAudit(tx);
  const line = { ...entry, detail: JSON.stringify(entry.detail), seq: (last?.seq ?? 0) + 1 };
  const digest = digestOf(line, last?.digest ?? START);
  insertAudit(tx, { ...line, digest });
}

/** How the chain stands. `brokenAt`: the first line that does not follow from those before it; null when all do. */
export type AuditChain = {
  readonly lines: number;
  readonly head: string | null;
  readonly brokenAt: number | null;
};

/**
 * Computes the chain anew from the first line. It shows a line changed, removed or put in between; not that all lines from
 * one on were written anew by someone who knows how: for that, compare with the digests in receipts kept elsewhere.
 */
export function verifyAudit(db: Db): AuditChain {
  let head = START;
  let lines = 0;
  for (const row of eachAudit(db)) {
    if (row.seq !== lines + 1 || row.digest !== digestOf(row, head))
      return { lines, head, brokenAt: row.seq };
    head = row.digest;
    lines++;
  }
  return { lines, head: lines === 0 ? null : head, brokenAt: null };
}

function digestOf(line: Omit<AuditRow, "digest">, previous: string): string {
  const { seq, at, who, action, subject, detail } = line;
  return createHash("sha256")
    .update(JSON.stringify([previous, seq, at, who, action, subject, detail]))
    .digest("hex");
}
