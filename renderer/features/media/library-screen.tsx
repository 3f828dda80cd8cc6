import { ScreenHeader } from "../../ui/screen-header.tsx";

/** Everything dropped in. */
export function LibraryScreen() {
  return <ScreenHeader title="Library" />;
}
