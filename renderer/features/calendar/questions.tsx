import type { CalendarEntry } from "../../../shared/contract/publishing.ts";
import { formatMoment } from "../../lib/format.ts";
import { Button } from "../../ui/button.tsx";
import { Confirm } from "../../ui/confirm.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { MoveDialog } from "./move-dialog.tsx";

/** What the screen asks before it does something; one at a time. */
export type Question =
  | { readonly kind: "move"; readonly entry: CalendarEntry; readonly suggested: string }
  | { readonly kind: "copy"; readonly entry: CalendarEntry; readonly suggested: string }
  | {
      readonly kind: "past" | "soon";
      readonly entry: CalendarEntry;
      readonly wallTime: string;
      readonly at: number;
    };

/** The dialogs of the calendar. */
export function Questions(props: {
  readonly question: Question | null;
  readonly zone: string;
  readonly onClose: () => void;
  /** Her answer: do it at this wall-clock time. */
  readonly onPlace: (entry: CalendarEntry, wallTime: string) => void;
  readonly onCopy: (entry: CalendarEntry, wallTime: string) => void;
  /** She would rather choose another time. */
  readonly onChoose: (entry: CalendarEntry) => void;
}) {
  const { question, zone } = props;
  if (question === null) return null;
  const { entry } = question;
  if (question.kind === "move")
    return (
      <MoveDialog
        title={`Move “${entry.title}”`}
        answer="Move"
        suggested={question.suggested}
        zone={zone}
        onClose={props.onClose}
        onPlace={(wallTime) => props.onPlace(entry, wallTime)}
      />
    );
  if (question.kind === "copy")
    return (
      <MoveDialog
        title="Plan again as a copy"
        note={`“${entry.title}” is published and stays where it is. A copy of it becomes a draft.`}
        answer="Plan a copy"
        suggested={question.suggested}
        zone={zone}
        onClose={props.onClose}
        onPlace={(wallTime) => props.onCopy(entry, wallTime)}
      />
    );
  if (question.kind === "past")
    return (
      <PastQuestion
        {...props}
        entry={entry}
        moment={formatMoment(question.at, zone)}
        wallTime={question.wallTime}
      />
    );
  return (
    <Confirm
      title="Goes out in a moment"
      answer="Move it there"
      isOpen
      onClose={props.onClose}
      onConfirm={() => props.onPlace(entry, question.wallTime)}
    >
      {formatMoment(question.at, zone)} is less than five minutes away. It cannot be stopped once it
      is on its way.
    </Confirm>
  );
}

function PastQuestion(props: {
  readonly entry: CalendarEntry;
  readonly moment: string;
  readonly wallTime: string;
  readonly onClose: () => void;
  readonly onPlace: (entry: CalendarEntry, wallTime: string) => void;
  readonly onChoose: (entry: CalendarEntry) => void;
}) {
  const { entry } = props;
  return (
    <Dialog
      title="That time has passed"
      size="narrow"
      isOpen
      onClose={props.onClose}
      actions={
        <>
          {entry.status === "draft" && (
            <Button onPress={() => props.onPlace(entry, props.wallTime)}>
              Put it there anyway
            </Button>
          )}
          <Button kind="primary" onPress={() => props.onChoose(entry)}>
            Choose another time
          </Button>
        </>
      }
    >
      <p>
        {props.moment} is over: a post cannot go out then. “{entry.title}” stays where it was until
        you choose.
      </p>
    </Dialog>
  );
}
