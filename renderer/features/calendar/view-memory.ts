import { useEffect, useState } from "react";
import { PostStatus } from "../../../shared/contract/values.ts";

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

function recall(): Remembered {
  try {
    const stored = JSON.parse(localStorage.getItem(KEY) ?? "{}") as Partial<Remembered>;
    const statuses = PostStatus.array().safeParse(stored.statuses);
    return {
      view: stored.view === "week" || stored.view === "list" ? stored.view : FIRST.view,
      statuses: statuses.success ? statuses.data : FIRST.statuses,
    };
  } catch {
    return FIRST; // what was stored is no JSON: begin anew
  }
}
