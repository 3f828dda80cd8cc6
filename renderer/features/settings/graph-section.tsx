import { RotateCcw } from "lucide-react";
import { SETTINGS_DEFAULTS } from "../../../shared/contract/settings-defaults.ts";
import type { Settings } from "../../../shared/contract/settings.ts";
import { ipc } from "../../lib/ipc.ts";
import { useCommand } from "../../lib/use-command.ts";
import { Button } from "../../ui/button.tsx";
import { LoginHosts } from "./login-hosts.tsx";
import { SavedField } from "./saved-field.tsx";
import styles from "./settings-screen.module.css";
import { SettingsSection } from "./settings-section.tsx";

/** Which server speaks for Instagram. */
export function GraphSection(props: { readonly settings: Settings }) {
  const { settings } = props;
  const reset = useCommand(ipc.settings.set);
  const { graphHost, graphVersion } = SETTINGS_DEFAULTS;
  const isDefault = settings.graphHost === graphHost && settings.graphVersion === graphVersion;
  return (
    <SettingsSection
      title="Instagram’s API"
      intro="Where live accounts are read and published. Leave it, unless your company runs its own gateway."
    >
      <div className={styles["pair"]}>
        <SavedField settings={settings} name="graphHost" label="Host" placeholder={graphHost} />
        <SavedField
          settings={settings}
          name="graphVersion"
          label="Version"
          placeholder={graphVersion}
        />
      </div>
      <LoginHosts settings={settings} />
      {!isDefault && (
        <div>
          <Button
            size="small"
            icon={RotateCcw}
            busy={reset.busy}
            onPress={() => void reset.run({ graphHost, graphVersion })}
          >
            Back to {graphHost.replace("https://", "")}, {graphVersion}
          </Button>
          {reset.error && (
            <p role="alert" className={styles["error"]}>
              {reset.error.message}
            </p>
          )}
        </div>
      )}
    </SettingsSection>
  );
}
