import FullCalendar, { type CalendarRef } from "@fullcalendar/react";
import dayGridPlugin from "@fullcalendar/react/daygrid";
import classicTheme from "@fullcalendar/react/themes/classic";
import { createRoot } from "react-dom/client";
import "@fullcalendar/react/skeleton.css";
import "@fullcalendar/react/themes/classic/theme.css";
import "@fullcalendar/react/themes/classic/palette.css";
import "./page.css";
import { benchEntries } from "./entries.ts";
import { STATUS_LOOKS } from "../../../renderer/ui/status-looks.ts";
import { offerBench, STATUS_WORDS, type ShownDay } from "./page.ts";

type Shown = {
  readonly id: string;
  readonly title: string;
  readonly start: string;
  readonly word: string;
};
let events: Shown[] = [];
const nothing = () => undefined;

offerBench(
  {
    prepare: (start) => {
      events = benchEntries(start.count, start.spread).map((entry) => ({
        id: entry.postId,
        title: entry.title,
        start: entry.plan.wallTime,
        word: STATUS_LOOKS[entry.status].word,
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
          // The same words as on our cards: time, title and status. Our icons and bars come on top, on our side alone.
          eventContent={({ event, timeText }) => (
            <>
              <b>{timeText}</b> <span>{event.title}</span>{" "}
              <i>{String(event.extendedProps["word"])}</i>
            </>
          )}
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
          statuses: text.match(STATUS_WORDS) ?? [],
          more: Number(/\+(\d+) more/.exec(text)?.[1] ?? 0),
        };
      }
      return days;
    },
  },
);
