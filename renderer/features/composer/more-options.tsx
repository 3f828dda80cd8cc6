import { ChevronDown } from "lucide-react";
import { useEffect, useId, useRef, type ReactNode } from "react";
import { PLAIN_OPTIONS } from "../../../shared/contract/post-defaults.ts";
import type { Post, PostOptions } from "../../../shared/contract/posts.ts";
import { Icon } from "../../ui/icon.tsx";
import { withheld } from "./formats.ts";
import styles from "./more-options.module.css";
import { OptionRows } from "./option-rows.tsx";
import type { Editor } from "./use-editor.ts";

const COUNTED = [
  "locationId",
  "collaborators",
  "isPaidPartnership",
  "sponsorIds",
  "isAiGenerated",
  "firstComment",
  "commentsEnabled",
] as const satisfies readonly (keyof PostOptions)[];

/** Everything else that may go along, closed until she wants it, with how much of it is set. */
export function MoreOptions(props: { readonly editor: Editor }) {
  const { editor } = props;
  const { isMoreOpen, setMoreOpen } = editor.panels;
  const id = useId();
  const count = optionCount(editor.post);
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // Under a long caption or a reel's fields most of it would open out of sight.
    if (isMoreOpen && "scrollIntoView" in Element.prototype)
      place.current?.scrollIntoView({ block: "start" });
  }, [isMoreOpen]);
  return (
    <div ref={place} className={styles["more"]}>
      <button
        type="button"
        className={styles["head"]}
        aria-expanded={isMoreOpen}
        aria-controls={id}
        onClick={() => setMoreOpen(!isMoreOpen)}
      >
        <span className="medium">More options</span>
        <span className={styles["count"]}>{count === 0 ? "None set" : `${count} set`}</span>
        <Icon of={ChevronDown} size={14} className={styles["chevron"]} />
      </button>
      <div id={id} hidden={!isMoreOpen}>
        {isMoreOpen && (
          <WantedField editor={editor}>
            <OptionRows editor={editor} />
            <Withheld editor={editor} />
          </WantedField>
        )}
      </div>
    </div>
  );
}

/** How many of the further fields say something else than a new post's do. */
export function optionCount({ options, media }: Post): number {
  const set = COUNTED.filter(
    (field) => JSON.stringify(options[field]) !== JSON.stringify(PLAIN_OPTIONS[field]),
  );
  const hasTags = media.some((item) => item.userTags.length > 0);
  const hasProducts = media.some((item) => item.productTags.length > 0);
  return set.length + Number(hasTags) + Number(hasProducts);
}

/** Gives the focus to the field a check sent her to, once it stands. */
export function WantedField(props: { readonly editor: Editor; readonly children: ReactNode }) {
  const { wanted, setWanted } = props.editor.panels;
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (wanted === null) return;
    const row = place.current?.querySelector(`[data-field="${wanted}"]`);
    const field = row?.querySelector<HTMLElement>("input, textarea, button");
    if (!field) return;
    field.focus();
    setWanted(null);
  }, [wanted, setWanted]);
  return <div ref={place}>{props.children}</div>;
}

/** What this login or format does not take, each with its reason. */
function Withheld(props: { readonly editor: Editor }) {
  const { post, account } = props.editor;
  const fields = withheld(post.format, account.login);
  if (fields.length === 0) return null;
  return (
    <ul className={styles["withheld"]} aria-label="Not offered here">
      {fields.map(({ name, why }) => (
        <li key={name}>{why}</li>
      ))}
    </ul>
  );
}
