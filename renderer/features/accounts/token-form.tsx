import { ShieldAlert, ShieldCheck } from "lucide-react";
import { useState } from "react";
import { ipc } from "../../lib/ipc.ts";
import { useCommand } from "../../lib/use-command.ts";
import { useLive } from "../../lib/use-live.ts";
import { ownZone } from "../../lib/zones.ts";
import { Button } from "../../ui/button.tsx";
import { classNames } from "../../ui/class-names.ts";
import { Field } from "../../ui/field.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Notice } from "../../ui/notice.tsx";
import styles from "./connect-form.module.css";
import type { ConnectWayProps } from "./connect-form.tsx";
import { ZoneField } from "./zone-field.tsx";

/** Connects an Instagram account with a token she generates in Meta's App Dashboard and pastes here. */
export function TokenForm(props: ConnectWayProps) {
  const [token, setToken] = useState("");
  const [zone, setZone] = useState(ownZone);
  const [isEmpty, setIsEmpty] = useState(false);
  const connect = useCommand(ipc.accounts.connect);
  const submit = async () => {
    if (token.trim() === "") return setIsEmpty(true);
    const account = await connect.run({ token, timeZone: zone });
    if (account) props.onConnected(account);
  };
  return (
    <form
      className={styles["form"]}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <TokenSteps />
      <Field
        label="Access token"
        type="password"
        value={token}
        takesFocus
        error={isEmpty ? "Paste the token here first." : undefined}
        hint="It begins with IG and is a long line of letters and digits. It lives for 60 days; the app renews it."
        onChange={(value) => {
          setToken(value);
          setIsEmpty(false);
          connect.clearError();
        }}
      />
      <ZoneField value={zone} onChange={setZone} />
      <KeptWhere />
      {connect.error && <Notice tone="bad">{connect.error.message}</Notice>}
      <div className={styles["actions"]}>
        <Button kind="primary" size="large" type="submit" busy={connect.busy}>
          Connect
        </Button>
        <Button size="large" onPress={() => props.onCancel()}>
          {props.cancelLabel}
        </Button>
      </div>
    </form>
  );
}

// Where the button is: Get Started with Instagram Login (developers.facebook.com, read 2026-10-04).
function TokenSteps() {
  return (
    <ol className={styles["steps"]}>
      <li>
        <span>
          In a browser, open <code>developers.facebook.com/apps</code> and choose your app. The
          account must be a business or creator account.
        </span>
      </li>
      <li>
        <span>
          Go to <b>Instagram</b>, then <b>API setup with Instagram login</b>.
        </span>
      </li>
      <li>
        <span>
          Beside your account press <b>Generate token</b>, log in, and copy the token.
        </span>
      </li>
    </ol>
  );
}

/** Says where the token will be kept on this computer. */
export function KeptWhere() {
  const health = useLive(ipc.settings.health, {}, []);
  if (!health.value) return null;
  const isDurable = health.value.keychain.durable;
  return (
    <p className={classNames("small", "soft", styles["kept"], isDurable ? "sage" : "ochre")}>
      <Icon of={isDurable ? ShieldCheck : ShieldAlert} />
      <span>
        {isDurable
          ? "The token goes into this computer’s keychain. It is shown nowhere and sent to Instagram only."
          : "This computer offers no keychain, so the token is kept in memory until you quit the app. You will be asked for it again next time."}
      </span>
    </p>
  );
}
