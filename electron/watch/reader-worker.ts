import { parentPort, workerData } from "node:worker_threads";
import { openReadOnly } from "../db/read-only.ts";
import { checkInvariants } from "./invariants/check.ts";
import type { ReadOrder, ReadReply } from "./reader.ts";

/* The thread of one long read: does what it is told, answers once and ends. */

function answer(order: ReadOrder): ReadReply {
  try {
    return { kind: "read", value: read(order) };
  } catch (error) {
    return { kind: "failed", reason: error instanceof Error ? error.message : String(error) };
  }
}

function read({ database }: ReadOrder): unknown {
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
