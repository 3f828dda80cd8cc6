import { millisecondsInDay as DAY, millisecondsInHour as HOUR } from "date-fns/constants";
import type { Account } from "../../../shared/contract/accounts.ts";
import type { Finding, MetaScreen } from "../../../shared/contract/diagnosis.ts";
import type { Me } from "../../graph/endpoints/accounts.ts";
import type { PublishingLimit } from "../../graph/endpoints/limits.ts";
import type { Page } from "../../graph/endpoints/pages.ts";
import { GraphFailure } from "../../graph/failure.ts";
import { finding, unanswered, type Asked, type Verdict } from "./finding.ts";
import { listed, missingPermissions } from "./permissions.ts";
import { isProfessional } from "./words.ts";

// Of the account and what stands behind it. Pure: `doctor.ts` does the asking.

export function judgeOwner(account: Account, me: Asked<Me>): Finding {
  const title = "Whose token it is";
  if ("error" in me)
    return finding(
      "owner",
      title,
      unanswered(me.error, {
        open: account.login === "facebook" ? "business-integrations" : "app-dashboard",
      }),
    );
  if (me.value.platformUserId !== account.platformUserId)
    return finding("owner", title, {
      verdict: "fail",
      says: `Instagram says it belongs to @${me.value.username}, not to @${account.username}.`,
      todo: "Connect this account again with its own login.",
      open: "app-dashboard",
    });
  return finding("owner", title, {
    verdict: "pass",
    says: `Instagram takes it, and knows it as @${me.value.username}’s.`,
  });
}

export function judgeType(account: Account, me: Asked<Me>): Finding {
  const title = "Account type";
  if ("error" in me)
    return finding("type", title, {
      verdict: "unknown",
      says: "Instagram was not willing to name the account, so its type is not known.",
    });
  const { accountType } = me.value;
  if (accountType === "")
    return account.login === "facebook"
      ? finding("type", title, {
          verdict: "pass",
          says: "Professional: Facebook links no other to a Page.",
        })
      : finding("type", title, { verdict: "unknown", says: "Instagram did not tell it." });
  if (isProfessional(accountType))
    return finding("type", title, {
      verdict: "pass",
      says: accountType.toUpperCase() === "BUSINESS" ? "A business account." : "A creator account.",
    });
  return finding("type", title, {
    verdict: "fail",
    says: "It is a personal account, and Instagram lets apps publish for professional ones only.",
    todo: "In the Instagram app: Settings, then Account type and tools, then Switch to professional account. It is free. Then connect again.",
    open: "account-type",
  });
}

export type PermissionFacts = {
  readonly granted: readonly string[] | null;
  readonly limit: Asked<PublishingLimit>;
};

export function judgePermissions(account: Account, facts: PermissionFacts): Finding {
  const title = "Permissions";
  const { login } = account;
  if (login === "practice")
    return finding("permissions", title, { verdict: "pass", says: "Practice asks for none." });
  const open = login === "facebook" ? "business-integrations" : "app-dashboard";
  const again = "Connect again and leave every permission ticked.";
  if (facts.granted === null) return finding("permissions", title, guessed(facts.limit, open));
  const missing = missingPermissions(login, facts.granted);
  if (missing.needed.length > 0)
    return finding("permissions", title, {
      verdict: "fail",
      says: `Publishing needs ${listed(missing.needed)}, which the login did not grant.`,
      todo: again,
      open,
    });
  if (missing.wanted.length > 0)
    return finding("permissions", title, {
      verdict: "warn",
      says: `Publishing is allowed. Missing, for comments and figures: ${listed(missing.wanted)}.`,
      todo: again,
      open,
    });
  return finding("permissions", title, {
    verdict: "pass",
    says: "Everything the app asks for was granted.",
  });
}

/** Nobody tells the permissions of a pasted token; that the quota is told shows the one that matters. */
function guessed(limit: Asked<PublishingLimit>, open: MetaScreen): Verdict {
  if ("value" in limit)
    return {
      verdict: "pass",
      says: "Publishing is allowed: Instagram tells the quota only to such a token. Whether comments and figures are is not known; a pasted token does not tell.",
    };
  const { error } = limit;
  if (error instanceof GraphFailure && error.kind === "auth" && error.code !== 190)
    return {
      verdict: "fail",
      says: "The token may not publish.",
      todo: "In the App Dashboard open Instagram, then API setup with Instagram login, and generate a token with instagram_business_basic and instagram_business_content_publish.",
      open,
    };
  return {
    verdict: "unknown",
    says: "A pasted token does not tell them, and the quota, which would show it, could not be read.",
  };
}

export function judgePage(account: Account, page: Asked<Page> | null): Finding {
  const title = "Facebook Page";
  if (page === null || account.page === null)
    return finding("page", title, {
      verdict: "pass",
      says: "None is needed: this login speaks to Instagram directly.",
    });
  const name = account.page.name || "The Page";
  if ("error" in page)
    return finding("page", title, unanswered(page.error, { open: "page-access" }));
  const { linked } = page.value;
  if (linked?.platformUserId === account.platformUserId)
    return finding("page", title, {
      verdict: "pass",
      says: `${name} is linked to @${account.username}.`,
    });
  return finding("page", title, {
    verdict: "fail",
    says: linked
      ? `${name} is linked to @${linked.username || "another account"} now, not to @${account.username}.`
      : `${name} is no longer linked to an Instagram account.`,
    todo: "On Facebook, as the Page: Settings, then Linked accounts, then Instagram. Connect it there, then connect again here.",
    open: "page-link",
  });
}

/** What no API tells is said to be unknown, with where to look. */
export function judgePageRights(): Finding {
  return finding("page-rights", "Two-factor and Page authorisation", {
    verdict: "unknown",
    says: "Facebook may ask for two-factor login, or for Page Publishing Authorisation, before it publishes. It tells no app whether it does.",
    todo: "If posts are refused without a reason, look at the Page’s access there.",
    open: "page-access",
  });
}

export function judgeStanding({ trouble, login }: Account): Finding {
  const title = "Standing with Instagram";
  if (trouble)
    return finding("standing", title, {
      verdict: "fail",
      says: trouble.what,
      todo: trouble.todo,
      open: login === "practice" ? null : "account-status",
    });
  return finding("standing", title, {
    verdict: "pass",
    says:
      login === "practice"
        ? "Nothing is held against it."
        : "Nothing in Instagram’s answers is held against it. Its Account Status page itself is shown in the Instagram app only.",
  });
}

export function judgeQuota(limit: Asked<PublishingLimit>): Finding {
  const title = "Posts allowed";
  if ("error" in limit) {
    const { says } = unanswered(limit.error);
    return finding("quota", title, { verdict: "unknown", says });
  }
  const { used, total, durationMs } = limit.value;
  const window = durationMs === DAY ? "24 hours" : `${Math.round(durationMs / HOUR)} hours`;
  const says = `${used} of ${total} used in the last ${window}.`;
  if (used >= total)
    return finding("quota", title, {
      verdict: "fail",
      says,
      todo: "Posts go on as soon as the window frees a place.",
    });
  return finding("quota", title, { verdict: used >= total * 0.9 ? "warn" : "pass", says });
}
