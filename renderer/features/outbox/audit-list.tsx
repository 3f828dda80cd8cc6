import type { AuditLine } from "../../../shared/contract/publishing.ts";
import { formatSeconds } from "../../lib/format.ts";
import { auditWords } from "./outbox-words.ts";
import styles from "./receipt.module.css";

/** Who decided and did what, each line bound to the one before by its digest. */
export function AuditList(props: { readonly lines: readonly AuditLine[]; readonly zone: string }) {
  if (props.lines.length === 0) return null;
  return (
    <section className={styles["attempts"]}>
      <h3 className="small soft">Who did what</h3>
      <ol>
        {props.lines.map((line) => (
          <li key={line.seq} className={styles["auditLine"]}>
            <time className="numbers">{formatSeconds(line.at, props.zone)}</time>
            <span>{auditWords(line)}</span>
            <span className={`numbers soft ${styles["digest"] ?? ""}`} title={line.digest}>
              {`line ${line.seq} · ${line.digest.slice(0, 8)}`}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
