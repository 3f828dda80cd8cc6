import { X } from "lucide-react";
import type { ReactNode } from "react";
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { classNames } from "./class-names.ts";
import styles from "./dialog.module.css";
import { IconButton } from "./icon-button.tsx";

/** A sheet over the screen. Escape and a press beside it close it; focus returns to where it was. */
export function Dialog(props: {
  readonly title: string;
  readonly isOpen: boolean;
  readonly children: ReactNode;
  /** Buttons at its foot, the main one last. */
  readonly actions?: ReactNode;
  readonly size?: "narrow" | "medium" | "wide";
  readonly onClose: () => void;
}) {
  const { size = "medium" } = props;
  return (
    <ModalOverlay
      className={styles["overlay"] ?? ""}
      isOpen={props.isOpen}
      onOpenChange={(isOpen) => {
        if (!isOpen) props.onClose();
      }}
      isDismissable
    >
      <Modal className={classNames(styles["modal"], size !== "medium" && styles[size])}>
        <AriaDialog className={styles["dialog"] ?? ""}>
          <div className={styles["head"]}>
            <Heading slot="title" level={2} className="title">
              {props.title}
            </Heading>
            <IconButton
              label="Close"
              icon={X}
              className={styles["close"]}
              onPress={() => props.onClose()}
            />
          </div>
          {props.children}
          {props.actions && <div className={styles["actions"]}>{props.actions}</div>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
