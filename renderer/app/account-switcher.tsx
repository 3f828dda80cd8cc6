import { Check, ChevronsUpDown, CircleAlert, FlaskConical, Plus, Radio } from "lucide-react";
import { Button, Menu, MenuItem, MenuTrigger, Popover, Separator } from "react-aria-components";
import type { Account } from "../../shared/contract/accounts.ts";
import { navigate } from "../lib/route.ts";
import { Avatar } from "../ui/avatar.tsx";
import { classNames } from "../ui/class-names.ts";
import { Icon } from "../ui/icon.tsx";
import styles from "./account-switcher.module.css";

/** Whose account every screen shows, which kind it is, and the way to another. */
export function AccountSwitcher(props: {
  readonly accounts: readonly Account[];
  readonly account: Account;
  readonly onAccount: (account: Account) => void;
}) {
  const { accounts, account } = props;
  const choose = (key: string) => {
    if (key === ADD) return navigate("/accounts");
    const chosen = accounts.find((item) => item.id === key);
    if (chosen) props.onAccount(chosen);
  };
  return (
    <MenuTrigger>
      <Button className={styles["switcher"] ?? ""}>
        <Avatar username={account.username} kind={account.kind} />
        <Who account={account} />
        <Icon of={ChevronsUpDown} size={14} className="soft" />
      </Button>
      <Popover className={styles["popover"] ?? ""} offset={4} placement="bottom start">
        <Menu
          aria-label="Accounts"
          className={styles["list"] ?? ""}
          onAction={(key) => choose(String(key))}
        >
          {accounts.map((item) => (
            <MenuItem
              key={item.id}
              id={item.id}
              textValue={item.username}
              className={styles["item"] ?? ""}
            >
              <Avatar username={item.username} kind={item.kind} />
              <Who account={item} />
              {item.id === account.id && <Icon of={Check} size={14} className={styles["tick"]} />}
            </MenuItem>
          ))}
          <Separator className={styles["line"] ?? ""} />
          <MenuItem id={ADD} textValue="Add an account" className={styles["item"] ?? ""}>
            <Icon of={Plus} />
            Add or manage accounts
          </MenuItem>
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}

const ADD = "add-an-account";

function Who(props: { readonly account: Account }) {
  const { kind, state, username } = props.account;
  const look =
    state === "needs-login"
      ? { icon: CircleAlert, hue: "ochre", word: "Log in again" }
      : kind === "practice"
        ? { icon: FlaskConical, hue: "plum", word: "Practice account" }
        : { icon: Radio, hue: "sage", word: "Live account" };
  return (
    <span className={styles["who"]}>
      <b className="cut">@{username}</b>
      <span className={classNames(styles["kind"], look.hue)}>
        <Icon of={look.icon} size={12} />
        {look.word}
        {state === "needs-login" && kind === "practice" && ", practice"}
      </span>
    </span>
  );
}
