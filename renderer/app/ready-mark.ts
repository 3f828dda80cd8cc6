import { useEffect, useLayoutEffect, useRef } from "react";
import { forgetEarlyAnswers } from "../lib/early-answers.ts";
import { noteScreenStands } from "../lib/first-screen.ts";
import { isReadingNow, useIsReading } from "../lib/pending-reads.ts";

/**
 * Puts `data-app-state="ready"` on the document once the first screen is mounted and has its contents, two frames later so
 * that they are painted, and not before it listens to her. Tests and benches wait for it.
 */
export function useReadyMark(isMounted: boolean): void {
  const isReading = useIsReading();
  const isPainted = useRef(false);
  const isListening = useRef(false);
  useLayoutEffect(() => {
    if (!isMounted || isReading) return undefined;
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => {
        isPainted.current = true;
        if (isListening.current) mark();
      });
    });
    return () => {
      cancelAnimationFrame(frame);
      isPainted.current = false;
    };
  }, [isMounted, isReading]);
  // The effects of what stands inside have run by then: they attach its listeners, and begin reads that have no answer yet.
  useEffect(() => {
    isListening.current = true;
    if (isPainted.current) mark();
    return () => {
      isListening.current = false;
    };
  }, []);
}

function mark(): void {
  if (isReadingNow()) return; // the answer starts it again
  document.documentElement.dataset["appState"] = "ready";
  forgetEarlyAnswers();
  // A task of its own: this one is the frame that shows the screen.
  setTimeout(noteScreenStands);
}
