import type { Publication } from "../../shared/contract/publishing.ts";
import type { TrayView } from "../ports.ts";
import type { Note } from "./notes.ts";

/** With a damaged database there is nothing else to say, and nothing to ask. */
export const DAMAGED_VIEW: TrayView = {
  state: "attention",
  tooltip: "The database is damaged. Publishing has stopped",
  next: [],
  attention: [{ label: "The database is damaged: go back to a backup", route: "/settings" }],
  paused: false,
  startAtLogin: false,
};

/** What the watch found makes the tray red before anything else, pause included: nobody accounts for it. */
export function withAlarm(view: TrayView, overdue: readonly Publication[]): TrayView {
  if (overdue.length === 0) return view;
  const entries = overdue.map(({ id, title }) => ({
    label: `${title}: due, and not moving`,
    route: `/outbox/${id}`,
  }));
  return {
    ...view,
    state: "attention",
    tooltip:
      entries.length === 1
        ? "A post is due and does not move"
        : `${entries.length} posts are due and do not move`,
    attention: [...entries, ...view.attention].slice(0, 5),
  };
}

/** What a notification says of a post that is due while nothing happens. */
export function noteForOverdue({ id, title, state }: Publication): Note {
  const isSent = state === "publishing" || state === "outcome-unknown";
  return {
    isLoud: true,
    text: {
      title: "Due, and not moving",
      body: isSent
        ? `${title}. Instagram has not answered yet. Do not post it by hand: the app finds out whether it is there.`
        : `${title} should be out by now and nothing has happened for half a minute. Look in the Outbox; if it stands still, quit and start the app: nothing goes out twice.`,
      route: `/outbox/${id}`,
    },
  };
}
