import { ScreenHeader } from "../ui/screen-header.tsx";

/** The composer's door: drafts that have no day yet, and a new one. */
export function DraftsScreen() {
  return <ScreenHeader title="Composer" />;
}
