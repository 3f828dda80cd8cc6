import type { Settings } from "../../../shared/contract/settings.ts";
import { formatDuration } from "../../lib/format.ts";
import { Select } from "../../ui/select.tsx";
import { Switch } from "../../ui/switch.tsx";
import styles from "./settings-screen.module.css";
import { SettingsSection } from "./settings-section.tsx";
import { useSetting } from "./use-setting.ts";

const GRACES = [0, 15, 30, 60, 120, 360, 720, 1440];

/** What happens to posts that come due, and how she hears of it. */
export function PublishingSection(props: { readonly settings: Settings }) {
  const { settings } = props;
  const grace = useSetting("graceMinutes");
  const minutes = [...new Set([...GRACES, settings.graceMinutes])].sort((a, b) => a - b);
  return (
    <SettingsSection
      title="Publishing"
      intro="Posts go out while the app runs, with the window closed too."
    >
      <Select
        label="How late a post may still go out by itself"
        className={styles["short"]}
        value={String(settings.graceMinutes)}
        options={minutes.map((value) => ({ value: String(value), label: graceInWords(value) }))}
        error={grace.error}
        hint="When the computer was asleep or off. Anything later waits for you in the Outbox."
        onChange={(value) => void grace.save(Number(value))}
      />
      <Toggle
        settings={settings}
        name="notifyOnPublished"
        label="Tell me when a post is published"
      />
      <Toggle
        settings={settings}
        name="startAtLogin"
        label="Start with the computer"
        hint="In the tray, so that posts go out without opening the window."
      />
    </SettingsSection>
  );
}

function Toggle(props: {
  readonly settings: Settings;
  readonly name: "notifyOnPublished" | "startAtLogin";
  readonly label: string;
  readonly hint?: string;
}) {
  const setting = useSetting(props.name);
  return (
    <div>
      <Switch
        label={props.label}
        isSelected={props.settings[props.name]}
        onChange={(isOn) => void setting.save(isOn)}
      />
      {props.hint && <p className={`small soft ${styles["under"] ?? ""}`}>{props.hint}</p>}
      {setting.error && (
        <p role="alert" className={`small ${styles["under"] ?? ""} ${styles["error"] ?? ""}`}>
          {setting.error}
        </p>
      )}
    </div>
  );
}

function graceInWords(minutes: number): string {
  return minutes === 0 ? "Only on time" : formatDuration(minutes * 60_000);
}
