import {
  CircleAlert,
  CircleCheck,
  FlaskConical,
  Globe,
  KeyRound,
  LayoutGrid,
  Unplug,
} from "lucide-react";
import { useState } from "react";
import type { Account } from "../../../shared/contract/accounts.ts";
import { formatCity, formatMoment } from "../../lib/format.ts";
import { ipc } from "../../lib/ipc.ts";
import { notify } from "../../lib/notices.ts";
import { navigate } from "../../lib/route.ts";
import { useNow } from "../../lib/use-now.ts";
import { useCommand } from "../../lib/use-command.ts";
import { Button } from "../../ui/button.tsx";
import { Confirm } from "../../ui/confirm.tsx";
import { Notice } from "../../ui/notice.tsx";
import { AccountRow } from "./account-row.tsx";
import styles from "./accounts-screen.module.css";
import { DoctorPanel } from "./doctor-panel.tsx";
import { TroubleCard } from "./trouble-card.tsx";
import { ZoneField } from "./zone-field.tsx";

/** Everything known about one account, each with its button. */
export function AccountDetails(props: {
  readonly account: Account;
  readonly onReconnect: () => void;
}) {
  const { account } = props;
  const open = useCommand(ipc.accounts.openProfile);
  return (
    <section aria-label={`@${account.username}`} className={styles["middle"]}>
      <h2 className="heading">{account.name || `@${account.username}`}</h2>
      <p className={styles["summary"]}>
        <span className="figure">{standing(account)}</span>
      </p>
      {open.error && (
        <Notice tone="bad" className={styles["error"]}>
          {open.error.message}
        </Notice>
      )}
      {account.trouble && <TroubleCard account={account} trouble={account.trouble} />}
      <DoctorPanel account={account} />
      <ul>
        <SignedInRow account={account} onReconnect={props.onReconnect} />
        {account.kind === "practice" && (
          <AccountRow icon={FlaskConical} tone="plum" title="Practice account">
            A pretend Instagram inside this app, with the same rules and errors. Nothing practised
            here reaches a real account.
          </AccountRow>
        )}
        <TokenRow account={account} />
        <AccountRow
          icon={LayoutGrid}
          tone="grey"
          title="Profile"
          action={
            <>
              <Button
                size="small"
                onPress={() => navigate(`/profile/${encodeURIComponent(account.id)}`)}
              >
                Look at it here
              </Button>
              <Button
                size="small"
                busy={open.busy}
                onPress={() => void open.run({ id: account.id })}
              >
                Open in the browser
              </Button>
            </>
          }
        >
          As visitors see it.
        </AccountRow>
        <ZoneRow account={account} />
        <DisconnectRow account={account} />
      </ul>
    </section>
  );
}

function standing({ state, trouble }: Account): string {
  if (trouble) return "Paused by Instagram.";
  return state === "connected" ? "Ready to publish." : "Log in again.";
}

function cameInBy({ login, page, username, platformUserId }: Account): string {
  const who = `Connected as @${username}, account number ${platformUserId}`;
  return login === "facebook" && page
    ? `${who}, by Facebook login through the Page ${page.name}.`
    : `${who}.`;
}

function SignedInRow(props: { readonly account: Account; readonly onReconnect: () => void }) {
  const { account } = props;
  if (account.state === "connected")
    return (
      <AccountRow icon={CircleCheck} tone="sage" title="Signed in">
        {cameInBy(account)}
      </AccountRow>
    );
  return (
    <AccountRow
      icon={CircleAlert}
      tone="ochre"
      title="Not signed in"
      isWarning
      action={
        <Button size="small" onPress={() => props.onReconnect()}>
          Connect again
        </Button>
      }
    >
      {account.stateReason ?? "Instagram does not take this account’s token any more."} Its posts
      wait until then.
    </AccountRow>
  );
}

function TokenRow(props: { readonly account: Account }) {
  const { account } = props;
  const refresh = useCommand(ipc.accounts.refresh);
  const renew = async () => {
    const renewed = await refresh.run({ id: account.id });
    if (renewed) notify("The token was renewed.", { tone: "good" });
  };
  const where = account.tokenIsDurable
    ? "In this computer’s keychain. It is shown nowhere."
    : "In memory only, because this computer offers no keychain. You will be asked for it again after you quit.";
  return (
    <AccountRow
      icon={KeyRound}
      tone={account.tokenIsDurable ? "sage" : "ochre"}
      title="Where the token is"
      isWarning={!account.tokenIsDurable}
      action={
        // A Page's token has no end.
        account.login !== "facebook" && (
          <Button size="small" busy={refresh.busy} onPress={() => void renew()}>
            Renew now
          </Button>
        )
      }
    >
      {refresh.error ? <span role="alert">{refresh.error.message}</span> : where}
    </AccountRow>
  );
}

function ZoneRow(props: { readonly account: Account }) {
  const { account } = props;
  const [isOpen, setIsOpen] = useState(false);
  const now = useNow(60_000);
  const setZone = useCommand(ipc.accounts.setTimeZone);
  const choose = async (timeZone: string) => {
    if (timeZone === account.timeZone) return;
    const changed = await setZone.run({ id: account.id, timeZone });
    if (!changed) return;
    setIsOpen(false);
    notify(`New posts are planned in ${formatCity(timeZone)} time. Planned ones keep theirs.`);
  };
  if (!isOpen)
    return (
      <AccountRow
        icon={Globe}
        tone="grey"
        title="Time zone"
        action={
          <Button size="small" onPress={() => setIsOpen(true)}>
            Change
          </Button>
        }
      >
        {account.timeZone.replaceAll("_", " ")}, where it is now{" "}
        {formatMoment(now, account.timeZone, now)}.
      </AccountRow>
    );
  return (
    <li className={styles["row"]}>
      <div className={styles["zone"]}>
        <ZoneField
          value={account.timeZone}
          error={setZone.error?.message}
          isDisabled={setZone.busy}
          onChange={(zone) => void choose(zone)}
        />
      </div>
      <Button size="small" onPress={() => setIsOpen(false)}>
        Done
      </Button>
    </li>
  );
}

function DisconnectRow(props: { readonly account: Account }) {
  const { account } = props;
  const [isAsking, setIsAsking] = useState(false);
  const disconnect = useCommand(ipc.accounts.disconnect);
  const go = async () => {
    const done = await disconnect.run({ id: account.id });
    if (!done) return;
    setIsAsking(false);
    notify(`@${account.username} is disconnected. Its token is gone from this computer.`);
  };
  return (
    <AccountRow
      icon={Unplug}
      tone="grey"
      title="Disconnect"
      action={
        <Button kind="danger" size="small" onPress={() => setIsAsking(true)}>
          Disconnect…
        </Button>
      }
    >
      Forgets the token. What is published stays on the account, and its drafts stay here.
      <Confirm
        title={`Disconnect @${account.username}?`}
        answer="Disconnect"
        isOpen={isAsking}
        isDangerous
        busy={disconnect.busy}
        error={disconnect.error?.message}
        onConfirm={() => void go()}
        onClose={() => {
          setIsAsking(false);
          disconnect.clearError();
        }}
      >
        The app forgets its token and shows the account no more. Connect it again to go on where you
        were.
      </Confirm>
    </AccountRow>
  );
}
