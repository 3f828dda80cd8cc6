import { ChevronLeft, ChevronRight, Globe, Plus } from "lucide-react";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { ScreenHeader } from "../../ui/screen-header.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import styles from "./calendar-screen.module.css";
import type { ViewName } from "./view-memory.ts";

const VIEWS = [
  { value: "month", label: "Month" },
  { value: "week", label: "Week" },
  { value: "list", label: "List" },
] as const;

/** Title, whose clock it is, ‹ Today ›, the view, and the screen's one primary action. */
export function CalendarHeader(props: {
  readonly title: string;
  readonly zoneWords: string;
  readonly view: ViewName;
  readonly onView: (view: ViewName) => void;
  /** Back (-1) or on (1) by a month or a week; 0 is today. */
  readonly onTurn: (by: -1 | 0 | 1) => void;
  readonly onNew: () => void;
}) {
  const unit = props.view === "week" ? "week" : "month";
  return (
    <ScreenHeader
      title={props.title}
      aside={
        <>
          <span className={styles["zone"]}>
            <Icon of={Globe} size={14} /> {props.zoneWords}
          </span>
          <div className={styles["turn"]}>
            <IconButton
              label={`Previous ${unit}`}
              icon={ChevronLeft}
              size="small"
              onPress={() => props.onTurn(-1)}
            />
            <Button kind="quiet" size="small" onPress={() => props.onTurn(0)}>
              Today
            </Button>
            <IconButton
              label={`Next ${unit}`}
              icon={ChevronRight}
              size="small"
              onPress={() => props.onTurn(1)}
            />
          </div>
        </>
      }
      actions={
        <>
          <Segmented label="View" value={props.view} options={VIEWS} onChange={props.onView} />
          <Button kind="primary" icon={Plus} className={styles["new"]} onPress={props.onNew}>
            New post
          </Button>
        </>
      }
    />
  );
}
