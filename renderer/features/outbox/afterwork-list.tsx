import { CircleAlert, CircleCheck, CircleDashed, RotateCw } from "lucide-react";
import { useState } from "react";
import type { Afterwork } from "../../../shared/contract/publishing.ts";
import { toAppError } from "../../lib/failure.ts";
import { formatSeconds } from "../../lib/format.ts";
import { ipc } from "../../lib/ipc.ts";
import { notify } from "../../lib/notices.ts";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { afterworkWords, waitSentence } from "./outbox-words.ts";
import styles from "./receipt.module.css";

const LOOKS = {
  waiting: { icon: CircleDashed, tone: "sky" },
  done: { icon: CircleCheck, tone: "sage" },
  "given-up": { icon: CircleAlert, tone: "ochre" },
} as const;

/** What was done once the post was out, as she asked for it. */
export function AfterworkList(props: {
  readonly publicationId: string;
  readonly works: readonly Afterwork[];
  readonly zone: string;
}) {
  if (props.works.length === 0) return null;
  return (
    <section className={`${styles["attempts"] ?? ""} ${styles["after"] ?? ""}`}>
      <h3 className="small soft">After publishing</h3>
      <ul>
        {props.works.map((work) => {
          const look = LOOKS[work.state];
          const shownAt = work.doneAt ?? work.nextAt;
          return (
            <li key={work.kind} className={look.tone}>
              <time className="numbers">
                {shownAt === null ? "" : formatSeconds(shownAt, props.zone)}
              </time>
              <Icon of={look.icon} size={14} className={styles["attemptIcon"]} />
              <div>
                {afterworkWords(work)}
                <Why work={work} />
                {work.state === "given-up" && (
                  <TryAgain publicationId={props.publicationId} kind={work.kind} />
                )}
              </div>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function Why(props: { readonly work: Afterwork }) {
  const { state, problem, waitReason } = props.work;
  if (state === "done") return null;
  const why = problem ? `${problem.what} ${problem.todo}` : waitSentence(waitReason);
  const code = problem?.code ? ` (${problem.code})` : "";
  return why ? <span className={styles["detail"]}>{`${why}${code}`}</span> : null;
}

function TryAgain(props: { readonly publicationId: string; readonly kind: Afterwork["kind"] }) {
  const { publicationId, kind } = props;
  const [busy, setBusy] = useState(false);
  const press = async () => {
    setBusy(true);
    try {
      await ipc.publishing.retryAfterwork({ publicationId, kind });
    } catch (cause) {
      notify(toAppError(cause).message, { tone: "bad" }); // said where the press was made
    }
    setBusy(false);
  };
  return (
    <Button size="small" kind="quiet" icon={RotateCw} busy={busy} onPress={() => void press()}>
      Try again
    </Button>
  );
}
