import { CalendarClock, CalendarX2, Copy, SquarePen, Trash2 } from "lucide-react";
import type { LucideIcon } from "lucide-react";
import type { CalendarEntry } from "../../../shared/contract/publishing.ts";
import { Icon } from "../../ui/icon.tsx";
import type { CalendarActions } from "./actions.ts";
import { freedomOf } from "./post-freedom.ts";
import styles from "./quick-actions.module.css";

/** Where the actions stand: the top right corner of a card, in px from the view's corner. */
export type QuickPlace = { readonly top: number; readonly right: number };

/**
 * What can be done with the post under the pointer or in focus. One row of buttons for a whole view; the keyboard has a
 * key for each, so Tab does not stop here.
 */
export function QuickActions(props: {
  readonly entry: CalendarEntry;
  readonly place: QuickPlace;
  readonly actions: CalendarActions;
}) {
  const { entry, actions } = props;
  const freedom = freedomOf(entry.status);
  return (
    // It stands within the view's grid, which holds rows of cells only.
    <div role="row" className={styles["actions"]} style={props.place} data-quick="">
      <div role="gridcell" className={styles["cell"]}>
        <Action label="Open (Enter)" icon={SquarePen} onClick={() => actions.open(entry)} />
        <Action label="Duplicate (D)" icon={Copy} onClick={() => actions.duplicate(entry)} />
        {freedom !== "none" && (
          <Action
            label={freedom === "copy" ? "Plan again as a copy… (M)" : "Move to… (M)"}
            icon={CalendarClock}
            onClick={() => actions.askMove(entry)}
          />
        )}
        {entry.status === "scheduled" && (
          <Action
            label="Unschedule (Delete)"
            icon={CalendarX2}
            onClick={() => actions.takeOff(entry)}
          />
        )}
        {entry.status === "draft" && (
          <Action label="Delete (Delete)" icon={Trash2} onClick={() => actions.takeOff(entry)} />
        )}
      </div>
    </div>
  );
}

function Action(props: {
  readonly label: string;
  readonly icon: LucideIcon;
  readonly onClick: () => void;
}) {
  return (
    <button
      type="button"
      tabIndex={-1}
      aria-label={props.label}
      title={props.label}
      onClick={props.onClick}
    >
      <Icon of={props.icon} size={14} />
    </button>
  );
}
