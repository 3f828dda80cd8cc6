import { useState } from "react";
import { ipc } from "../../lib/ipc.ts";
import { useCommand } from "../../lib/use-command.ts";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Spinner } from "../../ui/spinner.tsx";
import styles from "./connect-form.module.css";

/** While she is at Meta's login. In the browser she brings the address back herself. */
export function LoginWaiting(props: { readonly inBrowser: boolean }) {
  const [address, setAddress] = useState("");
  const answer = useCommand(ipc.accounts.answerLogin);
  const cancel = useCommand(ipc.accounts.cancelLogin);
  return (
    <form
      className={styles["form"]}
      onSubmit={(event) => {
        event.preventDefault();
        if (address.trim() !== "") void answer.run({ address });
      }}
    >
      <div className={styles["waiting"]}>
        <Spinner label="Waiting for Meta" />
        <span role="status">
          {props.inBrowser
            ? "Log in there. The last page will not load: copy its whole address from the address bar, and paste it here."
            : "Meta’s login is open in its own window. This goes on by itself once you have allowed the app."}
        </span>
      </div>
      {props.inBrowser && (
        <Field
          label="Address it ended at"
          value={address}
          takesFocus
          hint="It holds a code that is good for a moment and for this login only."
          onChange={setAddress}
        />
      )}
      {answer.error && <Notice tone="bad">{answer.error.message}</Notice>}
      <div className={styles["actions"]}>
        {props.inBrowser && (
          <Button
            kind="primary"
            size="large"
            type="submit"
            isDisabled={address.trim() === ""}
            busy={answer.busy}
          >
            Go on
          </Button>
        )}
        <Button size="large" onPress={() => void cancel.run({})}>
          Stop the login
        </Button>
      </div>
    </form>
  );
}
