import { Check, Plus } from "lucide-react";
import type { RefObject } from "react";
import { Menu, MenuItem, Popover, Separator } from "react-aria-components";
import type { Account } from "../../shared/contract/accounts.ts";
import { navigate } from "../lib/route.ts";
import { Avatar } from "../ui/avatar.tsx";
import { Icon } from "../ui/icon.tsx";
import styles from "./account-switcher.module.css";
import { WhoItIs } from "./who-it-is.tsx";

/** The accounts under the switcher's button, and the way to another. */
export function AccountMenu(props: {
  readonly accounts: readonly Account[];
  readonly account: Account;
  readonly onAccount: (account: Account) => void;
  readonly trigger: RefObject<HTMLButtonElement | null>;
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
  /** Where the focus goes when it opens. */
  readonly end: "first" | "last";
}) {
  const { accounts, account } = props;
  const choose = (key: string) => {
    if (key === ADD) return navigate("/accounts");
    const chosen = accounts.find((item) => item.id === key);
    if (chosen) props.onAccount(chosen);
  };
  return (
    <Popover
      aria-label="Accounts"
      className={styles["popover"] ?? ""}
      triggerRef={props.trigger}
      isOpen={props.isOpen}
      onOpenChange={props.onOpenChange}
      offset={4}
      placement="bottom start"
    >
      <Menu
        aria-label="Accounts"
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- a menu that opens takes the focus
        autoFocus={props.end}
        className={styles["list"] ?? ""}
        onAction={(key) => choose(String(key))}
        onClose={() => props.onOpenChange(false)}
      >
        {accounts.map((item) => (
          <MenuItem
            key={item.id}
            id={item.id}
            textValue={item.username}
            className={styles["item"] ?? ""}
          >
            <Avatar username={item.username} kind={item.kind} />
            <WhoItIs account={item} />
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
  );
}

const ADD = "add-an-account";
