import { createRoot } from "react-dom/client";
import { useEffect, useMemo, useState } from "react";
import type { CalendarActions } from "../../../renderer/features/calendar/actions.ts";
import { indexByDay } from "../../../renderer/features/calendar/day-index.ts";
import { addMonths, monthDays } from "../../../renderer/features/calendar/days.ts";
import { MonthView } from "../../../renderer/features/calendar/month-view.tsx";
import { looseRange } from "../../../renderer/features/calendar/range.ts";
import { createZoneClock } from "../../../renderer/features/calendar/zone-clock.ts";
import type { CalendarEntry } from "../../../shared/contract/publishing.ts";
import "../../../renderer/styles/tokens.css";
import "../../../renderer/styles/base.css";
import "./page.css";
import { benchEntries, ZONE } from "./entries.ts";
import { offerBench, STATUS_WORDS, type ShownDay } from "./page.ts";

const nothing = () => undefined;
const actions: CalendarActions = {
  open: nothing,
  create: nothing,
  duplicate: nothing,
  askMove: nothing,
  move: nothing,
  takeOff: nothing,
  announce: nothing,
};

let prepared: readonly CalendarEntry[] = [];

/** The month as the screen shows it, its day index and clock included. */
function Month(props: { readonly entries: readonly CalendarEntry[]; readonly month: string }) {
  const [month, setMonth] = useState(props.month);
  useEffect(() => {
    const turn = () => setMonth((last) => addMonths(last, 1));
    document.addEventListener("next-month", turn);
    return () => document.removeEventListener("next-month", turn);
  }, []);
  const clock = useMemo(() => {
    const days = monthDays(month, "monday");
    const { fromAt, toAt } = looseRange(days[0] ?? month, days.at(-1) ?? month);
    return createZoneClock(ZONE, fromAt, toAt);
  }, [month]);
  const index = useMemo(() => indexByDay(props.entries, clock), [props.entries, clock]);
  return (
    <MonthView
      month={month}
      today="2026-10-08"
      weekStart="monday"
      index={index}
      changes={clock.changes}
      actions={actions}
      capacity={4}
      onMonth={setMonth}
    />
  );
}

offerBench(
  {
    prepare: (start) => {
      prepared = benchEntries(start.count, start.spread);
    },
    mount: (box, start) => {
      const root = createRoot(box);
      root.render(<Month entries={prepared} month={start.month} />);
      return {
        next: () => document.dispatchEvent(new Event("next-month")),
        unmount: () => root.unmount(),
      };
    },
  },
  {
    empty: (box) => {
      const root = createRoot(box);
      root.render(<div>empty</div>);
      return { next: nothing, unmount: () => root.unmount() };
    },
    read: (box) => {
      const days: Record<string, ShownDay> = {};
      for (const cell of box.querySelectorAll<HTMLElement>("[data-drop-day]")) {
        const titles = [...cell.querySelectorAll<HTMLElement>("[data-post]")].map(
          (card) => /Post \d+/.exec(card.innerText)?.[0] ?? "",
        );
        const statuses = cell.innerText.match(STATUS_WORDS) ?? [];
        const more = Number(/\+(\d+) more/.exec(cell.innerText)?.[1] ?? 0);
        days[cell.dataset["dropDay"] ?? ""] = { titles, statuses, more };
      }
      return days;
    },
  },
);
