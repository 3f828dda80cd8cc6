import { ChevronsUpDown } from "lucide-react";
import { Suspense, useRef, useState } from "react";
import { Button } from "react-aria-components";
import type { Account } from "../../shared/contract/accounts.ts";
import { later } from "../lib/later.tsx";
import { Avatar } from "../ui/avatar.tsx";
import { Icon } from "../ui/icon.tsx";
import styles from "./account-switcher.module.css";
import { WhoItIs } from "./who-it-is.tsx";

const AccountMenu = later(async () => (await import("./account-menu.tsx")).AccountMenu);

/** The keys that open a menu, and which of its ends then has the focus. */
const OPENERS: Readonly<Record<string, "first" | "last">> = { ArrowDown: "first", ArrowUp: "last" };

/** Whose account every screen shows, which kind it is, and the way to another. */
export function AccountSwitcher(props: {
  readonly accounts: readonly Account[];
  readonly account: Account;
  readonly onAccount: (account: Account) => void;
}) {
  const { account } = props;
  const trigger = useRef<HTMLButtonElement>(null);
  const [isOpen, setOpen] = useState(false);
  // Where it last opened; it stays after that, because it fades out when it closes.
  const [end, setEnd] = useState<"first" | "last" | null>(null);
  const open = (from: "first" | "last") => {
    setEnd(from);
    setOpen(true);
  };
  return (
    <>
      <Button
        ref={trigger}
        className={styles["switcher"] ?? ""}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        onPress={() => open("first")}
        onKeyDown={({ key }) => {
          const from = OPENERS[key];
          if (from) open(from);
        }}
      >
        <Avatar username={account.username} kind={account.kind} />
        <WhoItIs account={account} />
        <Icon of={ChevronsUpDown} size={14} className="soft" />
      </Button>
      {end && (
        <Suspense fallback={null}>
          <AccountMenu {...props} {...{ trigger, isOpen, end }} onOpenChange={setOpen} />
        </Suspense>
      )}
    </>
  );
}
