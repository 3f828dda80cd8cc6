import { useEffect } from "react";
import { forgetEarlyAnswers } from "../lib/early-answers.ts";
import { noteScreenStands } from "../lib/first-screen.ts";
import { useIsReading } from "../lib/pending-reads.ts";

/**
 * Puts `data-app-state="ready"` on the document once the first screen is mounted and has its contents, two frames later so
 * that they are painted. Tests and benches wait for it.
 */
export function useReadyMark(isMounted: boolean): void {
  const isReading = useIsReading();
  useEffect(() => {
    if (!isMounted || isReading) return undefined;
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => {
        document.documentElement.dataset["appState"] = "ready";
        forgetEarlyAnswers();
        noteScreenStands();
      });
    });
    return () => cancelAnimationFrame(frame);
  }, [isMounted, isReading]);
}
