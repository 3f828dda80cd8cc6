import { Plus } from "lucide-react";
import { navigate } from "../../lib/route.ts";
import { Button } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";

/** Nothing was ever scheduled. */
export function EmptyOutbox() {
  return (
    <EmptyState
      drawing={<DrawnTray />}
      action={
        <Button icon={Plus} onPress={() => navigate("/calendar")}>
          Plan a post
        </Button>
      }
    >
      Nothing is on its way yet: a scheduled post waits here, goes out by itself, and leaves its
      receipt.
    </EmptyState>
  );
}

/** A letter tray with one envelope. */
function DrawnTray() {
  return (
    <svg
      width="160"
      height="104"
      viewBox="0 0 160 104"
      fill="none"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <g stroke="var(--edge)">
        <path d="M20 96h120" />
        <path d="M34 60h26l6 12h28l6-12h26l6 28a4 4 0 0 1-4 4H32a4 4 0 0 1-4-4z" />
      </g>
      <g stroke="var(--accent)">
        <path d="M52 20h56v36H52z" fill="var(--accent-tint)" />
        <path d="M52 20l28 20 28-20" />
        <path d="M122 16l6-6M126 26h8M112 8V0" />
      </g>
    </svg>
  );
}
