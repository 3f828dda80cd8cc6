import { Plus } from "lucide-react";
import { Button } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import styles from "./calendar-screen.module.css";

/** Nothing planned around here: the days stay in sight behind it, since pictures can be dropped on them. */
export function EmptyCalendar(props: { readonly onNew: () => void }) {
  return (
    <div className={styles["empty"]}>
      <div className={styles["emptyCard"]}>
        <EmptyState
          drawing={<DrawnWall />}
          action={
            <Button icon={Plus} onPress={props.onNew}>
              Plan the first post
            </Button>
          }
        >
          Nothing is planned here yet: drop pictures on a day, or start with words.
        </EmptyState>
      </div>
    </div>
  );
}

/** A wall calendar over a vase: paper that waits for something. */
function DrawnWall() {
  return (
    <svg
      width="160"
      height="112"
      viewBox="0 0 160 112"
      fill="none"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <g stroke="var(--edge)">
        <path d="M12 104h136" />
        <path d="M40 20h64a4 4 0 0 1 4 4v52a4 4 0 0 1-4 4H40a4 4 0 0 1-4-4V24a4 4 0 0 1 4-4z" />
        <path d="M36 34h72M54 14v10M90 14v10M54 34v46M72 34v46M90 34v46M36 49h72M36 64h72" />
      </g>
      <g stroke="var(--accent)">
        <path d="M121 104c-6-4-9-9-9-15 0-7 7-9 7-14v-5h10v5c0 5 7 7 7 14 0 6-3 11-9 15z" />
        <path d="M124 70c0-14-4-22-12-30M124 62c0-10 3-18 10-24M118 52c-5 0-8-2-10-5M127 50c5-1 8-3 10-7" />
        <path d="M78 54l4 4-4 4-4-4z" fill="var(--accent-tint)" />
      </g>
    </svg>
  );
}
