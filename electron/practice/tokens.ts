import { createHash, randomBytes, randomInt } from "node:crypto";
import { PLATFORM } from "./limits.ts";
import type { EntryOf } from "./ledger.ts";
import type { Store } from "./store.ts";

/** Everything an app can be allowed with each login (Overview, Content Publishing, 2026-10-04). */
export const PERMISSIONS = {
  instagram: [
    "instagram_business_basic",
    "instagram_business_content_publish",
    "instagram_business_manage_comments",
    "instagram_business_manage_insights",
  ],
  facebook: [
    "instagram_basic",
    "instagram_content_publish",
    "instagram_manage_comments",
    "instagram_manage_insights",
    "instagram_manage_contents",
    "pages_show_list",
    "pages_read_engagement",
    "pages_manage_posts",
    "business_management",
  ],
} as const;

/** What stands in the ledger for a token: enough to know it again, useless to whoever reads the file. */
export function hashToken(clear: string): string {
  return createHash("sha256").update(clear).digest("hex");
}

export type IssuedToken = { readonly token: string; readonly expiresAt: number };

export type NewToken = {
  /** The id of an Instagram account, a person or a Page. */
  readonly holderId: string;
  readonly holder: EntryOf<"token">["holder"];
  readonly permissions?: readonly string[] | null;
  readonly isShortLived?: boolean;
  readonly appId?: string | null;
};

/** Makes a token as each login's look, and records it: 60 days, an hour when short-lived, without end when a Page's. */
export function issueToken(store: Store, wanted: NewToken, now: number): IssuedToken {
  const { holderId, holder, permissions = null, isShortLived = false, appId = null } = wanted;
  const start = holder === "instagram" ? "IGAA" : "EAAG";
  const token = `${start}${randomBytes(90).toString("base64url")}${randomInt(10)}ZD`;
  const expiresAt = now + (isShortLived ? PLATFORM.shortTokenLifeMs : PLATFORM.tokenLifeMs);
  store.record({
    kind: "token",
    at: now,
    platformUserId: holderId,
    holder,
    hash: hashToken(token),
    // Of a Page, when a long-lived user token asked for it: no end by time.
    expiresAt: holder === "page" && !isShortLived ? null : expiresAt,
    isShortLived,
    permissions: permissions === null ? null : [...permissions],
    appId,
  });
  return { token, expiresAt };
}
