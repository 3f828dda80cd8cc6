import { parentPort, workerData } from "node:worker_threads";
import { AppError } from "../../shared/result.ts";
import { openReadOnly } from "../db/read-only.ts";
import { prepareRestore } from "../db/restore.ts";
import { describeBackups } from "./describe-backups.ts";
import { checkInvariants } from "./invariants/check.ts";
import type { ReadOrder, ReadReply } from "./reader.ts";

/* The thread of one long piece of work on a database: does what it is told, answers once and ends. */

function answer(order: ReadOrder): ReadReply {
  try {
    return { kind: "done", value: carryOut(order) };
  } catch (error) {
    const code = error instanceof AppError ? error.code : null;
    return { kind: "failed", code, reason: error instanceof Error ? error.message : String(error) };
  }
}

function carryOut(order: ReadOrder): object | null {
  if (order.kind === "check-invariants") return check(order.database);
  if (order.kind === "describe-backups") return describeBackups(order.folder, order.database);
  prepareRestore(order);
  return null;
}

function check(database: string): object {
  const client = openReadOnly(database);
  try {
    return checkInvariants(client);
  } finally {
    client.close();
  }
}

// A thread's postMessage has no origin to name; the rule means windows.
// oxlint-disable-next-line unicorn/require-post-message-target-origin
parentPort?.postMessage(answer(workerData as ReadOrder));
