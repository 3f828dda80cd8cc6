import { useNotices } from "../lib/notices.ts";
import { Toast } from "../ui/toast.tsx";
import styles from "./notice-stack.module.css";

/** What was just done, at the foot of the window; read out politely. */
export function NoticeStack() {
  const { items, remove } = useNotices();
  return (
    <output className={styles["stack"]} aria-live="polite" data-react-aria-top-layer="true">
      {items.map((notice) => (
        <Toast
          key={notice.id}
          message={notice.message}
          tone={notice.tone}
          action={notice.action}
          onClose={() => remove(notice.id)}
        />
      ))}
    </output>
  );
}
