import { lazy, Suspense, useMemo, useState, type ComponentProps } from "react";
import { ipc } from "../../lib/ipc.ts";
import { later, StillLoading } from "../../lib/later.tsx";
import { useShownAccount } from "../../lib/shown-account.tsx";
import { useLive } from "../../lib/use-live.ts";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { VisuallyHidden } from "../../ui/visually-hidden.tsx";
import { CalendarHeader } from "./calendar-header.tsx";
import styles from "./calendar-screen.module.css";
import { EmptyCalendar } from "./empty-calendar.tsx";
import {
  countStatuses,
  type DayIndex,
  filterIndex,
  indexByDay,
  keepUnchanged,
} from "./day-index.ts";
import {
  addDays,
  addMonths,
  type Day,
  daysFrom,
  monthDays,
  startOfWeek,
  type WeekStart,
} from "./days.ts";
import { MonthView } from "./month-view.tsx";
import { looseRange } from "./range.ts";
import { StatusFilters } from "./status-filters.tsx";
import { useCalendarActions } from "./use-calendar-actions.ts";
import { useEntries } from "./use-entries.ts";
import { useToday } from "./use-today.ts";
import { useViewMemory, type ViewName } from "./view-memory.ts";
import type { WeekView as Week } from "./week-view.tsx";
import { monthTitle, rangeTitle, zoneBadge } from "./words.ts";
import { createZoneClock } from "./zone-clock.ts";

// Asked only after something was done: the first frame goes without the dialogs.
const Questions = lazy(async () => {
  const file = await import("./questions.tsx");
  return { default: file.Questions };
});

// A month is what she sees first; the other two come right after it.
const WeekView = later(async () => (await import("./week-view.tsx")).WeekView);
const ListView = later(async () => (await import("./list-view.tsx")).ListView);

/** The calendar of the shown account: a month, a week or a list of what is planned, moved by drag or by keys. */
export function CalendarScreen() {
  const { id: accountId, timeZone: zone } = useShownAccount();
  const { now, today } = useToday(zone);
  const weekStart = useWeekStart();
  const [{ view, statuses }, remember] = useViewMemory();
  const [shownDay, setShownDay] = useState<Day>(today);
  const { live, entries, showAhead } = useEntries(accountId, shownDay);
  const days = useMemo(
    () => visibleDays(view, shownDay, weekStart ?? "monday"),
    [view, shownDay, weekStart],
  );
  const clock = useZoneClock(zone, days);
  const all = useIndex(useMemo(() => indexByDay(entries, clock), [entries, clock]));
  const shown = useMemo(() => filterIndex(all, new Set(statuses)), [all, statuses]);
  const counts = useMemo(() => countStatuses(all, days), [all, days]);
  const setting = { accountId, zone, today, showAhead };
  const { actions, answers, question, said } = useCalendarActions(setting);
  if (weekStart === null) return null;
  const isEmpty = live.value?.length === 0 && days.includes(today);

  return (
    <div className={styles["screen"]}>
      <CalendarHeader
        title={titleOf(view, shownDay, days)}
        zoneWords={zoneBadge(zone, now)}
        view={view}
        onView={(next) => remember({ view: next, statuses })}
        onTurn={(by) => setShownDay(by === 0 ? today : turn(view, shownDay, by))}
        onNew={() => actions.create(shownDay < today ? today : shownDay)}
      />
      <StatusFilters
        counts={counts}
        chosen={statuses}
        onChange={(chosen) => remember({ view, statuses: chosen })}
      />
      {live.error && <ReadFailure message={live.error.message} onAgain={() => live.reread()} />}
      <div className={styles["body"]}>
        <Suspense fallback={<StillLoading />}>
          <ChosenView
            {...{ view, days, today, weekStart, now, zone, actions, shownDay }}
            index={shown}
            changes={clock.changes}
            onDay={setShownDay}
          />
        </Suspense>
        {isEmpty && <EmptyCalendar onNew={() => actions.create(today)} />}
      </div>
      <VisuallyHidden>
        <span id="calendar-keys">
          Arrow keys go from day to day and from post to post. Enter opens, M moves, D duplicates,
          Delete takes off, Alt and an arrow key move a post by a day or a week.
        </span>
        <span role="status">{said}</span>
      </VisuallyHidden>
      <Suspense fallback={null}>
        {question && <Questions question={question} zone={zone} {...answers} />}
      </Suspense>
    </div>
  );
}

function ChosenView(
  props: ComponentProps<typeof Week> & { readonly view: ViewName; readonly shownDay: Day },
) {
  const { view, shownDay, days, today, index, actions } = props;
  if (view === "month")
    return (
      <MonthView
        {...{ today, index, actions }}
        month={shownDay}
        weekStart={props.weekStart}
        changes={props.changes}
        onMonth={props.onDay}
      />
    );
  if (view === "week") return <WeekView {...props} />;
  return <ListView {...{ days, today, index, actions }} />;
}

/** Null until the settings are read; when they cannot be, Monday. */
function useWeekStart(): WeekStart | null {
  const settings = useLive(ipc.settings.get, {}, ["settings.changed"]);
  return settings.value?.weekStartsOn ?? (settings.error ? "monday" : null);
}

function ReadFailure(props: { readonly message: string; readonly onAgain: () => void }) {
  return (
    <Notice
      tone="bad"
      className={styles["failure"]}
      action={
        <Button size="small" onPress={props.onAgain}>
          Try again
        </Button>
      }
    >
      {props.message}
    </Notice>
  );
}

function visibleDays(view: ViewName, day: Day, weekStart: WeekStart): readonly Day[] {
  if (view === "week") return daysFrom(startOfWeek(day, weekStart), 7);
  const days = monthDays(day, weekStart);
  return view === "month" ? days : days.filter((other) => other.startsWith(day.slice(0, 7)));
}

function titleOf(view: ViewName, day: Day, days: readonly Day[]): string {
  return view === "week" ? rangeTitle(days[0] ?? day, days.at(-1) ?? day) : monthTitle(day);
}

function turn(view: ViewName, day: Day, by: -1 | 1): Day {
  return view === "week" ? addDays(day, by * 7) : addMonths(day, by);
}

function useZoneClock(zone: string, days: readonly Day[]) {
  return useMemo(() => {
    const { fromAt, toAt } = looseRange(days[0] ?? "1970-01-02", days.at(-1) ?? "1970-01-02");
    return createZoneClock(zone, fromAt, toAt);
  }, [zone, days]);
}

/** Days that did not change keep their list from one reading to the next, so that their cells are not drawn again. */
function useIndex(next: DayIndex): DayIndex {
  const [kept, setKept] = useState({ from: next, index: next });
  if (kept.from === next) return kept.index;
  const index = keepUnchanged(kept.index, next);
  setKept({ from: next, index });
  return index;
}
