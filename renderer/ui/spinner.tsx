import { ProgressBar } from "react-aria-components";
import { classNames } from "./class-names.ts";
import styles from "./spinner.module.css";

/** Something is under way and its length is not known. */
export function Spinner(props: { readonly label: string; readonly size?: "small" | "large" }) {
  return (
    <ProgressBar
      isIndeterminate
      aria-label={props.label}
      className={classNames(styles["spinner"], props.size === "large" && styles["large"])}
    />
  );
}
