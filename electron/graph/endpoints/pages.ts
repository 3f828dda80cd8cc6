import { z } from "zod";
import type { Speaker } from "../access.ts";
import { pathPart } from "../address.ts";
import type { GraphClient } from "../client.ts";
import { pageOf, PlatformId } from "../reply.ts";
import { Secret } from "../../lib/secret.ts";

const Linked = z.object({ id: PlatformId, username: z.string().max(200).optional() });

const PageReply = z.object({
  id: PlatformId,
  name: z.string().max(500).catch(""),
  access_token: z.string().min(1).max(4000).optional(),
  instagram_business_account: Linked.optional(),
});

/** A Facebook Page she may act for, and the Instagram account linked to it. */
export type Page = {
  readonly pageId: string;
  readonly name: string;
  /** The Page's own token; null when her role on it does not give one. */
  readonly token: Secret | null;
  readonly linked: { readonly platformUserId: string; readonly username: string } | null;
};

const FIELDS = "id,name,access_token,instagram_business_account{id,username}";
/** More Pages than one person looks after. */
const MOST_PAGES = 5;

/** The Pages she allowed the app, with a user's token (`/me/accounts`, User Accounts reference). @throws GraphFailure */
export async function listPages(graph: GraphClient, speaker: Speaker): Promise<readonly Page[]> {
  const pages: Page[] = [];
  let after: string | undefined;
  for (let turn = 0; turn < MOST_PAGES; turn += 1) {
    const { reply } = await graph.get(speaker, {
      path: "/me/accounts",
      params: { fields: FIELDS, limit: "50", after },
      schema: pageOf(PageReply),
    });
    pages.push(...reply.data.map(asPage));
    after = reply.paging?.next === undefined ? undefined : reply.paging.cursors?.after;
    if (after === undefined) break;
  }
  return pages;
}

/** The Page as its own token sees it. @throws GraphFailure */
export async function readPage(graph: GraphClient, speaker: Speaker, pageId: string) {
  const { reply } = await graph.get(speaker, {
    path: `/${pathPart(pageId)}`,
    params: { fields: "id,name,instagram_business_account{id,username}" },
    schema: PageReply,
  });
  return asPage(reply);
}

const GrantsReply = z.object({
  data: z.array(z.object({ permission: z.string(), status: z.string() })),
});

/** What she allowed in Facebook's login window (`/me/permissions`), with a user's token. @throws GraphFailure */
export async function readGrants(graph: GraphClient, speaker: Speaker): Promise<readonly string[]> {
  const { reply } = await graph.get(speaker, {
    path: "/me/permissions",
    params: {},
    schema: GrantsReply,
  });
  return reply.data.filter((item) => item.status === "granted").map((item) => item.permission);
}

function asPage(reply: z.infer<typeof PageReply>): Page {
  const linked = reply.instagram_business_account;
  return {
    pageId: reply.id,
    name: reply.name,
    token: reply.access_token === undefined ? null : new Secret(reply.access_token),
    linked: linked ? { platformUserId: linked.id, username: linked.username ?? "" } : null,
  };
}
