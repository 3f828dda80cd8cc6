import { Dialog } from "../ui/dialog.tsx";
import { Kbd } from "../ui/kbd.tsx";
import { showShortcutSheet, useFrameState } from "./frame-state.ts";
import { SHORTCUTS } from "./shortcuts.ts";
import styles from "./shortcut-sheet.module.css";

/** All keys of the frame, in one place. */
export function ShortcutSheet() {
  const { isSheetOpen } = useFrameState();
  return (
    <Dialog title="Keyboard" isOpen={isSheetOpen} onClose={() => showShortcutSheet(false)}>
      <dl className={styles["list"]}>
        {SHORTCUTS.map((shortcut) => (
          <div key={shortcut.does} className={styles["row"]}>
            <dt>{shortcut.does}</dt>
            <dd>
              <Kbd keys={shortcut.keys} />
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
