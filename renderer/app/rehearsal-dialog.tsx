import { ChevronRight } from "lucide-react";
import { useState } from "react";
import type { Rehearsal, RehearsedCall } from "../../shared/contract/publishing.ts";
import { ipc } from "../lib/ipc.ts";
import { showRehearsal, useShownRehearsal } from "../lib/shown-rehearsal.ts";
import { useLive } from "../lib/use-live.ts";
import { classNames } from "../ui/class-names.ts";
import { Dialog } from "../ui/dialog.tsx";
import { Icon } from "../ui/icon.tsx";
import { Notice } from "../ui/notice.tsx";
import { Spinner } from "../ui/spinner.tsx";
import { momentsOf, type Line } from "./rehearsal-words.ts";
import styles from "./rehearsal-dialog.module.css";

/** The calls a post will make, in order, as the publisher itself has just made them on a copy that reaches nobody. */
export function RehearsalDialog() {
  const { postId } = useShownRehearsal();
  // What is shown stays while the sheet fades out.
  const [shown, setShown] = useState(postId);
  if (postId !== null && postId !== shown) setShown(postId);
  return (
    <Dialog
      title="What will be sent"
      size="wide"
      isOpen={postId !== null}
      onClose={() => showRehearsal(null)}
    >
      {shown !== null && <Played postId={shown} />}
    </Dialog>
  );
}

function Played(props: { readonly postId: string }) {
  const { value, error } = useLive(ipc.publishing.rehearse, { postId: props.postId }, [
    "posts.changed",
    "publishing.changed",
    "settings.changed",
  ]);
  if (error) return <Notice tone="bad">{error.message}</Notice>;
  if (!value) return <Spinner label="The publisher tries it on a copy" />;
  return value.kind === "refused" ? (
    <Refused reasons={value.reasons} />
  ) : (
    <Calls calls={value.calls} />
  );
}

function Refused(props: { readonly reasons: Extract<Rehearsal, { kind: "refused" }>["reasons"] }) {
  return (
    <Notice tone="warn">
      Nothing: as it is, this post cannot go out.
      <ul className={styles["reasons"]}>
        {props.reasons.map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
    </Notice>
  );
}

function Calls(props: { readonly calls: readonly RehearsedCall[] }) {
  return (
    <>
      <p className="soft">
        {`${props.calls.length} calls, in this order, when all goes well. The publisher has just made them on a copy of the post; nothing was sent. {What stands in braces} is secret, or known only once it is sent.`}
      </p>
      {momentsOf(props.calls).map((moment) => (
        <section key={moment.words} className={styles["moment"]} aria-label={moment.words}>
          <h3 className="small soft numbers">{moment.words}</h3>
          <ol start={moment.lines[0]?.number}>
            {moment.lines.map((line) => (
              <Call key={line.number} {...line} />
            ))}
          </ol>
        </section>
      ))}
    </>
  );
}

function Call({ call, number, what, note }: Line) {
  return (
    <li>
      <details className={classNames(styles["call"], call.step === "publish" && styles["publish"])}>
        <summary>
          <span className={classNames(styles["number"], "numbers")}>{number}</span>
          <span className={styles["what"]}>
            <span className="medium">{what}</span>
            <code className={styles["line"]}>
              <b>{call.method}</b> {call.host}
              <wbr />
              {call.path}
            </code>
          </span>
          <Icon of={ChevronRight} size={14} className={styles["chevron"]} />
        </summary>
        {note !== undefined && (
          <p className={classNames(styles["note"], "small", "soft")}>{note}</p>
        )}
        <dl className={styles["params"]}>
          {call.params.map((param) => (
            <div key={`${param.place} ${param.name}`}>
              <dt>{param.name}</dt>
              <dd>{param.value}</dd>
            </div>
          ))}
        </dl>
      </details>
    </li>
  );
}
