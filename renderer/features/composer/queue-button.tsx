import { ListPlus } from "lucide-react";
import type { NextSlot } from "../../../shared/contract/pacing.ts";
import { Button } from "../../ui/button.tsx";
import { slotWords } from "./when-words.ts";

/** Gives the post the next free slot, which it names. */
export function QueueButton(props: {
  /** Undefined until it is known. */
  readonly slot: NextSlot | undefined;
  readonly now: number;
  readonly busy: boolean;
  readonly onQueue: (slot: NextSlot) => void;
}) {
  const { slot } = props;
  const words =
    slot?.kind === "free"
      ? `Add to queue: ${slotWords(slot.at, slot.zone, props.now)}`
      : "Add to queue…";
  return (
    <Button
      size="large"
      icon={ListPlus}
      busy={props.busy}
      isDisabled={slot === undefined}
      onPress={() => slot && props.onQueue(slot)}
    >
      {words}
    </Button>
  );
}
