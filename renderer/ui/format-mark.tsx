import styles from "./format-mark.module.css";
import { FORMAT_ICONS } from "./format-icons.ts";
import { FORMAT_WORDS, type FormatName } from "./format-words.ts";
import { Icon } from "./icon.tsx";

/** Which format a post has, as icon and word. A single image goes without: most are. */
export function FormatMark(props: { readonly format: FormatName }) {
  if (props.format === "image") return null;
  return (
    <span className={styles["mark"]}>
      <Icon of={FORMAT_ICONS[props.format]} size={12} />
      {FORMAT_WORDS[props.format]}
    </span>
  );
}
