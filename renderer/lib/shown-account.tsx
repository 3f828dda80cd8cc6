import { createContext, use, type ReactNode } from "react";
import type { Account } from "../../shared/contract/accounts.ts";

const ShownAccount = createContext<Account | null>(null);

/** Puts an account in front of every screen inside. The app's frame does it, and tests. */
export function ShownAccountProvider(props: {
  readonly account: Account;
  readonly children: ReactNode;
}) {
  return <ShownAccount value={props.account}>{props.children}</ShownAccount>;
}

/** The account every screen shows: chosen in the sidebar. There is always one inside the frame. */
export function useShownAccount(): Account {
  const account = use(ShownAccount);
  if (!account) throw new Error("A screen was shown without an account");
  return account;
}
