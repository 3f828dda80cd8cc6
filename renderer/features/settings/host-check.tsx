import { useState } from "react";
import { ipc } from "../../lib/ipc.ts";
import { useCommand } from "../../lib/use-command.ts";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import styles from "./settings-screen.module.css";

/** Tries the media host with a small picture and says in words how it went. */
export function HostCheck() {
  const check = useCommand(ipc.media.checkHost);
  const [said, setSaid] = useState<{ readonly ok: boolean; readonly message: string }>();
  return (
    <div className={styles["labelled"]}>
      {said && !check.busy && <Notice tone={said.ok ? "good" : "bad"}>{said.message}</Notice>}
      {check.error && <Notice tone="bad">{check.error.message}</Notice>}
      <div className={styles["row"]}>
        <Button
          busy={check.busy}
          onPress={() => void check.run({}).then((result) => setSaid(result))}
        >
          Check the host
        </Button>
        <span className="small soft">
          Puts up a small picture, fetches it as Instagram would, takes it down.
        </span>
      </div>
    </div>
  );
}
