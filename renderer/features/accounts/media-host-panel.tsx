import { CircleAlert, CircleCheck } from "lucide-react";
import { useState } from "react";
import type { Account } from "../../../shared/contract/accounts.ts";
import { ipc } from "../../lib/ipc.ts";
import { navigate } from "../../lib/route.ts";
import { useCommand } from "../../lib/use-command.ts";
import { useLive } from "../../lib/use-live.ts";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { classNames } from "../../ui/class-names.ts";
import { Icon } from "../../ui/icon.tsx";
import styles from "./accounts-screen.module.css";
import tokenStyles from "./token-panel.module.css";

/** Where the account's pictures stand while Instagram fetches them, and whether that works. */
export function MediaHostPanel(props: { readonly account: Account }) {
  if (props.account.kind === "practice")
    return (
      <section aria-label="Media host" className={styles["host"]}>
        <h2 className="heading">Media host</h2>
        <p className="soft">
          The practice Instagram fetches pictures from this computer, so it needs no media host.
        </p>
      </section>
    );
  return <LiveHost />;
}

function LiveHost() {
  const host = useLive(ipc.media.host, {}, ["settings.changed"]);
  const settings = useLive(ipc.settings.get, {}, ["settings.changed"]);
  if (!host.value || !settings.value) return null;
  const { isSetUp } = host.value;
  const { mediaHostBucket, mediaHostEndpoint } = settings.value;
  return (
    <section aria-label="Media host" className={styles["host"]}>
      <div className={styles["hostHead"]}>
        <h2 className="heading">Media host</h2>
        <span className={classNames(tokenStyles["state"], isSetUp ? "sage" : "ochre")}>
          <Icon of={isSetUp ? CircleCheck : CircleAlert} size={12} />
          {isSetUp ? "Set up" : "Not set up"}
        </span>
      </div>
      <p className="soft">
        {isSetUp
          ? `${mediaHostBucket} at ${hostOf(mediaHostEndpoint)}. Pictures stand there only while Instagram fetches them.`
          : "Instagram fetches pictures from the web, so it needs a place to fetch them from before a post can go out."}
      </p>
      {isSetUp ? (
        <HostCheck />
      ) : (
        <Button size="small" onPress={() => navigate("/settings")}>
          Set it up in Settings
        </Button>
      )}
    </section>
  );
}

function HostCheck() {
  const check = useCommand(ipc.media.checkHost);
  const [said, setSaid] = useState<{ readonly ok: boolean; readonly message: string }>();
  return (
    <>
      {said && <Notice tone={said.ok ? "good" : "bad"}>{said.message}</Notice>}
      {check.error && <Notice tone="bad">{check.error.message}</Notice>}
      <Button
        size="small"
        busy={check.busy}
        onPress={() => void check.run({}).then((result) => setSaid(result))}
      >
        Check it now
      </Button>
    </>
  );
}

function hostOf(endpoint: string): string {
  return endpoint.replace(/^https?:\/\//, "");
}
