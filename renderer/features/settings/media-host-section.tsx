import type { Settings } from "../../../shared/contract/settings.ts";
import { ipc } from "../../lib/ipc.ts";
import { useLive } from "../../lib/use-live.ts";
import { HostCheck } from "./host-check.tsx";
import { HostKeyForm } from "./host-key-form.tsx";
import { SavedField } from "./saved-field.tsx";
import styles from "./settings-screen.module.css";
import { SettingsSection } from "./settings-section.tsx";

/** Where a live account's pictures stand while Instagram fetches them. */
export function MediaHostSection(props: { readonly settings: Settings }) {
  const { settings } = props;
  const host = useLive(ipc.media.host, {}, ["settings.changed"]);
  return (
    <SettingsSection
      title="Media host"
      intro="Instagram does not take a picture from your computer: it fetches it from the web. A picture is put on this host, fetched, and taken down again. Any S3-compatible storage serves. A practice account needs none."
    >
      <SavedField
        settings={settings}
        name="mediaHostEndpoint"
        label="Endpoint"
        placeholder="https://s3.eu-central-1.example.com"
        hint="The address of the storage, without the bucket."
      />
      <div className={styles["pair"]}>
        <SavedField settings={settings} name="mediaHostBucket" label="Bucket" />
        <SavedField settings={settings} name="mediaHostRegion" label="Region" placeholder="auto" />
      </div>
      {host.value && <HostKeyForm hasKey={host.value.hasKey} />}
      {host.value?.isSetUp && <HostCheck />}
    </SettingsSection>
  );
}
