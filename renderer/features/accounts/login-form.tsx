import { useEffect, useState } from "react";
import type { LoginReply, LoginWay } from "../../../shared/contract/accounts.ts";
import { ipc } from "../../lib/ipc.ts";
import { useCommand } from "../../lib/use-command.ts";
import { useLive } from "../../lib/use-live.ts";
import { ownZone } from "../../lib/zones.ts";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import styles from "./connect-form.module.css";
import type { ConnectWayProps } from "./connect-form.tsx";
import { LoginAppForm } from "./login-app-form.tsx";
import { LoginWaiting } from "./login-waiting.tsx";
import { PageChoice } from "./page-choice.tsx";
import { KeptWhere } from "./token-form.tsx";
import { ZoneField } from "./zone-field.tsx";

type Props = ConnectWayProps & { readonly login: LoginWay };
type Pages = Extract<LoginReply, { kind: "choose" }>;

/** Connects an account through Meta's own login window: her app first, then the login, then the Page where there is one. */
export function LoginForm(props: Props) {
  const apps = useLive(ipc.accounts.loginApps, {}, []);
  const [isEditing, setIsEditing] = useState(false);
  const [isKept, setIsKept] = useState(false);
  const [pages, setPages] = useState<Pages | null>(null);
  const [zone, setZone] = useState(ownZone);
  const app = apps.value?.[props.login];
  if (apps.error) return <Notice tone="bad">{apps.error.message}</Notice>;
  if (!app) return null;
  if (pages)
    return (
      <PageChoice
        choice={pages}
        zone={zone}
        onZone={setZone}
        onConnected={props.onConnected}
        onBack={() => setPages(null)}
      />
    );
  if (isEditing || app.appId === "" || !app.hasSecret)
    return (
      <LoginAppForm
        login={props.login}
        app={app}
        cancelLabel={isEditing ? "Cancel" : props.cancelLabel}
        onCancel={isEditing ? () => setIsEditing(false) : props.onCancel}
        onKept={() => {
          setIsEditing(false);
          setIsKept(true);
          apps.reread();
        }}
      />
    );
  return (
    <LogIn
      {...props}
      appId={app.appId}
      takesFocus={isKept}
      zone={zone}
      onZone={setZone}
      onChangeApp={() => setIsEditing(true)}
      onPages={setPages}
    />
  );
}

function LogIn(
  props: Props & {
    readonly appId: string;
    /** The form before it held the focus. */
    readonly takesFocus: boolean;
    readonly zone: string;
    readonly onZone: (zone: string) => void;
    readonly onChangeApp: () => void;
    readonly onPages: (pages: Pages) => void;
  },
) {
  const { login, zone } = props;
  const begin = useCommand(ipc.accounts.login);
  const [inBrowser, setInBrowser] = useState(false);
  const isWaiting = begin.busy;
  useEndOfLogin(isWaiting);
  const go = async (isInBrowser: boolean) => {
    setInBrowser(isInBrowser);
    const reply = await begin.run({ login, inBrowser: isInBrowser, timeZone: zone });
    if (reply?.kind === "connected") props.onConnected(reply.account);
    if (reply?.kind === "choose") props.onPages(reply);
  };
  if (isWaiting) return <LoginWaiting inBrowser={inBrowser} />;
  return (
    <div className={styles["form"]}>
      <p className={styles["app"]}>
        <span>
          With your Meta app <code>{props.appId}</code>
        </span>
        <Button size="small" kind="quiet" onPress={() => props.onChangeApp()}>
          Change…
        </Button>
      </p>
      <p className="soft">
        {login === "instagram"
          ? "Instagram’s own login opens in a window of its own. What you type there is between you and Instagram."
          : "Facebook’s own login opens in a window of its own. Allow the Page whose Instagram account you want; you choose it here afterwards."}
      </p>
      <ZoneField value={zone} onChange={props.onZone} />
      <KeptWhere />
      {begin.error && <Notice tone="bad">{begin.error.message}</Notice>}
      <div className={styles["actions"]}>
        <Button
          kind="primary"
          size="large"
          takesFocus={props.takesFocus}
          onPress={() => void go(false)}
        >
          {login === "instagram" ? "Log in with Instagram" : "Log in with Facebook"}
        </Button>
        <Button size="large" onPress={() => void go(true)}>
          In my browser
        </Button>
        <Button size="large" kind="quiet" onPress={() => props.onCancel()}>
          {props.cancelLabel}
        </Button>
      </div>
    </div>
  );
}

/** A login whose form is closed is over: its window closes too. */
function useEndOfLogin(isWaiting: boolean): void {
  useEffect(() => {
    if (!isWaiting) return undefined;
    return () => void ipc.accounts.cancelLogin({}).catch(() => {}); // it may have ended by itself
  }, [isWaiting]);
}
