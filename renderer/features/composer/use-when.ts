import { useState } from "react";
import type { Post } from "../../../shared/contract/posts.ts";
import type { PublishingActions } from "./use-publishing.ts";
import { resolveTyped } from "./when-words.ts";

/** When the post goes out, as chosen so far. */
export type When = {
  /** What stands on the wall clock of `zone`; null without a time. */
  readonly typed: string | null;
  /** Epoch ms UTC. */
  readonly at: number | null;
  readonly zone: string;
  readonly computerZone: string;
  /** Takes a time: moves a scheduled post, plans a draft. True when that was done. */
  readonly choose: (wallTime: string) => Promise<boolean>;
  readonly clear: () => Promise<boolean>;
};

/** Keeps what she typed, which a skipped hour changes: the words about the change need it. */
export function useWhen(post: Post, accountZone: string, actions: PublishingActions): When {
  const [chosen, setChosen] = useState<string | null>(null);
  const zone = post.plan?.zone ?? accountZone;
  // A post that failed or was missed has a plan, and it is past: the choice waits here until it is scheduled again.
  const isWaiting = post.status === "failed" || post.status === "missed";
  const typed = isWaiting ? chosen : typedOf(post, chosen);
  const choose = async (wallTime: string) => {
    const placed = { wallTime, zone };
    const reply = isWaiting
      ? true
      : await (post.status === "scheduled" ? actions.move.run(placed) : actions.plan.run(placed));
    if (reply !== undefined) setChosen(wallTime);
    return reply !== undefined;
  };
  const clear = async () => {
    const reply = await actions.plan.run(null);
    if (reply !== undefined) setChosen(null);
    return reply !== undefined;
  };
  return {
    typed,
    at: typed === null ? null : (resolveTyped(typed, zone)?.at ?? null),
    zone,
    computerZone: new Intl.DateTimeFormat().resolvedOptions().timeZone,
    choose,
    clear,
  };
}

/** The plan, or what she typed for it while both mean the same instant. */
function typedOf(post: Post, chosen: string | null): string | null {
  if (post.plan === null) return null;
  const isSame = chosen !== null && resolveTyped(chosen, post.plan.zone)?.at === post.plan.at;
  return isSame ? chosen : post.plan.wallTime;
}
