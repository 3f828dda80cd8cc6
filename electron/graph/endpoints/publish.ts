import { z } from "zod";
import type { Access } from "../access.ts";
import { pathPart } from "../address.ts";
import type { GraphClient } from "../client.ts";
import { GraphFailure } from "../failure.ts";
import { PlatformId } from "../reply.ts";
import { transportFailure } from "../transport.ts";

/** What is known after the publish call. `unknown` is not "failed": the post may be out, so the platform must be asked. */
export type PublishOutcome =
  | { readonly kind: "accepted"; readonly igMediaId: string; readonly serverAt: number | null }
  | { readonly kind: "not-executed"; readonly failure: GraphFailure }
  | { readonly kind: "unknown"; readonly failure: GraphFailure };

const Published = z.object({ id: PlatformId });

/**
 * Publishes a container: one request, no retry, no breaker, whatever happens (Content Publishing; instagram-api is not
 * idempotent here). `not-executed` only for what proves it: no connection, or an answer on the allow-list of `errors.ts`.
 * Never throws.
 */
export async function publishContainer(
  graph: GraphClient,
  access: Access,
  containerId: string,
): Promise<PublishOutcome> {
  const prepared = prepare(graph, access, containerId);
  if (prepared instanceof GraphFailure) return { kind: "not-executed", failure: prepared };
  graph.gate.count(access);
  const sent = await graph.wire.sendOnce({ ...prepared, timeoutMs: graph.timing.publishTimeoutMs });
  if (sent.kind === "unsent")
    return { kind: "not-executed", failure: transportFailure(sent.error, true) };
  if (sent.kind === "unanswered")
    return { kind: "unknown", failure: unanswered(transportFailure(sent.error, false)) };
  try {
    const { reply, serverAt } = graph.take(
      access,
      { schema: Published },
      { wire: sent.wire, isWrite: true },
    );
    return { kind: "accepted", igMediaId: reply.id, serverAt };
  } catch (error) {
    if (!(error instanceof GraphFailure)) throw error;
    return { kind: provesNothingSent(error) ? "not-executed" : "unknown", failure: error };
  }
}

/** Address and form, or why nothing may be sent: the quota is known to be used up, or the host is no safe one. */
function prepare(graph: GraphClient, access: Access, containerId: string) {
  try {
    graph.gate.passQuota(access);
    return graph.formOf(access, {
      path: `/${pathPart(access.platformUserId)}/media_publish`,
      params: { creation_id: containerId },
    });
  } catch (error) {
    // The only place where not sending is an outcome of its own.
    if (error instanceof GraphFailure) return error;
    throw error;
  }
}

/** 4xx with a code of the allow-list; a 5xx proves nothing, whatever code it carries. */
function provesNothingSent(failure: GraphFailure): boolean {
  const { httpStatus, isNotExecuted } = failure;
  return isNotExecuted && httpStatus !== null && httpStatus >= 400 && httpStatus < 500;
}

function unanswered(failure: GraphFailure): GraphFailure {
  return new GraphFailure({
    kind: "unknown",
    action: "verify",
    what: "The connection broke off while Instagram was publishing, so nobody knows yet whether it did.",
    todo: "The app looks on Instagram whether the post is out. Do not post it by hand meanwhile.",
    raw: failure.raw,
    cause: failure,
  });
}
