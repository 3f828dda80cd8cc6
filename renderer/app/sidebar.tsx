import { CircleAlert } from "lucide-react";
import type { MouseEvent } from "react";
import type { Account } from "../../shared/contract/accounts.ts";
import { ipc } from "../lib/ipc.ts";
import { navigate, type ScreenName } from "../lib/route.ts";
import { useLive } from "../lib/use-live.ts";
import { classNames } from "../ui/class-names.ts";
import { Icon } from "../ui/icon.tsx";
import { VisuallyHidden } from "../ui/visually-hidden.tsx";
import { AccountSwitcher } from "./account-switcher.tsx";
import { Pulse } from "./pulse.tsx";
import { menuNameOf, SCREENS, type Screen } from "./screens.ts";
import styles from "./sidebar.module.css";

/** The left column: whose account this is, where she can go, what goes out next. */
export function Sidebar(props: {
  readonly accounts: readonly Account[];
  readonly account: Account;
  readonly current: ScreenName;
  readonly onAccount: (account: Account) => void;
}) {
  const status = useLive(ipc.publishing.status, {}, ["publishing.changed", "posts.changed"]);
  return (
    <aside aria-label="Account and publishing" className={styles["side"]}>
      <AccountSwitcher
        accounts={props.accounts}
        account={props.account}
        onAccount={props.onAccount}
      />
      <nav aria-label="Screens" className={styles["nav"]}>
        <ul>
          {SCREENS.map((screen, index) => (
            <li
              key={screen.name}
              className={classNames(
                index > 0 && SCREENS[index - 1]?.group !== screen.group && styles["gap"],
              )}
            >
              <Entry
                screen={screen}
                isCurrent={menuNameOf(props.current) === screen.name}
                attention={screen.name === "outbox" ? (status.value?.attention ?? 0) : 0}
              />
            </li>
          ))}
        </ul>
      </nav>
      <Pulse status={status.value} />
    </aside>
  );
}

function Entry(props: {
  readonly screen: Screen;
  readonly isCurrent: boolean;
  readonly attention: number;
}) {
  const { screen, isCurrent, attention } = props;
  const go = (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    navigate(screen.path);
  };
  return (
    <a
      href={screen.path}
      onClick={go}
      className={styles["entry"]}
      {...(isCurrent && { "aria-current": "page" as const })}
    >
      <Icon of={screen.icon} />
      {screen.title}
      {attention > 0 && (
        <span className={classNames(styles["badge"], "rose")}>
          <Icon of={CircleAlert} size={12} />
          <span aria-hidden="true">{attention}</span>
          <VisuallyHidden>
            {attention === 1 ? ", 1 needs you" : `, ${attention} need you`}
          </VisuallyHidden>
        </span>
      )}
    </a>
  );
}
