import { CircleCheck, CircleX, Copy, Upload, X } from "lucide-react";
import { importWords } from "../lib/import-words.ts";
import { cancelImport, isBusy, useImports, type ImportItem } from "../lib/imports.ts";
import { Button } from "../ui/button.tsx";
import { Icon } from "../ui/icon.tsx";
import { IconButton } from "../ui/icon-button.tsx";
import { Progress } from "../ui/progress.tsx";
import styles from "./import-tray.module.css";

/** What comes in: progress with a cancel while it does, then a result for each file that has something to say. */
export function ImportTray() {
  const { items, reset } = useImports();
  const busy = isBusy(items);
  if (items.length === 0) return null;
  const told = items.filter(hasSomethingToSay);
  return (
    <section className={styles["tray"]} aria-label="Import" data-react-aria-top-layer="true">
      <div className={styles["head"]}>
        <Icon of={Upload} size={20} />
        <div className={styles["words"]}>
          <p className="medium" role="status">
            {busy ? `Adding ${countOf(items)}` : summaryOf(items)}
          </p>
          {busy && (
            <Progress
              label="Import"
              value={items.filter(isSettled).length}
              max={items.length}
              tone="sky"
            />
          )}
        </div>
        {busy ? (
          <Button size="small" onPress={cancelImport}>
            Cancel
          </Button>
        ) : (
          <IconButton label="Close" icon={X} size="small" onPress={reset} />
        )}
      </div>
      {told.length > 0 && (
        <ul className={styles["results"]}>
          {told.map((item) => (
            <Result key={item.id} item={item} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Result(props: { readonly item: ImportItem }) {
  const { item } = props;
  const look = LOOKS[item.state] ?? LOOKS.imported;
  return (
    <li className={look.tone}>
      <Icon of={look.icon} size={14} className={styles["sign"]} />
      <span className={styles["name"]}>{item.name}</span>
      <span className={styles["said"]}>{sentenceOf(item)}</span>
    </li>
  );
}

const LOOKS: Readonly<Record<"imported", Look>> &
  Readonly<Partial<Record<ImportItem["state"], Look>>> = {
  imported: { icon: CircleCheck, tone: "sage" },
  duplicate: { icon: Copy, tone: "sky" },
  refused: { icon: CircleX, tone: "rose" },
};
type Look = { readonly icon: typeof CircleCheck; readonly tone: string };

function hasSomethingToSay(item: ImportItem): boolean {
  return (
    ["refused", "duplicate"].includes(item.state) ||
    (item.state === "imported" && (item.media?.notes.length ?? 0) > 0)
  );
}

function isSettled(item: ImportItem): boolean {
  return item.state !== "waiting" && item.state !== "importing";
}

function sentenceOf(item: ImportItem): string {
  if (item.state === "refused") return item.problem ?? "This file could not be read.";
  if (item.state === "duplicate")
    return `Already in the library, as ${item.media?.name ?? "another file"}.`;
  return importWords(item.media?.notes ?? []) ?? "Added.";
}

function summaryOf(items: readonly ImportItem[]): string {
  const count = (state: ImportItem["state"]) => items.filter((item) => item.state === state).length;
  const parts = [
    [count("imported"), "added"],
    [count("duplicate"), "here already"],
    [count("refused"), "refused"],
    [count("cancelled"), "left out"],
  ] as const;
  const words = parts.filter(([number]) => number > 0).map(([number, what]) => `${number} ${what}`);
  return `${countOf(items)}: ${words.join(", ")}`;
}

/** Pictures, until there is a video among them: its name says so before its bytes do. */
function countOf(items: readonly ImportItem[]): string {
  const isVideo = items.some(({ name }) => /\.(mp4|mov|m4v)$/i.test(name));
  const noun = isVideo ? "file" : "picture";
  return items.length === 1 ? `1 ${noun}` : `${items.length} ${noun}s`;
}
