import { writeFile } from "node:fs/promises";
import { basename } from "node:path";
import type { Publication, Receipt } from "../../../shared/contract/publishing.ts";
import { AppError } from "../../../shared/result.ts";
import type { Db } from "../../db/db.ts";
import { listAudit } from "../../lib/queries.ts";
import type { Ports } from "../../ports.ts";
import type { AnalyticsService } from "../analytics/service.ts";
import type { Afterworks } from "./afterwork.ts";
import { listContainers } from "./container-queries.ts";
import { parseContent } from "./content.ts";
import { noSuchPublication } from "./conflicts.ts";
import { findReceiptAccount, listAttempts, listShown, type ShownRow } from "./queries.ts";
import { receiptPage } from "./receipt-page.ts";
import { toAttempt, toAuditLine } from "./view.ts";

/** Proofs of publications, to be shown and to be kept outside of the app. */
export class Receipts {
  private readonly deps: {
    readonly db: Db;
    readonly ports: Pick<Ports, "dialogs" | "host" | "clock">;
    readonly afterworks: Pick<Afterworks, "list">;
    readonly analytics: Pick<AnalyticsService, "readings">;
    readonly show: (row: ShownRow) => Publication;
  };

  constructor(deps: Receipts["deps"]) {
    this.deps = deps;
  }

  /** @throws AppError `not-found` */
  read(publicationId: string): Receipt {
    const { db, show } = this.deps;
    const [row] = listShown(db, [publicationId]);
    const account = row && findReceiptAccount(db, row.accountId);
    if (!row || !account) throw noSuchPublication();
    return {
      publication: show(row),
      username: account.username,
      accountKind: account.kind,
      scheduledAt: row.scheduledAt,
      dueAt: row.dueAt,
      jitterMs: row.jitterMs,
      publishedAt: row.publishedAt,
      containerId: row.containerId,
      contentSha256: row.contentSha256,
      imageSha256: row.imageSha256,
      items: this.items(row),
      afterwork: this.deps.afterworks.list(publicationId),
      readings: this.deps.analytics.readings(row),
      attempts: listAttempts(db, publicationId).map(toAttempt),
      audit: listAudit(db, publicationId).map(toAuditLine),
    };
  }

  private items({ id, content }: ShownRow): Receipt["items"] {
    if (content === null) return [];
    const containers = new Map(
      listContainers(this.deps.db, id).map((row) => [row.position, row.containerId]),
    );
    return parseContent(content).media.map(({ kind, sha256 }, position) => ({
      kind,
      sha256,
      containerId: containers.get(position) ?? null,
    }));
  }

  /** @throws AppError `unexpected` when the file cannot be written there. */
  async export(
    publicationId: string,
    as: "json" | "page",
  ): Promise<{ readonly saved: string | null }> {
    const { dialogs, host, clock } = this.deps.ports;
    const receipt = this.read(publicationId);
    const made = { by: `Defeah Studio ${host.version}`, at: clock.now() };
    const name = `receipt ${receipt.username} ${receipt.publication.plan.wallTime.replace("T", " ").replace(":", ".")}`;
    const isPage = as === "page";
    const path = await dialogs.saveFile({
      title: "Save the receipt",
      name: `${name}.${isPage ? "html" : "json"}`,
    });
    if (path === null) return { saved: null };
    const text = isPage
      ? receiptPage(receipt, made)
      : `${JSON.stringify({ made, receipt }, null, 2)}\n`;
    await save(path, text);
    return { saved: basename(path) };
  }
}

async function save(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text);
  } catch (cause) {
    throw new AppError(
      "invalid-input",
      "The receipt could not be written there. Choose another folder, or free some space.",
      { cause },
    );
  }
}
