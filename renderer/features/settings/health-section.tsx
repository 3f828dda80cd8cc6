import { CircleAlert, CircleCheck } from "lucide-react";
import type { Health } from "../../../shared/contract/settings.ts";
import { formatBytes, formatMoment } from "../../lib/format.ts";
import { ipc } from "../../lib/ipc.ts";
import { useLive } from "../../lib/use-live.ts";
import { ownZone } from "../../lib/zones.ts";
import { classNames } from "../../ui/class-names.ts";
import { Icon } from "../../ui/icon.tsx";
import { Notice } from "../../ui/notice.tsx";
import styles from "./health-section.module.css";
import { SelfCheck } from "./self-check.tsx";
import { SettingsSection } from "./settings-section.tsx";

/** How the app itself is: keychain, database, backups, settings that could not be read. */
export function HealthSection() {
  const health = useLive(ipc.settings.health, {}, ["settings.changed"]);
  return (
    <SettingsSection
      title="Health"
      intro="Everything you make is kept on this computer, with a copy of the database each day; the last seven are kept."
    >
      {health.error && <Notice tone="bad">{health.error.message}</Notice>}
      {health.value && <Lights health={health.value} />}
      <SelfCheck />
    </SettingsSection>
  );
}

function Lights(props: { readonly health: Health }) {
  const { health } = props;
  const { keychain, ignoredSettings } = health;
  return (
    <dl className={styles["lights"]}>
      <Light title="Keychain" isGood={keychain.durable}>
        {keychain.durable
          ? `Tokens and keys are kept by ${keychain.backend}.`
          : "This computer offers none, so tokens and keys last until you quit."}
      </Light>
      <Light title="Database" isGood={health.databaseNotice === null}>
        {health.databaseNotice ??
          `Well, ${formatBytes(health.databaseBytes)}, version ${health.schemaVersion}.`}
      </Light>
      <Light title="Last copy" isGood>
        {health.lastBackupAt === null
          ? "None yet: the first is made within a day."
          : formatMoment(health.lastBackupAt, ownZone())}
      </Light>
      <Light title="Settings" isGood={ignoredSettings.length === 0}>
        {ignoredSettings.length === 0
          ? "All could be read."
          : `Could not be read and stand at their defaults: ${ignoredSettings.join(", ")}.`}
      </Light>
      <UnknownReplies replies={health.unknownReplies} />
      <Light title="Data folder" isGood>
        <code className="selectable">{health.dataFolder}</code>
      </Light>
      <Light title="Defeah Studio" isGood>
        Version {health.version}
      </Light>
    </dl>
  );
}

/** The platform changes its codes: what it said that this version does not know is worth telling those who make the app. */
function UnknownReplies(props: { readonly replies: Health["unknownReplies"] }) {
  const { replies } = props;
  return (
    <Light title="Replies this version does not know" isGood={replies.length === 0}>
      {replies.length === 0 ? (
        "None so far."
      ) : (
        <ul className={styles["replies"]}>
          {replies.map(({ code, count, lastAt }) => (
            <li key={code}>
              <code className="selectable">{code}</code>
              {`, ${count === 1 ? "once" : `${count} times`}, last ${formatMoment(lastAt, ownZone())}`}
            </li>
          ))}
        </ul>
      )}
    </Light>
  );
}

function Light(props: {
  readonly title: string;
  readonly isGood: boolean;
  readonly children: React.ReactNode;
}) {
  return (
    <div className={classNames(styles["light"], props.isGood ? "sage" : "ochre")}>
      <dt className={styles["name"]}>
        <Icon of={props.isGood ? CircleCheck : CircleAlert} />
        {props.title}
      </dt>
      <dd>{props.children}</dd>
    </div>
  );
}
