import { useEffect, useState, type RefObject } from "react";
import { type ShownView, ViewInput } from "./view-input.ts";

/** Attaches a view's listeners once and tells them after each render what is shown. */
export function useViewInput(view: RefObject<HTMLElement | null>, shown: ShownView): void {
  const [input] = useState(() => new ViewInput());
  useEffect(() => input.update(shown));
  useEffect(() => (view.current ? input.attach(view.current) : undefined), [view, input]);
}
