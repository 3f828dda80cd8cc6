import type { ReactNode } from "react";
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { Button } from "./button.tsx";
import { classNames } from "./class-names.ts";
import styles from "./dialog.module.css";
import { Notice } from "./notice.tsx";

/** Asks before something that cannot be undone. The title is the question, the button the answer in words. */
export function Confirm(props: {
  readonly title: string;
  readonly children: ReactNode;
  readonly answer: string;
  readonly isOpen: boolean;
  readonly isDangerous?: boolean;
  readonly busy?: boolean;
  readonly error?: string | undefined;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}) {
  return (
    <ModalOverlay
      className={styles["overlay"] ?? ""}
      isOpen={props.isOpen}
      onOpenChange={(isOpen) => {
        if (!isOpen) props.onClose();
      }}
      isDismissable
    >
      <Modal className={classNames(styles["modal"], styles["narrow"])}>
        <AriaDialog role="alertdialog" className={styles["dialog"] ?? ""}>
          <Heading slot="title" level={2} className="title">
            {props.title}
          </Heading>
          <div>{props.children}</div>
          {props.error !== undefined && <Notice tone="bad">{props.error}</Notice>}
          <div className={styles["actions"]}>
            <Button onPress={() => props.onClose()}>Cancel</Button>
            <Button
              kind={props.isDangerous ? "danger-primary" : "primary"}
              busy={props.busy ?? false}
              onPress={() => props.onConfirm()}
            >
              {props.answer}
            </Button>
          </div>
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
