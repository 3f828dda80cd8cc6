import type { Account } from "../../../shared/contract/accounts.ts";
import type { Diagnosis, Finding } from "../../../shared/contract/diagnosis.ts";

const passed = (id: Finding["id"], title: string, says: string): Finding => ({
  id,
  title,
  verdict: "pass",
  says,
  todo: null,
  open: null,
});

/** What the doctor finds: one thing to mend and one not known on a live account, nothing on practice. */
export function diagnosisOf(account: Account, now: number): Diagnosis {
  const isLive = account.kind === "instagram";
  const faults: Finding[] = [
    {
      id: "permissions",
      title: "Permissions",
      verdict: "warn",
      says: "Publishing is allowed. Missing, for comments and figures: instagram_business_manage_insights.",
      todo: "Connect again and leave every permission ticked.",
      open: { kind: "meta", screen: "app-dashboard", label: "Open Meta’s App Dashboard" },
    },
    {
      id: "quota",
      title: "Posts allowed",
      verdict: "unknown",
      says: "It could not be asked: Instagram does not answer at the moment.",
      todo: null,
      open: null,
    },
  ];
  return {
    accountId: account.id,
    checkedAt: now,
    findings: [
      ...(isLive ? faults : []),
      passed("reach", "Way to Instagram", "graph.instagram.com answers."),
      passed(
        "owner",
        "Whose token it is",
        `Instagram takes it, and knows it as @${account.username}’s.`,
      ),
      passed(
        "token",
        "The token’s life",
        "It lives for 43 more days, and is renewed by itself long before.",
      ),
      passed("type", "Account type", "A business account."),
      passed("page", "Facebook Page", "None is needed: this login speaks to Instagram directly."),
      passed(
        "standing",
        "Standing with Instagram",
        "Nothing in Instagram’s answers is held against it. Its Account Status page itself is shown in the Instagram app only.",
      ),
      passed(
        "media-host",
        "Media host",
        "A picture was stored, fetched as Instagram does, and removed.",
      ),
      passed(
        "clock",
        "This computer’s clock",
        "It agrees with the server’s to within five seconds.",
      ),
    ],
  };
}
