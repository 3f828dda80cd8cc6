import { ScreenHeader } from "../../ui/screen-header.tsx";

/** Every account with its health. */
export function AccountsScreen() {
  return <ScreenHeader title="Accounts" />;
}
