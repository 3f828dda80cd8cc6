import type { Finding, MetaScreen } from "../../../shared/contract/diagnosis.ts";
import { GraphFailure } from "../../graph/failure.ts";
import { META_SCREENS } from "./meta-screens.ts";

/** What asking brought: an answer, or why there is none. */
export type Asked<T> = { readonly value: T } | { readonly error: unknown };

export type Verdict = Pick<Finding, "verdict" | "says"> & {
  readonly todo?: string;
  readonly open?: MetaScreen | Finding["open"];
};

/** What a look at one thing came to, in her words. */
export function finding(id: Finding["id"], title: string, seen: Verdict): Finding {
  const { open } = seen;
  return {
    id,
    title,
    verdict: seen.verdict,
    says: seen.says,
    todo: seen.todo ?? null,
    open: typeof open === "string" ? metaScreen(open) : (open ?? null),
  };
}

function metaScreen(screen: MetaScreen): Finding["open"] {
  return { kind: "meta", screen, label: META_SCREENS[screen].label };
}

/** A question that found no answer: a refusal says something, anything else leaves it unknown. */
export function unanswered(error: unknown, refused?: Partial<Verdict>): Verdict {
  if (!(error instanceof GraphFailure))
    return { verdict: "unknown", says: error instanceof Error ? error.message : String(error) };
  const isRefusal = error.kind === "auth";
  return {
    verdict: isRefusal ? "fail" : "unknown",
    says: isRefusal ? error.what : `It could not be asked: ${error.what}`,
    ...(isRefusal ? { todo: error.todo, ...refused } : {}),
  };
}
