import { useState } from "react";
import { foldAt, hashtags, mentions } from "../../../shared/rules/caption.ts";
import { classNames } from "../../ui/class-names.ts";
import styles from "./preview.module.css";

/** The caption under a post, folded where Instagram folds it, until it is opened. */
export function CaptionPreview(props: { readonly username: string; readonly caption: string }) {
  const { username, caption } = props;
  const [isOpen, setIsOpen] = useState(false);
  const fold = foldAt(caption);
  const isFolded = fold < caption.length;
  if (caption.trim() === "")
    return <p className={classNames(styles["caption"], "soft")}>The caption will stand here.</p>;
  return (
    <p className={styles["caption"]}>
      <b>{username}</b> <Linked text={isOpen ? caption : caption.slice(0, fold).trimEnd()} />
      {isFolded && (
        <button
          type="button"
          className={styles["more"]}
          aria-expanded={isOpen}
          onClick={() => setIsOpen(!isOpen)}
        >
          {isOpen ? "less" : "… more"}
        </button>
      )}
    </p>
  );
}

/** The words with hashtags and mentions in the colour of a link, by the same reading as the counters. */
function Linked(props: { readonly text: string }) {
  const words = [
    ...hashtags(props.text).map((tag) => `#${tag}`),
    ...mentions(props.text).map((handle) => `@${handle}`),
  ];
  return cutAt(props.text, words).map((part, index) =>
    part.isLink ? (
      // Parts have no identity but their place.
      // oxlint-disable-next-line react/no-array-index-key
      <span key={index} className={styles["link"]}>
        {part.text}
      </span>
    ) : (
      part.text
    ),
  );
}

type Part = { readonly text: string; readonly isLink: boolean };

function cutAt(text: string, words: readonly string[]): readonly Part[] {
  const places = words
    .reduce<{ readonly at: number; readonly word: string }[]>((found, word) => {
      const last = found.findLast((other) => other.word.startsWith(word.charAt(0)));
      const at = text.indexOf(word, last ? last.at + last.word.length : 0);
      return at === -1 ? found : [...found, { at, word }];
    }, [])
    .toSorted((a, b) => a.at - b.at);
  const parts: Part[] = [];
  let from = 0;
  for (const { at, word } of places) {
    parts.push({ text: text.slice(from, at), isLink: false }, { text: word, isLink: true });
    from = at + word.length;
  }
  return [...parts, { text: text.slice(from), isLink: false }];
}
