import { Check } from "lucide-react";
import type { Publication } from "../../../shared/contract/publishing.ts";
import { formatMoment } from "../../lib/format.ts";
import { Icon } from "../../ui/icon.tsx";
import { FormatMark } from "../../ui/format-mark.tsx";
import { Picture } from "../../ui/picture.tsx";
import { Spinner } from "../../ui/spinner.tsx";
import { StatusBadge } from "../../ui/status-badge.tsx";
import { STEPS, stepOf, waitSentence } from "./outbox-words.ts";
import styles from "./outbox.module.css";

/** A publication that is going out: its four steps, and why it stands still when it does. */
export function UnderWayRow(props: { readonly publication: Publication }) {
  const { publication } = props;
  const at = stepOf(publication.state);
  const wait = waitSentence(publication.waitReason);
  return (
    <li className={styles["block"]}>
      <Picture src={publication.thumbnail} alt="" ratio="4:5" className={styles["blockThumb"]} />
      <div className={styles["blockBody"]}>
        <div className={styles["blockHead"]}>
          <span className="medium cut">{publication.title}</span>
          <FormatMark format={publication.format} />
          <StatusBadge status="publishing" />
        </div>
        <p className="small soft">
          Due {formatMoment(publication.plan.at, publication.plan.zone)}
          {wait && `. ${wait}`}
        </p>
        <ol className={styles["steps"]}>
          {STEPS.map((name, index) => (
            <li key={name} data-step={index < at ? "done" : index === at ? "now" : "later"}>
              {index < at && <Icon of={Check} size={14} />}
              {index === at && <Spinner label={`Now: ${name}`} />}
              {name}
            </li>
          ))}
        </ol>
      </div>
    </li>
  );
}
