import { useState } from "react";
import type { LoginApps, LoginWay } from "../../../shared/contract/accounts.ts";
import { ipc } from "../../lib/ipc.ts";
import { useCommand } from "../../lib/use-command.ts";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { Notice } from "../../ui/notice.tsx";
import styles from "./connect-form.module.css";

type App = LoginApps[LoginWay];

/** Her own Meta app for a login: its number, its secret, and the address registered with Meta. */
export function LoginAppForm(props: {
  readonly login: LoginWay;
  readonly app: App;
  readonly cancelLabel: string;
  readonly onCancel: () => void;
  readonly onKept: () => void;
}) {
  const { login, app } = props;
  const [appId, setAppId] = useState(app.appId);
  const [appSecret, setSecret] = useState("");
  const [redirectUri, setRedirect] = useState(app.redirectUri);
  const keep = useCommand(ipc.accounts.setLoginApp);
  const isWhole = appId.trim() !== "" && (appSecret.trim() !== "" || app.hasSecret);
  const submit = async () => {
    const kept = await keep.run({ login, appId, appSecret, redirectUri: redirectUri.trim() });
    if (kept) props.onKept();
  };
  return (
    <form
      className={styles["form"]}
      onSubmit={(event) => {
        event.preventDefault();
        if (isWhole) void submit();
      }}
    >
      {login === "instagram" ? <InstagramSteps /> : <FacebookSteps />}
      <div className={styles["pair"]}>
        <Field
          label={login === "instagram" ? "Instagram app ID" : "App ID"}
          value={appId}
          takesFocus
          onChange={setAppId}
        />
        <Field
          label={login === "instagram" ? "Instagram app secret" : "App secret"}
          type="password"
          value={appSecret}
          placeholder={app.hasSecret ? "Kept; leave it empty to keep it" : ""}
          onChange={setSecret}
        />
      </div>
      <Field
        label="Redirect address"
        value={redirectUri}
        hint="Register it there letter for letter, a slash at its end included. The app catches it; nothing is sent to it."
        onChange={setRedirect}
      />
      {keep.error && <Notice tone="bad">{keep.error.message}</Notice>}
      <div className={styles["actions"]}>
        <Button kind="primary" size="large" type="submit" isDisabled={!isWhole} busy={keep.busy}>
          Keep and go on
        </Button>
        <Button size="large" onPress={() => props.onCancel()}>
          {props.cancelLabel}
        </Button>
      </div>
    </form>
  );
}

// Where they stand: Business Login for Instagram (developers.facebook.com, read 2026-10-04).
function InstagramSteps() {
  return (
    <ol className={styles["steps"]}>
      <li>
        <span>
          This login needs a Meta app of your own. In <code>developers.facebook.com/apps</code> open
          it, then <b>Instagram</b>, then <b>API setup with Instagram login</b>.
        </span>
      </li>
      <li>
        <span>
          Copy the <b>Instagram app ID</b> and <b>secret</b> from there. Under{" "}
          <b>Set up Instagram business login</b> add the redirect address below.
        </span>
      </li>
    </ol>
  );
}

// Facebook Login, Client OAuth Settings (Manually Build a Login Flow, read 2026-10-04).
function FacebookSteps() {
  return (
    <ol className={styles["steps"]}>
      <li>
        <span>
          For accounts that are linked to a Facebook Page. In{" "}
          <code>developers.facebook.com/apps</code> open your app, then <b>App settings</b>,{" "}
          <b>Basic</b>: copy the app ID and secret.
        </span>
      </li>
      <li>
        <span>
          Under <b>Facebook Login</b>, <b>Settings</b>, <b>Valid OAuth Redirect URIs</b> add the
          redirect address below.
        </span>
      </li>
    </ol>
  );
}
