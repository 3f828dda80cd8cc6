import type { Check, RuleName } from "./check.ts";

/** A line of the checklist about a video; what stops it is mended by adding a new export. */
export function line(rule: RuleName, level: Check["level"], message: string): Check {
  return { rule, level, message, fix: level === "pass" ? null : { kind: "add-media" } };
}
