import { Images } from "lucide-react";
import { useEffect, useEffectEvent, useState } from "react";
import { useShownAccount } from "../lib/shown-account.tsx";
import { Icon } from "../ui/icon.tsx";
import { bringIn, hasFiles } from "./bring-in.ts";
import styles from "./drop-zone.module.css";

/** The whole window takes pictures: dropped anywhere they come into the library, on a day they also start drafts. */
export function DropZone() {
  const account = useShownAccount();
  const [over, setOver] = useState<"nothing" | "window" | "day">("nothing");
  const drop = useEffectEvent((event: DragEvent) => {
    event.preventDefault();
    setOver("nothing");
    void bringIn([...(event.dataTransfer?.files ?? [])], { account, day: dayOf(event) });
  });
  const paste = useEffectEvent((event: ClipboardEvent) => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    void bringIn(files, { account, day: null });
  });
  useEffect(() => {
    const listen = new AbortController();
    const { signal } = listen;
    const drag = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setOver(dayOf(event) === null ? "window" : "day");
    };
    window.addEventListener("dragenter", drag, { signal });
    window.addEventListener("dragover", drag, { signal });
    window.addEventListener(
      "dragleave",
      (event) => event.relatedTarget === null && setOver("nothing"),
      { signal },
    );
    window.addEventListener("drop", (event) => hasFiles(event) && drop(event), { signal });
    window.addEventListener("paste", (event) => paste(event), { signal });
    return () => listen.abort();
  }, []);
  if (over === "nothing") return null;
  return (
    <div className={styles["veil"]} aria-hidden="true">
      <p className={styles["sign"]}>
        <Icon of={Images} size={20} />
        {over === "day" ? "Drop to start drafts on this day" : "Drop to add to the library"}
      </p>
    </div>
  );
}

function dayOf(event: DragEvent): string | null {
  const target =
    event.target instanceof Element ? event.target.closest<HTMLElement>("[data-drop-day]") : null;
  return target?.dataset["dropDay"] ?? null;
}
