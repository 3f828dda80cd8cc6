import { z } from "zod";
import type { Access } from "../access.ts";
import { pathPart } from "../address.ts";
import type { GraphClient } from "../client.ts";
import { findBySubcode } from "../errors.ts";
import { PlatformId } from "../reply.ts";

export type NewContainer = {
  /** Public and reachable while the call lasts: Instagram fetches it (Content Publishing). */
  readonly imageUrl: string;
  readonly caption: string;
  readonly altText: string;
  readonly signal?: AbortSignal | undefined;
};

/** Makes the container of one image post. Harmless to repeat: it is invisible and lives 24 hours. @throws GraphFailure */
export async function createContainer(
  graph: GraphClient,
  access: Access,
  content: NewContainer,
): Promise<{ readonly containerId: string; readonly serverAt: number | null }> {
  const { reply, serverAt } = await graph.post(access, {
    path: `/${pathPart(access.platformUserId)}/media`,
    params: {
      image_url: content.imageUrl,
      caption: content.caption || undefined,
      alt_text: content.altText || undefined,
    },
    schema: z.object({ id: PlatformId }),
    signal: content.signal,
  });
  return { containerId: reply.id, serverAt };
}

const STATUS = ["IN_PROGRESS", "FINISHED", "PUBLISHED", "ERROR", "EXPIRED"] as const;
export type ContainerStatus = (typeof STATUS)[number];
export type Container = {
  readonly status: ContainerStatus;
  /** The platform's sentence. */
  readonly detail: string;
  /** From that sentence: on `ERROR` it carries one such as 2207082. */
  readonly subcode: number | null;
  /** What that code means, in her words, and whether the post must change before another try can succeed. */
  readonly trouble: {
    readonly what: string;
    readonly todo: string;
    readonly isHers: boolean;
  } | null;
  readonly serverAt: number | null;
};

/** How a container stands (IG Container reference). @throws GraphFailure */
export async function readContainer(
  graph: GraphClient,
  access: Access,
  containerId: string,
): Promise<Container> {
  const { reply, serverAt } = await graph.get(access, {
    path: `/${pathPart(containerId)}`,
    params: { fields: "status_code,status" },
    schema: z.object({ status_code: z.enum(STATUS), status: z.string().optional() }),
  });
  const detail = (reply.status ?? "").slice(0, 1000);
  const subcode = /\b22\d{5}\b/.exec(detail)?.[0];
  return {
    status: reply.status_code,
    detail,
    subcode: subcode === undefined ? null : Number(subcode),
    trouble: subcode === undefined ? null : troubleOf(Number(subcode)),
    serverAt,
  };
}

function troubleOf(subcode: number): Container["trouble"] {
  const row = findBySubcode(subcode);
  return row ? { what: row.what, todo: row.todo, isHers: row.action === "fix-content" } : null;
}
