import styles from "./avatar.module.css";
import { classNames } from "./class-names.ts";

/** The first letter of an account's name; outlined for a practice account. */
export function Avatar(props: {
  readonly username: string;
  readonly kind: "instagram" | "practice";
  readonly size?: "medium" | "large";
}) {
  return (
    <span
      aria-hidden="true"
      className={classNames(
        styles["avatar"],
        props.kind === "practice" && styles["practice"],
        props.size === "large" && styles["large"],
      )}
    >
      {props.username.charAt(0).toLowerCase()}
    </span>
  );
}
