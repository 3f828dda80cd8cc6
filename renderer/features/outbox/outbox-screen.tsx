import { ScreenHeader } from "../../ui/screen-header.tsx";

/** What is due, going out, waiting for her and done; with an id, the receipt of one publication. */
export function OutboxScreen(_props: { readonly publicationId: string | null }) {
  return <ScreenHeader title="Outbox" />;
}
