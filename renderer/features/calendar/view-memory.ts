import { useEffect, useState } from "react";
import type { PostStatus } from "../../../shared/contract/values.ts";
import { STATUS_LOOKS } from "../../ui/status-looks.ts";

export type ViewName = "month" | "week" | "list";
/** What only this screen knows and keeps until the next visit. */
export type Remembered = { readonly view: ViewName; readonly statuses: readonly PostStatus[] };

const KEY = "calendar";
const FIRST: Remembered = { view: "month", statuses: [] };

/** The chosen view and filters, kept on this computer. */
export function useViewMemory() {
  const [remembered, setRemembered] = useState(recall);
  useEffect(() => {
    localStorage.setItem(KEY, JSON.stringify(remembered));
  }, [remembered]);
  return [remembered, setRemembered] as const;
}

function isStatus(word: unknown): word is PostStatus {
  return typeof word === "string" && Object.hasOwn(STATUS_LOOKS, word);
}

function recall(): Remembered {
  try {
    const stored = JSON.parse(localStorage.getItem(KEY) ?? "{}") as Partial<Remembered>;
    return {
      view: stored.view === "week" || stored.view === "list" ? stored.view : FIRST.view,
      statuses: Array.isArray(stored.statuses) ? stored.statuses.filter(isStatus) : FIRST.statuses,
    };
  } catch {
    return FIRST; // what was stored is no JSON: begin anew
  }
}
