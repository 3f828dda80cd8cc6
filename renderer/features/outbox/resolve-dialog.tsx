import { useState } from "react";
import { Radio, RadioGroup } from "react-aria-components";
import type { Publication } from "../../../shared/contract/publishing.ts";
import { formatMoment } from "../../lib/format.ts";
import { ipc } from "../../lib/ipc.ts";
import { useCommand } from "../../lib/use-command.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Notice } from "../../ui/notice.tsx";
import styles from "./outbox.module.css";

const NOT_LIVE = "not-live";
const DROP = "drop";

/** Asks her what the app could not find out: which of these posts it is, or that it is not there. */
export function ResolveDialog(props: {
  readonly publication: Publication;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}) {
  const { publication } = props;
  const [chosen, setChosen] = useState<string | null>(null);
  const resolve = useCommand(ipc.publishing.resolve);
  const answer = async () => {
    if (chosen === null) return;
    const done = await resolve.run({ publicationId: publication.id, answer: answerOf(chosen) });
    if (done) props.onClose();
  };
  return (
    <Dialog
      title="What happened to this post?"
      isOpen={props.isOpen}
      onClose={props.onClose}
      actions={
        <>
          <Button onPress={props.onClose}>Not now</Button>
          <Button
            kind="primary"
            isDisabled={chosen === null}
            busy={resolve.busy}
            onPress={() => void answer()}
          >
            That is so
          </Button>
        </>
      }
    >
      <p className="soft">
        Look at the account in Instagram. The app sends nothing until you answer.
      </p>
      {resolve.error && <Notice tone="bad">{resolve.error.message}</Notice>}
      <RadioGroup
        aria-label="What happened"
        value={chosen}
        onChange={setChosen}
        className={styles["answers"] ?? ""}
      >
        {publication.candidates.map((candidate) => (
          <Radio
            key={candidate.igMediaId}
            value={candidate.igMediaId}
            className={styles["answer"] ?? ""}
          >
            It is live: the post of {formatMoment(candidate.postedAt, publication.plan.zone)}
            {candidate.permalink && (
              <span className="small soft block selectable">{candidate.permalink}</span>
            )}
          </Radio>
        ))}
        <Radio value={NOT_LIVE} className={styles["answer"] ?? ""}>
          It is not there. Send it again
        </Radio>
        <Radio value={DROP} className={styles["answer"] ?? ""}>
          Leave it. I will see to it myself
        </Radio>
      </RadioGroup>
    </Dialog>
  );
}

function answerOf(chosen: string) {
  if (chosen === NOT_LIVE) return { kind: "not-live" } as const;
  if (chosen === DROP) return { kind: "drop" } as const;
  return { kind: "live", igMediaId: chosen } as const;
}
