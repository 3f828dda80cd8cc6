import { z } from "zod";
import { Id, Instant } from "./values.ts";

/** Screens of Meta's that a finding may send her to. By name: the addresses are main's own, and no other is opened. */
export const MetaScreen = z.enum([
  "app-dashboard",
  "app-testers",
  "account-type",
  "account-status",
  "page-link",
  "page-access",
  "business-integrations",
  "platform-status",
]);
export type MetaScreen = z.infer<typeof MetaScreen>;

/** One thing looked at between the app and Instagram. What could not be found out is `unknown`, never assumed. */
export const Finding = z.object({
  id: z.enum([
    "reach",
    "clock",
    "token",
    "owner",
    "type",
    "permissions",
    "page",
    "page-rights",
    "standing",
    "quota",
    "media-host",
  ]),
  title: z.string(),
  verdict: z.enum(["pass", "warn", "fail", "unknown"]),
  says: z.string(),
  /** What to do about it; null when nothing is to be done. */
  todo: z.string().nullable(),
  /** The screen to do it on: Meta's, or one of this app. */
  open: z
    .discriminatedUnion("kind", [
      z.object({ kind: z.literal("meta"), screen: MetaScreen, label: z.string() }),
      z.object({ kind: z.literal("route"), route: z.string(), label: z.string() }),
    ])
    .nullable(),
});
export type Finding = z.infer<typeof Finding>;

/** All that was looked at for one account, worst first. */
export const Diagnosis = z.object({
  accountId: Id,
  checkedAt: Instant,
  findings: z.array(Finding),
});
export type Diagnosis = z.infer<typeof Diagnosis>;
