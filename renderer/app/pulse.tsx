import { CirclePause, Pause, Play, Send } from "lucide-react";
import type { CalendarEntry, PublisherStatus } from "../../shared/contract/publishing.ts";
import { formatDay, formatRelative, formatTimeInZone } from "../lib/format.ts";
import { ipc } from "../lib/ipc.ts";
import { notify } from "../lib/notices.ts";
import { navigate } from "../lib/route.ts";
import { toAppError } from "../lib/failure.ts";
import { useNow } from "../lib/use-now.ts";
import { classNames } from "../ui/class-names.ts";
import { Icon } from "../ui/icon.tsx";
import { IconButton } from "../ui/icon-button.tsx";
import { Picture } from "../ui/picture.tsx";
import { VisuallyHidden } from "../ui/visually-hidden.tsx";
import styles from "./pulse.module.css";

/** The foot of the sidebar: what goes out next, and whether anything goes out at all. */
export function Pulse(props: { readonly status: PublisherStatus | undefined }) {
  const { status } = props;
  if (!status) return <div className={styles["pulse"]} />;
  const [next] = status.next;
  return (
    <div className={styles["pulse"]}>
      {next ? (
        <NextPost entry={next} />
      ) : (
        <p className="small soft">Nothing is scheduled. A scheduled post shows here.</p>
      )}
      <PublishingState status={status} />
    </div>
  );
}

/** Stops or starts all publishing and says so. */
export async function setPaused(paused: boolean): Promise<void> {
  try {
    await ipc.publishing.setPaused({ paused });
    notify(
      paused ? "Publishing is paused. Nothing goes out until you resume." : "Publishing is on.",
    );
  } catch (cause) {
    notify(toAppError(cause).message, { tone: "bad" }); // shown where the press was made
  }
}

function NextPost(props: { readonly entry: CalendarEntry }) {
  const { entry } = props;
  const now = useNow();
  const { at, zone } = entry.plan;
  const path = `/composer/${encodeURIComponent(entry.postId)}`;
  const isToday = formatDay(at, zone, now) === formatDay(now, zone, now);
  return (
    <a
      href={path}
      className={styles["next"]}
      onClick={(event) => {
        event.preventDefault();
        navigate(path);
      }}
    >
      <Picture src={entry.thumbnail} alt="" ratio="4:5" className={styles["thumbnail"]} />
      <span className={styles["words"]}>
        <span className="small soft block cut">
          {isToday ? "Next post" : formatDay(at, zone, now)}
        </span>
        <span className="medium block cut">{formatTimeInZone(at, zone)}</span>
        <VisuallyHidden>: {entry.title}, </VisuallyHidden>
        <span className="small soft block cut">{formatRelative(at, now)}</span>
      </span>
    </a>
  );
}

function PublishingState(props: { readonly status: PublisherStatus }) {
  const { paused, publishing } = props.status;
  const words = paused
    ? "Publishing is paused"
    : publishing > 0
      ? "Publishing now"
      : "Publishing is on";
  return (
    <div className={classNames(styles["state"], paused ? "ochre" : "sage")}>
      <Icon of={paused ? CirclePause : Send} size={14} />
      <output>{words}</output>
      <IconButton
        label={paused ? "Resume publishing" : "Pause all publishing"}
        icon={paused ? Play : Pause}
        size="small"
        className={styles["toggle"]}
        onPress={() => void setPaused(!paused)}
      />
    </div>
  );
}
