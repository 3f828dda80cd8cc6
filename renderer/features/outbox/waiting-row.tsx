import { useState } from "react";
import type { Publication } from "../../../shared/contract/publishing.ts";
import { formatMoment } from "../../lib/format.ts";
import { navigate } from "../../lib/route.ts";
import { Button } from "../../ui/button.tsx";
import { FormatMark } from "../../ui/format-mark.tsx";
import { Picture } from "../../ui/picture.tsx";
import { StatusBadge } from "../../ui/status-badge.tsx";
import { ProblemButtons } from "./problem-buttons.tsx";
import { waitSentence } from "./outbox-words.ts";
import styles from "./outbox.module.css";

/** A publication that waits for her: what happened, which rule, what to do, and the buttons that do it. */
export function WaitingRow(props: { readonly publication: Publication }) {
  const { publication } = props;
  const { problem, plan } = publication;
  const [isRawShown, setIsRawShown] = useState(false);
  return (
    <li className={styles["block"]}>
      <Picture src={publication.thumbnail} alt="" ratio="4:5" className={styles["blockThumb"]} />
      <div className={styles["blockBody"]}>
        <div className={styles["blockHead"]}>
          <span className="medium cut">{publication.title}</span>
          <FormatMark format={publication.format} />
          <StatusBadge status={publication.status} />
        </div>
        <p className="small soft">Due {formatMoment(plan.at, plan.zone)}</p>
        <p className={styles["say"]}>
          {problem ? (
            <>
              <b>{problem.what}</b> {problem.todo}
              {problem.code && <span className="soft"> Rule {problem.code}.</span>}
            </>
          ) : (
            (waitSentence(publication.waitReason) ??
            "Instagram is being asked what happened. It will not be sent again by itself.")
          )}
        </p>
        {isRawShown && problem?.raw && <pre className={styles["raw"]}>{problem.raw}</pre>}
        <div className={styles["buttons"]}>
          <ProblemButtons publication={publication} />
          {problem?.raw && (
            <Button kind="quiet" size="small" onPress={() => setIsRawShown(!isRawShown)}>
              {isRawShown ? "Hide raw reply" : "Raw reply"}
            </Button>
          )}
          <Button
            kind="quiet"
            size="small"
            onPress={() => navigate(`/outbox/${encodeURIComponent(publication.id)}`)}
          >
            Every attempt
          </Button>
        </div>
      </div>
    </li>
  );
}
