import type { Settings } from "../../../shared/contract/settings.ts";
import { Segmented } from "../../ui/segmented.tsx";
import styles from "./settings-screen.module.css";
import { SettingsSection } from "./settings-section.tsx";
import { useSetting } from "./use-setting.ts";

/** Theme and week. */
export function LookSection(props: { readonly settings: Settings }) {
  const theme = useSetting("theme");
  const week = useSetting("weekStartsOn");
  return (
    <SettingsSection title="Look" intro="How the window is drawn.">
      <Choice label="Theme" error={theme.error}>
        <Segmented
          label="Theme"
          value={props.settings.theme}
          options={[
            { value: "system", label: "Like the computer" },
            { value: "light", label: "Light" },
            { value: "dark", label: "Dark" },
          ]}
          onChange={(value) => void theme.save(value)}
        />
      </Choice>
      <Choice label="The week starts on" error={week.error}>
        <Segmented
          label="The week starts on"
          value={props.settings.weekStartsOn}
          options={[
            { value: "monday", label: "Monday" },
            { value: "sunday", label: "Sunday" },
            { value: "saturday", label: "Saturday" },
          ]}
          onChange={(value) => void week.save(value)}
        />
      </Choice>
    </SettingsSection>
  );
}

function Choice(props: {
  readonly label: string;
  readonly error: string | undefined;
  readonly children: React.ReactNode;
}) {
  return (
    <div className={styles["labelled"]}>
      <span className="medium" aria-hidden="true">
        {props.label}
      </span>
      {props.children}
      {props.error && (
        <span role="alert" className={styles["error"]}>
          {props.error}
        </span>
      )}
    </div>
  );
}
