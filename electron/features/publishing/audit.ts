import type { Db } from "../../db/db.ts";
import { appendAudit, type AuditEntry } from "../../lib/audit.ts";
import { listAudit } from "../../lib/queries.ts";
import type { Fact } from "./machine.ts";
import { findPostVersion } from "./queries.ts";
import type { PublicationRow } from "./tables.ts";

type Deed = Pick<AuditEntry, "who" | "action">;

/** The facts that the audit log names. The steps between them are in the attempts. */
const AUDITED: Readonly<Partial<Record<Fact["fact"], Deed>>> = {
  "scheduled-again": { who: "you", action: "schedule" },
  cancelled: { who: "you", action: "unschedule" },
  "media-prepared": { who: "app", action: "freeze" },
  intent: { who: "app", action: "publish" },
  accepted: { who: "app", action: "published" },
  "seen-published": { who: "app", action: "published" },
  identified: { who: "app", action: "identified" },
  "not-executed": { who: "app", action: "not-published" },
  "outcome-lost": { who: "app", action: "outcome-unknown" },
  doubted: { who: "app", action: "outcome-unknown" },
  "proved-unpublished": { who: "app", action: "not-published" },
  undecidable: { who: "app", action: "ask" },
  "too-late": { who: "app", action: "missed" },
  refused: { who: "app", action: "fail" },
  "said-live": { who: "you", action: "say-live" },
  "said-not-live": { who: "you", action: "say-not-live" },
  dropped: { who: "you", action: "drop" },
};
/** She saves with each keystroke: so long, changes of one post are one line. What was sent is in `freeze`. */
const ONE_EDIT_MS = 10 * 60_000;

/** Writes a fact into the audit log, in its own transaction. `row` is as the fact left it. */
export function auditFact(tx: Db, row: PublicationRow, fact: Fact): void {
  const deed = AUDITED[fact.fact];
  if (deed) audit(tx, row, deed);
}

/** Her first promise to publish: before it there is no row for a fact to change. */
export function auditScheduled(tx: Db, row: PublicationRow): void {
  audit(tx, row, { who: "you", action: "schedule" });
}

/** She changes a post that has been scheduled. */
export function auditEdit(tx: Db, row: PublicationRow, now: number): void {
  const last = listAudit(tx, row.id).at(-1);
  if (last?.action === "edit" && now - last.at < ONE_EDIT_MS) return;
  audit(tx, { ...row, updatedAt: now }, { who: "you", action: "edit" });
}

function audit(tx: Db, row: PublicationRow, deed: Deed): void {
  appendAudit(tx, {
    ...deed,
    at: row.updatedAt,
    subject: row.id,
    detail: {
      postId: row.postId,
      postVersion: findPostVersion(tx, row.postId),
      dueAt: row.dueAt,
      contentSha256: row.contentSha256,
      containerId: row.containerId,
      igMediaId: row.igMediaId,
    },
  });
}
