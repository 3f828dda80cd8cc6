import { ScreenHeader } from "../../ui/screen-header.tsx";

/** An account as its visitors see it. */
export function ProfileScreen(_props: { readonly accountId: string }) {
  return <ScreenHeader title="Profile" />;
}
