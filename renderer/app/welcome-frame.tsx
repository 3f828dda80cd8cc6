import type { ReactNode } from "react";
import { Mark } from "./mark.tsx";
import styles from "./welcome-frame.module.css";

/** The window before there is an account: no menu, because nothing in it would lead anywhere yet. */
export function WelcomeFrame(props: { readonly children: ReactNode }) {
  return (
    <div className={styles["frame"]}>
      <header className={styles["drag"]}>
        <Mark />
        <span>Defeah Studio</span>
      </header>
      <main className={styles["main"]}>{props.children}</main>
    </div>
  );
}
