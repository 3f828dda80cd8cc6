import { Download } from "lucide-react";
import { ipc } from "../../lib/ipc.ts";
import { notify } from "../../lib/notices.ts";
import { toAppError } from "../../lib/failure.ts";
import { Button } from "../../ui/button.tsx";
import { Menu } from "../../ui/menu.tsx";

/** Keeps the receipt outside of the app: to be printed, or for another program. */
export function SaveReceipt(props: { readonly publicationId: string }) {
  const save = async (as: "json" | "page") => {
    try {
      const { saved } = await ipc.publishing.exportReceipt({
        publicationId: props.publicationId,
        as,
      });
      if (saved !== null) notify(`Saved as ${saved}.`);
    } catch (cause) {
      notify(toAppError(cause).message, { tone: "bad" }); // said where the press was made
    }
  };
  const entries = [
    { id: "page", label: "As a page to print", onAction: () => void save("page") },
    { id: "json", label: "As JSON", onAction: () => void save("json") },
  ];
  return (
    <Menu label="Save the receipt" entries={entries}>
      <Button kind="quiet" size="small" icon={Download}>
        Save
      </Button>
    </Menu>
  );
}
