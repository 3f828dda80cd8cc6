import { useState } from "react";
import type { Media } from "../../../shared/contract/media.ts";
import { toAppError } from "../../lib/failure.ts";
import { cancelImport, importFromDialog, isBusy, useImports } from "../../lib/imports.ts";

/** Pictures from this computer: the system's dialog, then each file with its own result. */
export type Import = {
  readonly isPicking: boolean;
  readonly progress: { readonly done: number; readonly total: number } | null;
  /** Files that did not come in, each with its reason; one bad file stops no other. */
  readonly refusals: readonly { readonly name: string; readonly reason: string }[];
  readonly pick: () => Promise<void>;
  readonly cancel: () => void;
};

/**
 * `onOne` gets the picture or video when exactly one was picked and came in: then there is nothing left to choose. `onSeveral`
 * gets them when more came in.
 */
export function useImport(
  onOne: (media: Media) => void,
  onSeveral: (media: readonly Media[]) => void,
): Import {
  const [state, setState] = useState<"idle" | "picking" | "done">("idle");
  const [failure, setFailure] = useState<string | null>(null);
  const { items } = useImports();

  const pick = async () => {
    setState("picking");
    setFailure(null);
    try {
      const came = await importFromDialog();
      const [only] = came;
      if (only && came.length === 1 && useImports.getState().items.length === 1) onOne(only);
      else onSeveral(came);
    } catch (cause) {
      setFailure(toAppError(cause).message); // the dialog itself failed: said in its place
    }
    setState("done");
  };

  const refused = state === "idle" ? [] : items.filter((item) => item.state === "refused");
  const refusals = refused.map((item) => ({ name: item.name, reason: item.problem ?? "" }));
  const open = items.filter((item) => item.state === "waiting" || item.state === "importing");
  return {
    isPicking: state === "picking",
    progress: isBusy(items) ? { done: items.length - open.length, total: items.length } : null,
    refusals: failure === null ? refusals : [{ name: "", reason: failure }],
    pick,
    cancel: cancelImport,
  };
}
