import { useState } from "react";
import { SETTINGS_DEFAULTS } from "../../../shared/contract/settings-defaults.ts";
import type { Settings } from "../../../shared/contract/settings.ts";
import { Button } from "../../ui/button.tsx";
import { SavedField } from "./saved-field.tsx";
import styles from "./settings-screen.module.css";

const HOSTS = [
  ["facebookGraphHost", "Facebook’s API"],
  ["facebookLoginHost", "Facebook’s login page"],
  ["instagramLoginHost", "Instagram’s login page"],
  ["instagramCodeHost", "Exchange of Instagram’s code"],
] as const;

/** Where the two logins speak to. Out of sight until asked for, or until one is not Meta's own. */
export function LoginHosts(props: { readonly settings: Settings }) {
  const { settings } = props;
  const isChanged = HOSTS.some(([name]) => settings[name] !== SETTINGS_DEFAULTS[name]);
  const [isShown, setIsShown] = useState(isChanged);
  if (!isShown)
    return (
      <div>
        <Button size="small" kind="quiet" onPress={() => setIsShown(true)}>
          Addresses of the logins…
        </Button>
      </div>
    );
  return (
    <div className={styles["halves"]}>
      {HOSTS.map(([name, label]) => (
        <SavedField
          key={name}
          settings={settings}
          name={name}
          label={label}
          placeholder={SETTINGS_DEFAULTS[name]}
        />
      ))}
    </div>
  );
}
