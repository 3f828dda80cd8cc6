import { CircleCheck, CircleX, Undo2, X } from "lucide-react";
import { useEffect, useEffectEvent, useState } from "react";
import { Button } from "./button.tsx";
import { classNames } from "./class-names.ts";
import { Icon } from "./icon.tsx";
import { IconButton } from "./icon-button.tsx";
import { Kbd } from "./kbd.tsx";
import styles from "./toast.module.css";

/** How long it stays; it waits while the pointer or the focus is on it. */
export const TOAST_MS = 10_000;

/** One line that floats at the foot of the window, with one thing to do about it. */
export function Toast(props: {
  readonly message: string;
  readonly tone: "plain" | "good" | "bad";
  readonly action: { readonly label: string; readonly run: () => void } | null;
  readonly onClose: () => void;
}) {
  const { tone, action } = props;
  const [isHeld, setIsHeld] = useState(false);
  const close = useEffectEvent(() => props.onClose());
  useEffect(() => {
    if (isHeld) return undefined;
    const timer = setTimeout(() => close(), TOAST_MS);
    return () => clearTimeout(timer);
  }, [isHeld]);
  return (
    <div
      className={classNames(styles["toast"], tone === "bad" ? "rose" : "sage")}
      onPointerEnter={() => setIsHeld(true)}
      onPointerLeave={() => setIsHeld(false)}
      onFocus={() => setIsHeld(true)}
      onBlur={() => setIsHeld(false)}
    >
      {tone !== "plain" && <Icon of={tone === "bad" ? CircleX : CircleCheck} />}
      <span className={styles["words"]}>{props.message}</span>
      {action && (
        <Button kind="quiet" size="small" icon={Undo2} onPress={() => action.run()}>
          {action.label}
          {action.label === "Undo" && <Kbd keys="Mod Z" />}
        </Button>
      )}
      <IconButton label="Dismiss" icon={X} size="small" onPress={() => props.onClose()} />
    </div>
  );
}
