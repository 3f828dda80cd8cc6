import { KeyRound } from "lucide-react";
import { useState } from "react";
import { ipc } from "../../lib/ipc.ts";
import { notify } from "../../lib/notices.ts";
import { useCommand } from "../../lib/use-command.ts";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Notice } from "../../ui/notice.tsx";
import styles from "./settings-screen.module.css";

/** The media host's key pair: goes into the keychain, is never shown again. */
export function HostKeyForm(props: { readonly hasKey: boolean }) {
  const [isEditing, setIsEditing] = useState(false);
  const save = useCommand(ipc.media.setHostKey);
  const forget = async () => {
    const done = await save.run({ accessKeyId: "", secretAccessKey: "" });
    if (done) notify("The media host’s key is forgotten.");
  };
  if (props.hasKey && !isEditing)
    return (
      <div className={styles["labelled"]}>
        <span className="medium">Key</span>
        <div className={styles["row"]}>
          <Icon of={KeyRound} />
          <span>Kept, and shown nowhere.</span>
          <Button size="small" onPress={() => setIsEditing(true)}>
            Replace
          </Button>
          <Button size="small" kind="danger" busy={save.busy} onPress={() => void forget()}>
            Forget
          </Button>
        </div>
        {save.error && <Notice tone="bad">{save.error.message}</Notice>}
      </div>
    );
  return <KeyFields canCancel={props.hasKey} onDone={() => setIsEditing(false)} save={save} />;
}

function KeyFields(props: {
  readonly canCancel: boolean;
  readonly onDone: () => void;
  readonly save: ReturnType<
    typeof useCommand<{ accessKeyId: string; secretAccessKey: string }, unknown>
  >;
}) {
  const { save } = props;
  const [accessKeyId, setAccessKeyId] = useState("");
  const [secretAccessKey, setSecret] = useState("");
  const isWhole = accessKeyId.trim() !== "" && secretAccessKey.trim() !== "";
  const submit = async () => {
    const done = await save.run({
      accessKeyId: accessKeyId.trim(),
      secretAccessKey: secretAccessKey.trim(),
    });
    if (done === undefined) return;
    notify("The media host’s key is kept.", { tone: "good" });
    props.onDone();
  };
  return (
    <form
      className={styles["labelled"]}
      onSubmit={(event) => {
        event.preventDefault();
        if (isWhole) void submit();
      }}
    >
      <div className={styles["controls"]}>
        <Field label="Access key ID" value={accessKeyId} onChange={setAccessKeyId} />
        <Field
          label="Secret access key"
          type="password"
          value={secretAccessKey}
          onChange={setSecret}
        />
        {save.error && <Notice tone="bad">{save.error.message}</Notice>}
        <div className={styles["row"]}>
          <Button type="submit" isDisabled={!isWhole} busy={save.busy}>
            Keep the key
          </Button>
          {props.canCancel && <Button onPress={() => props.onDone()}>Cancel</Button>}
        </div>
      </div>
    </form>
  );
}
