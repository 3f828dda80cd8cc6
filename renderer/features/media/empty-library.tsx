import type { ReactNode } from "react";
import { EmptyState } from "../../ui/empty-state.tsx";

/** Nothing was dropped in yet. */
export function EmptyLibrary(props: { readonly action: ReactNode }) {
  return (
    <EmptyState drawing={<DrawnShelf />} action={props.action}>
      Drop photographs and videos anywhere on the window: they are made ready for Instagram and kept
      here.
    </EmptyState>
  );
}

/** A shelf with frames that wait for their pictures. */
function DrawnShelf() {
  return (
    <svg
      width="168"
      height="104"
      viewBox="0 0 168 104"
      fill="none"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <g stroke="var(--edge)">
        <path d="M12 88h144M24 88v10M144 88v10" />
        <path d="M30 30h36v58H30zM36 36h24v46H36z" />
        <path d="M110 44h34v44h-34zM116 50h22v32h-22z" />
      </g>
      <g stroke="var(--accent)">
        <path
          d="M88 88c-8-5-12-11-12-18 0-9 9-11 9-18v-6h8v6c0 7 9 9 9 18 0 7-4 13-12 18z"
          fill="var(--accent-tint)"
        />
        <path d="M89 46c0-16 4-26 12-34M89 34c-6-2-9-6-11-12M93 26c6 0 10-2 13-6" />
      </g>
    </svg>
  );
}
