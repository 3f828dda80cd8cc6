import { useEffect, useState, type RefObject } from "react";

const TOP_PX = 26;
const ROW_PX = 34;
/** What stands above the weeks: title bar, header, filters, weekday names. */
const ABOVE_PX = 160;

/** How many compact rows a day of a month with `weeks` weeks has room for: one at least. Follows the window's size,
 * unless the number is given. */
export function useCapacity(
  weeksRef: RefObject<HTMLElement | null>,
  weeks: number,
  isGiven: boolean,
): number {
  const [height, setHeight] = useState(() => window.innerHeight - ABOVE_PX);
  useEffect(() => {
    const element = weeksRef.current;
    if (!element || isGiven || typeof ResizeObserver === "undefined") return undefined;
    const observer = new ResizeObserver(([seen]) => {
      if (seen && seen.contentRect.height > 0) setHeight(seen.contentRect.height);
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [weeksRef, isGiven]);
  return capacityOf(height / weeks);
}

/** Rows of 34 px below the 26 px that the date takes; a pixel of the border is forgiven. */
export function capacityOf(cellHeight: number): number {
  return Math.max(1, Math.floor((cellHeight - TOP_PX + 2) / ROW_PX));
}
