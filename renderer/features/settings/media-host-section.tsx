import type { Settings } from "../../../shared/contract/settings.ts";
import { ipc } from "../../lib/ipc.ts";
import { useLive } from "../../lib/use-live.ts";
import { Select } from "../../ui/select.tsx";
import { HostCheck } from "./host-check.tsx";
import { HostKeyForm } from "./host-key-form.tsx";
import { SavedField } from "./saved-field.tsx";
import styles from "./settings-screen.module.css";
import { SettingsSection } from "./settings-section.tsx";
import { useSetting } from "./use-setting.ts";

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
      <PicturesOfPages settings={settings} />
    </SettingsSection>
  );
}

const PLACES: readonly {
  readonly value: Settings["facebookPictureHost"];
  readonly label: string;
}[] = [
  { value: "media-host", label: "On this media host" },
  { value: "page", label: "On their own Facebook Page" },
];

/** An account with a Facebook Page has another place for its pictures: the Page itself. */
function PicturesOfPages(props: { readonly settings: Settings }) {
  const setting = useSetting("facebookPictureHost");
  return (
    <Select
      label="Pictures of accounts connected through Facebook"
      value={props.settings.facebookPictureHost}
      options={[...PLACES]}
      error={setting.error}
      hint="On the Page a picture is a photo that is not published, and is taken down again; Facebook encodes it anew. Connect the account again after choosing it: it needs one permission more (pages_manage_posts). Whether it works is seen under Accounts."
      onChange={(value) => void setting.save(value)}
    />
  );
}
