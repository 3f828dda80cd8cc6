import { useEffect, useRef, type RefObject } from "react";
import type { Account } from "../../../shared/contract/accounts.ts";
import type { NextSlot, Pacing, Slot } from "../../../shared/contract/pacing.ts";
import { isQuietClock } from "../../../shared/rules/pacing.ts";
import { formatMoment } from "../../lib/format.ts";
import { ipc } from "../../lib/ipc.ts";
import { wantedSlots } from "../../lib/slots-place.ts";
import { offerUndo } from "../../lib/undo.ts";
import { useCommand } from "../../lib/use-command.ts";
import { useLive } from "../../lib/use-live.ts";
import { useNextSlot } from "../../lib/use-next-slot.ts";
import { useNow } from "../../lib/use-now.ts";
import { Notice } from "../../ui/notice.tsx";
import { AddSlots } from "./add-slots.tsx";
import styles from "./queue-slots.module.css";
import { slotName } from "./slot-words.ts";
import { SlotWeek } from "./slot-week.tsx";

/** The weekly times that *Add to queue* gives to posts. */
export function QueueSlots(props: { readonly account: Account; readonly pacing: Pacing }) {
  const { id: accountId, timeZone } = props.account;
  const read = useLive(ipc.pacing.slots, { accountId }, ["accounts.changed"]);
  const removing = useCommand(ipc.pacing.removeSlot);
  const next = useNextSlot({ accountId }, useNow());
  const place = useRef<HTMLDivElement>(null);
  const slots = read.value;
  const focusAt = useFocusAfterRemoval(place, slots?.length);
  useWanted(place, accountId, slots !== undefined);
  if (read.error) return <Notice tone="bad">{read.error.message}</Notice>;
  if (!slots) return null;
  const remove = async (slot: Slot) => {
    focusAt(slots.indexOf(slot));
    if (await removing.run({ accountId, slot }))
      offerUndo(`Slot removed: ${slotName(slot)}`, () =>
        ipc.pacing.addSlots({ accountId, slots: [slot] }),
      );
  };
  return (
    <div className={styles["slots"]} ref={place} role="group" aria-label="Queue slots">
      <div>
        <h3 className="medium">Queue slots</h3>
        <p className="small soft">
          Weekly times by the account’s own clock. “Add to queue” gives a post the next one that is
          free and keeps the pace above. Posts that are scheduled stay where they are, whatever you
          change here.
        </p>
      </div>
      {slots.length > 0 && (
        <SlotWeek slots={slots} quiet={props.pacing.quiet} onRemove={(slot) => void remove(slot)} />
      )}
      <Notes slots={slots} quiet={props.pacing.quiet} next={next} zone={timeZone} />
      <AddSlots accountId={accountId} slots={slots} />
      {removing.error && <Notice tone="bad">{removing.error.message}</Notice>}
    </div>
  );
}

/** Which is next, and which can never be. */
function Notes(props: {
  readonly slots: readonly Slot[];
  readonly quiet: Pacing["quiet"];
  readonly next: NextSlot | undefined;
  readonly zone: string;
}) {
  const { next, quiet } = props;
  const left = quiet ? props.slots.filter(({ time }) => isQuietClock(time, quiet)) : [];
  return (
    <div className={styles["notes"]}>
      {next?.kind === "free" && (
        <p className="numbers">{`Next free slot: ${formatMoment(next.at, props.zone)}.`}</p>
      )}
      {next?.kind === "none" && <p className={styles["left"]}>{next.reason}</p>}
      {props.slots.length === 0 && <p>This account has no slots yet.</p>}
      {left.length > 0 && (
        <p className={styles["left"]}>
          {`Left out, because of the quiet hours: ${left.map(slotName).join(", ")}.`}
        </p>
      )}
    </div>
  );
}

/** Keeps the focus near a slot that goes, for those who work with keys. Returns what to call before it goes. */
function useFocusAfterRemoval(
  place: RefObject<HTMLDivElement | null>,
  count: number | undefined,
): (index: number) => void {
  const gone = useRef<{ readonly index: number; readonly count: number } | null>(null);
  useEffect(() => {
    if (gone.current === null || count === undefined || count >= gone.current.count) return;
    const left = place.current?.querySelectorAll<HTMLElement>("table button") ?? [];
    const near = left[Math.min(gone.current.index, left.length - 1)];
    gone.current = null;
    (near ?? place.current?.querySelector("input"))?.focus();
  }, [place, count]);
  return (index) => {
    gone.current = { index, count: count ?? 0 };
  };
}

/** She came from the composer for these: they are brought in sight, with the focus on the time to add. */
function useWanted(
  place: RefObject<HTMLDivElement | null>,
  accountId: string,
  isShown: boolean,
): void {
  useEffect(() => {
    if (!isShown || wantedSlots() !== accountId) return;
    place.current?.scrollIntoView({ block: "center" });
    place.current?.querySelector("input")?.focus({ preventScroll: true });
  }, [place, accountId, isShown]);
}
