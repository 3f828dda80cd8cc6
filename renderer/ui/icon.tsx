import type { LucideIcon } from "lucide-react";

const STROKES = { 12: 2.25, 14: 2, 16: 1.75, 20: 1.75, 24: 1.5 } as const;

/** A lucide icon at one of our sizes. Always decoration: the word stands beside it or in a label. */
export function Icon(props: {
  readonly of: LucideIcon;
  readonly size?: keyof typeof STROKES;
  readonly className?: string | undefined;
}) {
  const { of: Drawing, size = 16, className } = props;
  return (
    <Drawing
      size={size}
      strokeWidth={STROKES[size]}
      aria-hidden="true"
      focusable="false"
      {...(className === undefined ? {} : { className })}
    />
  );
}
