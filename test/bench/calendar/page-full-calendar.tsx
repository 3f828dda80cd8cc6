import FullCalendar, { type CalendarRef } from "@fullcalendar/react";
import dayGridPlugin from "@fullcalendar/react/daygrid";
import classicTheme from "@fullcalendar/react/themes/classic";
import { createRoot } from "react-dom/client";
import "@fullcalendar/react/skeleton.css";
import "@fullcalendar/react/themes/classic/theme.css";
import "@fullcalendar/react/themes/classic/palette.css";
import "./page.css";
import { benchEntries } from "./entries.ts";
import { offerBench, type ShownDay } from "./page.ts";

let events: { readonly id: string; readonly title: string; readonly start: string }[] = [];
const nothing = () => undefined;

offerBench(
  {
    prepare: (start) => {
      events = benchEntries(start.count, start.spread).map((entry) => ({
        id: entry.postId,
        title: entry.title,
        start: entry.plan.wallTime,
      }));
    },
    mount: (box, start) => {
      let calendar: CalendarRef | null = null;
      const root = createRoot(box);
      root.render(
        <FullCalendar
          ref={(made) => {
            calendar = made;
          }}
          plugins={[dayGridPlugin, classicTheme]}
          initialView="dayGridMonth"
          initialDate={start.month}
          timeZone="UTC"
          firstDay={1}
          fixedWeekCount={false}
          headerToolbar={false}
          defaultTimedEventDuration="00:01"
          height="100%"
          dayMaxEvents={4}
          events={events}
        />,
      );
      return { next: () => calendar?.getApi().next(), unmount: () => root.unmount() };
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
      for (const cell of box.querySelectorAll<HTMLElement>("[data-date]")) {
        const text = cell.innerText;
        days[cell.dataset["date"] ?? ""] = {
          titles: text.match(/Post \d+/g) ?? [],
          more: Number(/\+(\d+) more/.exec(text)?.[1] ?? 0),
        };
      }
      return days;
    },
  },
);
