import { ImageOff } from "lucide-react";
import { useState } from "react";
import { classNames } from "./class-names.ts";
import { Icon } from "./icon.tsx";
import { VisuallyHidden } from "./visually-hidden.tsx";
import styles from "./picture.module.css";

const RATIOS = { "4:5": "4 / 5", "3:4": "3 / 4", "1:1": "1 / 1", "1.91:1": "1.91 / 1" } as const;

/**
 * A photograph at its true crop, never stretched: a warm ground while it loads, a sign when it cannot be shown. `alt` is
 * empty where words beside it say the same. Set the width by `className`; the height follows the ratio.
 */
export function Picture(props: {
  readonly src: string | null;
  readonly alt: string;
  /** The window's shape; `fill` takes the shape of the box it stands in. */
  readonly ratio: keyof typeof RATIOS | "fill";
  readonly className?: string | undefined;
  readonly isLazy?: boolean;
}) {
  const { src, ratio } = props;
  const [seen, setSeen] = useState<{
    readonly src: string;
    readonly state: "shown" | "failed";
  } | null>(null);
  const state = src === null ? "none" : seen?.src === src ? seen.state : "loading";
  const size = ratio === "fill" ? { height: "100%" } : { aspectRatio: RATIOS[ratio] };
  return (
    <span
      className={classNames(styles["picture"], props.className)}
      data-state={state}
      style={size}
    >
      {src !== null && state !== "failed" && (
        <img
          src={src}
          alt={props.alt}
          loading={props.isLazy ? "lazy" : "eager"}
          decoding="async"
          draggable={false}
          onLoad={() => setSeen({ src, state: "shown" })}
          onError={() => setSeen({ src, state: "failed" })}
        />
      )}
      {(state === "failed" || state === "none") && (
        <span className={styles["missing"]}>
          <Icon of={ImageOff} />
          {state === "failed" && <VisuallyHidden>{props.alt || "No picture"}</VisuallyHidden>}
        </span>
      )}
    </span>
  );
}
