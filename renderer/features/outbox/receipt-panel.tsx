import { X } from "lucide-react";
import { ipc } from "../../lib/ipc.ts";
import { useLive } from "../../lib/use-live.ts";
import { IconButton } from "../../ui/icon-button.tsx";
import { Notice } from "../../ui/notice.tsx";
import styles from "./outbox.module.css";
import { ReceiptCard } from "./receipt-card.tsx";

/** The receipt beside the list. */
export function ReceiptPanel(props: {
  readonly publicationId: string;
  readonly onClose: () => void;
}) {
  const receipt = useLive(ipc.publishing.receipt, { publicationId: props.publicationId }, [
    "publishing.changed",
    "analytics.changed",
  ]);
  return (
    <aside className={styles["panel"]} aria-label="Receipt">
      <IconButton
        label="Close the receipt"
        icon={X}
        className={styles["panelClose"]}
        onPress={props.onClose}
      />
      {receipt.error && <Notice tone="bad">{receipt.error.message}</Notice>}
      {receipt.value && <ReceiptCard receipt={receipt.value} />}
    </aside>
  );
}
