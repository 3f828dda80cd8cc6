import type { AccountLogin } from "../../../shared/contract/accounts.ts";

/** What each login asks for. The two families of names must never be mixed (peers: PostHog 86748). */
export type Permissions = {
  /** Without these nothing can be published. */
  readonly needed: readonly string[];
  /** For comments and figures: worth having. */
  readonly wanted: readonly string[];
};

/** Business Login for Instagram and Facebook Login, as of 2026-10-04 (instagram-api notes, 1.1). */
export const PERMISSIONS: Readonly<Record<Exclude<AccountLogin, "practice">, Permissions>> = {
  instagram: {
    needed: ["instagram_business_basic", "instagram_business_content_publish"],
    wanted: ["instagram_business_manage_comments", "instagram_business_manage_insights"],
  },
  facebook: {
    needed: [
      "instagram_basic",
      "instagram_content_publish",
      "pages_show_list",
      "pages_read_engagement",
    ],
    wanted: ["instagram_manage_comments", "instagram_manage_insights"],
  },
};

/** With Facebook Login, to let the Page hold pictures while Instagram fetches them (Page Photos reference). */
export const PAGE_PICTURES = "pages_manage_posts";

/** Which permissions of a login are not among those granted. */
export function missingPermissions(
  login: keyof typeof PERMISSIONS,
  granted: readonly string[],
): Permissions {
  const { needed, wanted } = PERMISSIONS[login];
  const without = (names: readonly string[]) => names.filter((name) => !granted.includes(name));
  return { needed: without(needed), wanted: without(wanted) };
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(names: readonly string[]): string {
  const last = names.at(-1) ?? "";
  return names.length < 2 ? last : `${names.slice(0, -1).join(", ")} and ${last}`;
}
