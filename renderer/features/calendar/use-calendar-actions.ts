import { useEffect, useMemo, useState } from "react";
import type { CalendarEntry } from "../../../shared/contract/publishing.ts";
import { onDay, resolveWallTime } from "../../../shared/rules/schedule.ts";
import { toAppError } from "../../lib/failure.ts";
import { ipc } from "../../lib/ipc.ts";
import { notify } from "../../lib/notices.ts";
import { navigate, pathOf } from "../../lib/route.ts";
import type { CalendarActions } from "./actions.ts";
import { addDays, type Day } from "./days.ts";
import { copyEntry, moveEntry, takeOffEntry } from "./moves.ts";
import { nextSensibleTime, SOON_MS } from "./next-time.ts";
import { freedomOf, standsStillWords } from "./post-freedom.ts";
import type { Question } from "./questions.tsx";
import type { ShowAhead } from "./use-entries.ts";

type Setting = {
  readonly accountId: string;
  readonly zone: string;
  readonly today: Day;
  readonly showAhead: ShowAhead;
};

/** The setting of the last render, for actions that stay the same object. */
class Latest<T> {
  private value: T;

  constructor(value: T) {
    this.value = value;
  }

  get(): T {
    return this.value;
  }

  set(value: T): void {
    this.value = value;
  }
}

/** What the calendar does when a view asks, what it asks back, and what it says. */
export function useCalendarActions(setting: Setting) {
  const [question, setQuestion] = useState<Question | null>(null);
  const [said, announce] = useState("");
  const [latest] = useState(() => new Latest(setting));
  useEffect(() => latest.set(setting));
  const actions = useMemo(
    () => createActions(() => latest.get(), { setQuestion, announce }),
    [latest],
  );
  const answers = useMemo(
    () => ({
      onClose: () => setQuestion(null),
      onPlace: (entry: CalendarEntry, wallTime: string) => {
        setQuestion(null);
        const { zone, showAhead } = latest.get();
        void moveEntry(entry, { wallTime, zone }, showAhead);
      },
      onCopy: (entry: CalendarEntry, wallTime: string) => {
        setQuestion(null);
        void copyEntry(entry, { wallTime, zone: latest.get().zone });
      },
      onChoose: (entry: CalendarEntry) => actions.askMove(entry),
    }),
    [actions, latest],
  );
  return { actions, answers, question, said };
}

function createActions(
  setting: () => Setting,
  screen: {
    readonly setQuestion: (question: Question) => void;
    readonly announce: (words: string) => void;
  },
): CalendarActions {
  const askMove = (entry: CalendarEntry) => {
    const freedom = freedomOf(entry.status);
    const suggested = upcoming(entry.plan.wallTime, setting());
    if (freedom === "none") notify(standsStillWords(entry.status));
    else screen.setQuestion({ kind: freedom === "copy" ? "copy" : "move", entry, suggested });
  };
  return {
    announce: screen.announce,
    askMove,
    open: (entry) => navigate(pathFor(entry)),
    create: (day, time) => void createPost(day, time, setting()),
    duplicate: (entry) => {
      const { zone } = setting();
      void copyEntry(entry, { wallTime: upcoming(entry.plan.wallTime, setting()), zone });
    },
    move: (entry, wallTime) => {
      const { zone, showAhead } = setting();
      const freedom = freedomOf(entry.status);
      const { at } = resolveWallTime(wallTime, zone);
      const untilMs = at - Date.now();
      if (freedom === "none") notify(standsStillWords(entry.status));
      else if (freedom === "copy") screen.setQuestion({ kind: "copy", entry, suggested: wallTime });
      else if (untilMs < SOON_MS)
        screen.setQuestion({ kind: untilMs < 0 ? "past" : "soon", entry, wallTime, at });
      else void moveEntry(entry, { wallTime, zone }, showAhead);
    },
    takeOff: (entry) => void takeOffEntry(entry),
  };
}

/** A published post opens its receipt, any other the composer. */
function pathFor(entry: CalendarEntry): string {
  if (entry.status === "published" && entry.publicationId !== null)
    return pathOf({ screen: "outbox", publicationId: entry.publicationId });
  return pathOf({ screen: "composer", postId: entry.postId });
}

/** The same time where it is still to come, else that clock time today or tomorrow. */
function upcoming(wallTime: string, setting: Setting): string {
  const isAhead = (time: string) => resolveWallTime(time, setting.zone).at > Date.now() + SOON_MS;
  const today = onDay(wallTime, setting.today);
  if (isAhead(wallTime)) return wallTime;
  return isAhead(today) ? today : onDay(wallTime, addDays(setting.today, 1));
}

async function createPost(day: Day, time: string | undefined, setting: Setting): Promise<void> {
  const { accountId, zone } = setting;
  const wallTime = time === undefined ? nextSensibleTime(day, Date.now(), zone) : `${day}T${time}`;
  if (wallTime === null || resolveWallTime(wallTime, zone).at < Date.now()) {
    notify("That day is over. Choose one still to come.");
    return;
  }
  try {
    const post = await ipc.posts.create({ accountId, plan: { wallTime, zone } });
    navigate(pathOf({ screen: "composer", postId: post.id }));
  } catch (cause) {
    notify(toAppError(cause).message, { tone: "bad" }); // shown, because nobody awaits a press
  }
}
