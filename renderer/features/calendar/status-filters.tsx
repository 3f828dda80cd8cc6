import type { PostStatus } from "../../../shared/contract/values.ts";
import { Chip } from "../../ui/chip.tsx";
import { STATUS_LOOKS } from "../../ui/status-looks.ts";
import styles from "./calendar-screen.module.css";

/** In the order of the chips; the first three always stand there, the others when there is something to see. */
const CHIPS: readonly { readonly status: PostStatus; readonly name: string }[] = [
  { status: "scheduled", name: "Scheduled" },
  { status: "draft", name: "Drafts" },
  { status: "published", name: "Published" },
  { status: "publishing", name: "Publishing" },
  { status: "needs-you", name: "Needs you" },
  { status: "unknown", name: "Unknown" },
  { status: "missed", name: "Missed" },
  { status: "failed", name: "Failed" },
];
const ALWAYS = 3;

/** Chips that choose which statuses are shown; with none chosen, all are. */
export function StatusFilters(props: {
  readonly counts: Readonly<Partial<Record<PostStatus, number>>>;
  readonly chosen: readonly PostStatus[];
  readonly onChange: (chosen: readonly PostStatus[]) => void;
}) {
  const { counts, chosen } = props;
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const toggle = (status: PostStatus, isOn: boolean) =>
    props.onChange(isOn ? [...chosen, status] : chosen.filter((other) => other !== status));
  return (
    <div className={styles["filters"]} role="group" aria-label="Show">
      <Chip isSelected={chosen.length === 0} count={total} onChange={() => props.onChange([])}>
        All
      </Chip>
      {CHIPS.filter(
        ({ status }, place) =>
          place < ALWAYS || (counts[status] ?? 0) > 0 || chosen.includes(status),
      ).map(({ status, name }) => (
        <Chip
          key={status}
          isSelected={chosen.includes(status)}
          icon={STATUS_LOOKS[status].icon}
          tone={STATUS_LOOKS[status].tone}
          count={counts[status] ?? 0}
          onChange={(isOn) => toggle(status, isOn)}
        >
          {name}
        </Chip>
      ))}
    </div>
  );
}
