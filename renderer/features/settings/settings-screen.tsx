import { ipc } from "../../lib/ipc.ts";
import { useLive } from "../../lib/use-live.ts";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { ScreenHeader } from "../../ui/screen-header.tsx";
import { BackupsSection } from "./backups-section.tsx";
import { GraphSection } from "./graph-section.tsx";
import { HealthSection } from "./health-section.tsx";
import { LookSection } from "./look-section.tsx";
import { MediaHostSection } from "./media-host-section.tsx";
import { PacingSection } from "./pacing-section.tsx";
import { PublishingSection } from "./publishing-section.tsx";
import styles from "./settings-screen.module.css";

/** What she can set; each change is saved at once. */
export function SettingsScreen() {
  const settings = useLive(ipc.settings.get, {}, ["settings.changed"]);
  return (
    <>
      <ScreenHeader title="Settings" isRuled />
      <div className={styles["scroll"]}>
        <div className={styles["page"]}>
          {settings.error && (
            <Notice
              tone="bad"
              action={
                <Button size="small" onPress={() => settings.reread()}>
                  Try again
                </Button>
              }
            >
              {settings.error.message}
            </Notice>
          )}
          {settings.value && (
            <>
              <LookSection settings={settings.value} />
              <PublishingSection settings={settings.value} />
              <PacingSection />
              <MediaHostSection settings={settings.value} />
              <GraphSection settings={settings.value} />
              <HealthSection />
              <BackupsSection />
            </>
          )}
        </div>
      </div>
    </>
  );
}
