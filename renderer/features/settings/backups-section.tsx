import { useState } from "react";
import type { Backup } from "../../../shared/contract/settings.ts";
import { formatBytes, formatMoment } from "../../lib/format.ts";
import { ipc } from "../../lib/ipc.ts";
import { useCommand } from "../../lib/use-command.ts";
import { useLive } from "../../lib/use-live.ts";
import { ownZone } from "../../lib/zones.ts";
import { Button } from "../../ui/button.tsx";
import { Confirm } from "../../ui/confirm.tsx";
import { Notice } from "../../ui/notice.tsx";
import { VisuallyHidden } from "../../ui/visually-hidden.tsx";
import styles from "./backups-section.module.css";
import { SettingsSection } from "./settings-section.tsx";

const WHY: Readonly<Record<Backup["why"], string>> = {
  daily: "the day’s copy",
  migration: "before an update",
  restore: "before another copy was restored",
};

/** The copies of the database, and the way back to one. */
export function BackupsSection() {
  const read = useLive(ipc.settings.backups, {}, []);
  const [chosen, setChosen] = useState<Backup>();
  const backups = read.value?.backups;
  return (
    <SettingsSection
      title="Backups"
      intro="The app copies its database each day and before each change to it, and reads every copy through. Pictures stay where they are."
    >
      {read.error && <Notice tone="bad">{read.error.message}</Notice>}
      {backups?.length === 0 && (
        <p className="soft">There is none yet: the first is made within a day.</p>
      )}
      {backups && backups.length > 0 && (
        <ul className={styles["list"]} aria-label="Backups">
          {backups.map((backup) => (
            <Row key={backup.name} backup={backup} onRestore={() => setChosen(backup)} />
          ))}
        </ul>
      )}
      {chosen && <RestoreDialog backup={chosen} onClose={() => setChosen(undefined)} />}
    </SettingsSection>
  );
}

function Row(props: { readonly backup: Backup; readonly onRestore: () => void }) {
  const { backup } = props;
  const made = formatMoment(backup.madeAt, ownZone());
  return (
    <li className={styles["row"]}>
      <div>
        <span className="medium block">{made}</span>
        <span className="small soft block">
          {WHY[backup.why]}, {formatBytes(backup.bytes)}
          {backup.posts !== null && `, ${count(backup.posts, "post")}`}
        </span>
        {!backup.isSound && <span className="small block">Damaged: it cannot be restored.</span>}
      </div>
      {backup.isSound && (
        <Button size="small" onPress={() => props.onRestore()}>
          Restore…
          <VisuallyHidden>{` the backup of ${made}`}</VisuallyHidden>
        </Button>
      )}
    </li>
  );
}

/** Says what will happen before it does. */
function RestoreDialog(props: { readonly backup: Backup; readonly onClose: () => void }) {
  const { backup } = props;
  const restore = useCommand(ipc.settings.restore);
  const isUnderWay = useUnderWay(restore.run, backup);
  return (
    <Confirm
      title={`Go back to ${formatMoment(backup.madeAt, ownZone())}?`}
      answer="Restore and start again"
      isOpen
      isDangerous
      busy={restore.busy || isUnderWay.value}
      error={restore.error?.message}
      onConfirm={() => void isUnderWay.begin()}
      onClose={() => props.onClose()}
    >
      <ul className={styles["points"]}>
        <li>Posts, plans, accounts and settings become what they were then.{sinceThen(backup)}</li>
        <li>A copy of how it is now is made first, so that you can come back to it.</li>
        <li>
          What was published since is looked up on Instagram before anything is sent; where that is
          not certain, the app asks you. Only a post without any words that you published ahead of
          its time is not recognised: look at those yourself.
        </li>
        <li>The app closes and starts again by itself.</li>
      </ul>
    </Confirm>
  );
}

/** Stays busy once it is taken: the app is about to end. */
function useUnderWay(
  run: ReturnType<typeof useCommand<{ name: string }, unknown>>["run"],
  backup: Backup,
) {
  const [value, setValue] = useState(false);
  const begin = async () => {
    if ((await run({ name: backup.name })) !== undefined) setValue(true);
  };
  return { value, begin };
}

function sinceThen({ publishedSince, changedSince }: Backup): string {
  if (publishedSince === null || changedSince === null) return "";
  if (publishedSince === 0 && changedSince === 0) return " Nothing was written or published since.";
  return ` Since then ${count(changedSince, "post")} ${changedSince === 1 ? "was" : "were"} written or changed and ${count(publishedSince, "post")} went out.`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
