import type { PostStatus } from "../../../shared/contract/values.ts";
import { STATUS_LOOKS } from "../../ui/status-looks.ts";
import styles from "./status-mark.module.css";

/** A status as icon, word and colour in one element, for where hundreds stand on one screen. The hue comes from around it. */
export function StatusMark(props: { readonly status: PostStatus }) {
  return (
    <span className={styles["mark"]} data-mark={props.status}>
      {STATUS_LOOKS[props.status].word}
    </span>
  );
}
