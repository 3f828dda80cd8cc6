import { CircleAlert, LoaderCircle } from "lucide-react";
import { useNow } from "../../lib/use-now.ts";
import { formatDay, formatSeconds } from "../../lib/format.ts";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { VisuallyHidden } from "../../ui/visually-hidden.tsx";
import type { LocalDraft } from "./draft-saver.ts";
import styles from "./save-status.module.css";

/** Unsaved for longer than this is worth a word; an ordinary save is over before. */
const SLOW_MS = 1000;
const computerZone = new Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Whether what she sees is saved: "Saved 14:02:07", or that it is not and what happens about it. */
export function SaveStatus(props: {
  readonly local: LocalDraft | undefined;
  readonly updatedAt: number;
  readonly onRetry: () => void;
  readonly onDiscard: () => void;
}) {
  const { local } = props;
  const now = useNow(1000);
  const failure = local?.failure ?? null;
  const isSlow = isSavingSlowly(local, now);
  return (
    <>
      {failure !== null ? (
        <span className={styles["failed"]} title={failure.message}>
          <Icon of={CircleAlert} size={14} />
          <span className={styles["why"]}>
            {failure.willRetry ? "Not saved – retrying" : `Not saved. ${failure.message}`}
          </span>
          <Button kind="quiet" size="small" onPress={() => props.onRetry()}>
            Save now
          </Button>
          {!failure.willRetry && (
            <Button kind="quiet" size="small" onPress={() => props.onDiscard()}>
              Let it go
            </Button>
          )}
        </span>
      ) : isSlow ? (
        <span className={styles["saved"]}>
          <Icon of={LoaderCircle} size={12} /> Saving…
        </span>
      ) : (
        <span className={styles["saved"]}>
          Saved {savedWords(local?.savedAt ?? props.updatedAt, now)}
        </span>
      )}
      <output>
        <VisuallyHidden>{announcement(local)}</VisuallyHidden>
      </output>
    </>
  );
}

/** The second of today, the day before that. */
function savedWords(at: number, now: number): string {
  const day = formatDay(at, computerZone, now);
  return day === formatDay(now, computerZone, now) ? formatSeconds(at, computerZone) : day;
}

function isSavingSlowly(local: LocalDraft | undefined, now: number): boolean {
  return local !== undefined && local.unsavedSince !== null && now - local.unsavedSince > SLOW_MS;
}

/** Said aloud only when it changes for the worse or back: a word at each keystroke would drown the typing. */
function announcement(local: LocalDraft | undefined): string {
  if (!local) return "";
  if (local.failure)
    return `Not saved. ${local.failure.message} ${local.failure.willRetry ? "Trying again." : ""}`;
  return local.savedAt === null ? "" : "Saved";
}
