import {
  CircleAlert,
  CircleCheck,
  CircleDashed,
  CircleQuestionMark,
  CircleX,
  type LucideIcon,
} from "lucide-react";
import type { Attempt } from "../../../shared/contract/publishing.ts";
import { formatSeconds } from "../../lib/format.ts";
import { Icon } from "../../ui/icon.tsx";
import type { Tone } from "../../ui/tone.ts";
import { attemptWords } from "./outbox-words.ts";
import styles from "./receipt.module.css";

const LOOKS: Readonly<Record<Attempt["outcome"], { word: string; icon: LucideIcon; tone: Tone }>> =
  {
    intent: { word: "about to", icon: CircleDashed, tone: "sky" },
    ok: { word: "done", icon: CircleCheck, tone: "sage" },
    refused: { word: "refused", icon: CircleX, tone: "rose" },
    unknown: { word: "no clear answer", icon: CircleQuestionMark, tone: "ochre" },
    "no-information": { word: "no information", icon: CircleAlert, tone: "ochre" },
  };

/** Everything done for a publication, in order. Nothing is ever taken out of it. */
export function AttemptList(props: {
  readonly attempts: readonly Attempt[];
  readonly zone: string;
}) {
  if (props.attempts.length === 0) return null;
  return (
    <section className={styles["attempts"]}>
      <h3 className="small soft">Every attempt</h3>
      <ol>
        {props.attempts.map((attempt) => {
          const look = LOOKS[attempt.outcome];
          return (
            <li key={attempt.id} className={look.tone}>
              <time className="numbers">{formatSeconds(attempt.at, props.zone)}</time>
              <Icon of={look.icon} size={14} className={styles["attemptIcon"]} />
              <span>
                {attemptWords(attempt.step)}, {look.word}
                {attempt.detail && <span className={styles["detail"]}>{attempt.detail}</span>}
              </span>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
