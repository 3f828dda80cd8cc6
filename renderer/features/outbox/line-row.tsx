import type { Publication } from "../../../shared/contract/publishing.ts";
import { formatDay, formatRelative, formatTime } from "../../lib/format.ts";
import { navigate } from "../../lib/route.ts";
import { useNow } from "../../lib/use-now.ts";
import { FormatMark } from "../../ui/format-mark.tsx";
import { Picture } from "../../ui/picture.tsx";
import { StatusBadge } from "../../ui/status-badge.tsx";
import { formatLateness } from "./outbox-words.ts";
import styles from "./outbox.module.css";

/** One line: a post that waits for its time, or one that is done. Opens its receipt. */
export function LineRow(props: {
  readonly publication: Publication;
  readonly isSelected: boolean;
}) {
  const { publication } = props;
  const now = useNow();
  const { at, zone } = publication.plan;
  const path = `/outbox/${encodeURIComponent(publication.id)}`;
  const isNext = publication.status === "scheduled";
  return (
    <li>
      <a
        href={path}
        className={styles["line"]}
        aria-current={props.isSelected ? "true" : undefined}
        onClick={(event) => {
          event.preventDefault();
          navigate(path);
        }}
      >
        <Picture
          src={publication.thumbnail}
          alt=""
          ratio="4:5"
          className={styles["lineThumb"]}
          isLazy
        />
        <span className={styles["lineTitle"]}>{publication.title}</span>
        <FormatMark format={publication.format} />
        {!isNext && <StatusBadge status={publication.status} />}
        <span className={styles["lineTime"]}>
          {formatDay(at, zone, now)}, {formatTime(at, zone)}
        </span>
        <span className={styles["lineAside"]}>
          {isNext ? formatRelative(at, now) : formatLateness(publication.lateByMs)}
        </span>
      </a>
    </li>
  );
}
