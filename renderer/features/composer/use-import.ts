import { useState } from "react";
import type { Media } from "../../../shared/contract/media.ts";
import { toAppError } from "../../lib/failure.ts";
import { ipc } from "../../lib/ipc.ts";

type Refusal = { readonly name: string; readonly reason: string };

/** Pictures from this computer: the system's dialog, then one import after the other. */
export type Import = {
  readonly isPicking: boolean;
  readonly progress: { readonly done: number; readonly total: number } | null;
  /** Files that did not come in, each with its reason; one bad file stops no other. */
  readonly refusals: readonly Refusal[];
  readonly pick: () => Promise<void>;
};

/** `onOne` gets the picture when exactly one came in: then there is nothing left to choose. */
export function useImport(onOne: (media: Media) => void): Import {
  const [isPicking, setIsPicking] = useState(false);
  const [progress, setProgress] = useState<Import["progress"]>(null);
  const [refusals, setRefusals] = useState<readonly Refusal[]>([]);

  const pick = async () => {
    setIsPicking(true);
    setRefusals([]);
    const refused: Refusal[] = [];
    const came: Media[] = [];
    try {
      const { files } = await ipc.media.pick({});
      for (const [done, file] of files.entries()) {
        setProgress({ done, total: files.length });
        const result = await importOne(file);
        if ("media" in result) came.push(result.media);
        else refused.push(result);
        setRefusals([...refused]);
      }
    } catch (cause) {
      setRefusals([{ name: "", reason: toAppError(cause).message }]); // the dialog itself failed: said in its place
    }
    setProgress(null);
    setIsPicking(false);
    const [only] = came;
    if (only && came.length === 1 && refused.length === 0) onOne(only);
  };

  return { isPicking, progress, refusals, pick };
}

async function importOne(file: {
  ticket: string;
  name: string;
}): Promise<{ media: Media } | Refusal> {
  try {
    const result = await ipc.media.importPicked({ ticket: file.ticket });
    return result.outcome === "refused" ? { name: file.name, reason: result.reason } : result;
  } catch (cause) {
    return { name: file.name, reason: toAppError(cause).message }; // told beside its name; the next file is tried
  }
}
