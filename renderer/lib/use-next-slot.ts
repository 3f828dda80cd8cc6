import { useEffect } from "react";
import type { NextSlot } from "../../shared/contract/pacing.ts";
import { ipc } from "./ipc.ts";
import { useLive } from "./use-live.ts";

type Asked = { readonly accountId: string; readonly postId?: string };

/** The account's next free slot, asked for anew when anything is planned and when the slot has passed. Null asks for none. */
export function useNextSlot(asked: Asked | null, now: number): NextSlot | undefined {
  const next = useLive(ipc.pacing.nextSlot, asked, [
    "accounts.changed",
    "posts.changed",
    "publishing.changed",
  ]);
  const { value, reread } = next;
  const isPast = value?.kind === "free" && value.at <= now;
  useEffect(() => {
    if (isPast) reread();
  }, [isPast, reread]);
  return asked === null || next.isStale || isPast ? undefined : value;
}
