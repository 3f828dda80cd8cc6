import { ScreenHeader } from "../../ui/screen-header.tsx";

/** What she can set. */
export function SettingsScreen() {
  return <ScreenHeader title="Settings" />;
}
