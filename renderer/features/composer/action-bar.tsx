import { CalendarClock, Clock, Copy, ReceiptText, Send } from "lucide-react";
import { useRef } from "react";
import { Dialog, Popover } from "react-aria-components";
import type { NextSlot } from "../../../shared/contract/pacing.ts";
import type { Post } from "../../../shared/contract/posts.ts";
import { formatMoment } from "../../lib/format.ts";
import { navigate } from "../../lib/route.ts";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import styles from "./action-bar.module.css";
import { isLocked } from "./locked.ts";
import { QueueButton } from "./queue-button.tsx";
import type { PublishingActions } from "./use-publishing.ts";
import type { When } from "./use-when.ts";
import { placeWords, relativeWords, shiftWords, suggestTime, zoneWords } from "./when-words.ts";
import { WhenPicker } from "./when-picker.tsx";

type BarProps = {
  readonly post: Post;
  readonly when: When;
  readonly slot: NextSlot | undefined;
  readonly now: number;
  readonly actions: PublishingActions;
  readonly isPicking: boolean;
  readonly onPicking: (isPicking: boolean) => void;
  readonly onSchedule: () => void;
  readonly onQueue: (slot: NextSlot) => void;
  readonly onPublishNow: () => void;
};

/** The foot of the composer: when it goes out, and the one thing to do next. */
export function ActionBar(props: BarProps) {
  const { status } = props.post;
  return (
    <footer className={styles["bar"]}>
      {isLocked(status) ? (
        <LockedBar {...props} />
      ) : (
        <>
          <WhenLine {...props} />
          <div className={styles["buttons"]}>
            <Button size="large" kind="quiet" onPress={() => props.onPublishNow()}>
              Publish now…
            </Button>
            {status === "scheduled" ? <ScheduledButtons {...props} /> : <DraftButtons {...props} />}
          </div>
        </>
      )}
    </footer>
  );
}

function DraftButtons(props: BarProps) {
  const { when, actions } = props;
  const words =
    when.at === null ? "Schedule…" : `Schedule for ${formatMoment(when.at, when.zone, props.now)}`;
  return (
    <>
      <QueueButton
        slot={props.slot}
        now={props.now}
        busy={actions.queue.busy}
        onQueue={props.onQueue}
      />
      <Button
        size="large"
        kind="primary"
        icon={Clock}
        busy={actions.schedule.busy}
        onPress={() => props.onSchedule()}
      >
        {words}
      </Button>
    </>
  );
}

function ScheduledButtons(props: BarProps) {
  const { unschedule } = props.actions;
  return (
    <>
      <Button size="large" busy={unschedule.busy} onPress={() => void unschedule.run(null)}>
        Back to draft
      </Button>
      <Button
        size="large"
        kind="primary"
        icon={CalendarClock}
        onPress={() => props.onPicking(true)}
      >
        Move to…
      </Button>
    </>
  );
}

function WhenLine(props: BarProps) {
  const { when, now } = props;
  const anchor = useRef<HTMLDivElement>(null);
  const shift = when.typed === null ? null : shiftWords(when.typed, when.zone);
  return (
    <div className={styles["when"]} ref={anchor}>
      <Icon of={CalendarClock} size={20} />
      <div className={styles["words"]}>
        <b className="numbers">
          {when.at === null ? "No time yet" : whenWords(props.post, when.at, now)}
        </b>
        <span className="small soft numbers">
          {when.at === null
            ? placeWords(when.zone)
            : zoneWords(when.at, when.zone, when.computerZone)}
        </span>
        {shift && <span className={styles["shift"]}>{shift}</span>}
      </div>
      {props.post.status !== "scheduled" && (
        <Button size="small" kind="quiet" onPress={() => props.onPicking(true)}>
          {when.at === null ? "Choose a time" : "Change"}
        </Button>
      )}
      <Popover
        triggerRef={anchor}
        isOpen={props.isPicking}
        onOpenChange={props.onPicking}
        placement="top start"
        offset={12}
        className={styles["popover"] ?? ""}
      >
        <Dialog aria-label="When it goes out" className={styles["dialog"] ?? ""}>
          <Picker {...props} />
        </Dialog>
      </Popover>
    </div>
  );
}

function Picker(props: BarProps) {
  const { when, actions, post } = props;
  const isMoving = post.status === "scheduled";
  const isPlanned = post.status === "draft" && post.plan !== null;
  const command = isMoving ? actions.move : actions.plan;
  const choose = async (wallTime: string) => {
    if (await when.choose(wallTime)) props.onPicking(false);
  };
  const clear = async () => {
    if (await when.clear()) props.onPicking(false);
  };
  return (
    <WhenPicker
      start={when.typed ?? suggestTime(props.now, when.zone)}
      zone={when.zone}
      computerZone={when.computerZone}
      answer={(moment) => (isMoving ? `Move to ${moment}` : `Set ${moment}`)}
      busy={command.busy}
      error={command.error?.message}
      onClear={isPlanned ? () => void clear() : null}
      onChoose={(wallTime) => void choose(wallTime)}
    />
  );
}

const LOCKED_WORDS: Readonly<Partial<Record<Post["status"], string>>> = {
  publishing: "It is going out now.",
  published: "Published. What went out stays as it is.",
  unknown: "We do not know yet whether it went out. The Outbox shows what was checked.",
  "needs-you": "The Outbox asks you about this post.",
};

function LockedBar(props: BarProps) {
  const { post, actions } = props;
  const { publicationId } = post;
  const isPublished = post.status === "published";
  return (
    <>
      <div className={styles["when"]}>
        <Icon of={Send} size={20} />
        <div className={styles["words"]}>
          <b>{LOCKED_WORDS[post.status]}</b>
          {post.plan && (
            <span className="small soft numbers">
              Planned for {formatMoment(post.plan.at, post.plan.zone, props.now)}
            </span>
          )}
        </div>
      </div>
      <div className={styles["buttons"]}>
        <Button
          size="large"
          icon={Copy}
          busy={actions.duplicate.busy}
          onPress={() => void actions.duplicate.run(null)}
        >
          Duplicate
        </Button>
        {publicationId !== null && (
          <Button
            size="large"
            kind="primary"
            icon={ReceiptText}
            onPress={() => navigate(`/outbox/${encodeURIComponent(publicationId)}`)}
          >
            {isPublished ? "See the receipt" : "Open in the Outbox"}
          </Button>
        )}
      </div>
    </>
  );
}

function whenWords(post: Post, at: number, now: number): string {
  const words = relativeWords(at, now);
  if (post.status !== "scheduled") return words;
  return `${formatMoment(at, post.plan?.zone ?? "UTC", now)} · ${words.toLowerCase()}`;
}
