import {
  Keyboard,
  Monitor,
  Moon,
  Pause,
  Play,
  Plus,
  Sun,
  Undo2,
  type LucideIcon,
} from "lucide-react";
import type { Settings } from "../../shared/contract/settings.ts";
import { toAppError } from "../lib/failure.ts";
import { ipc } from "../lib/ipc.ts";
import { notify } from "../lib/notices.ts";
import { navigate } from "../lib/route.ts";
import { useShownAccount } from "../lib/shown-account.tsx";
import { undoLast } from "../lib/undo.ts";
import { useLive } from "../lib/use-live.ts";
import { showShortcutSheet } from "./frame-state.ts";
import { startNewPost } from "./new-post.ts";
import { setPaused } from "./pulse.tsx";
import { SCREENS } from "./screens.ts";

/** One line of the palette. */
export type PaletteCommand = {
  readonly id: string;
  readonly title: string;
  readonly icon: LucideIcon;
  readonly group: "do" | "go" | "look";
  readonly keys?: string;
  readonly run: () => void;
};

/** What the palette offers now: only what would do something. */
export function usePaletteCommands(): readonly PaletteCommand[] {
  const account = useShownAccount();
  const status = useLive(ipc.publishing.status, {}, ["publishing.changed"]);
  const isPaused = status.value?.paused === true;
  return [
    {
      id: "new-post",
      group: "do",
      title: "New post",
      icon: Plus,
      keys: "N",
      run: () => void startNewPost(account),
    },
    {
      id: "pause",
      group: "do",
      title: isPaused ? "Resume publishing" : "Pause all publishing",
      icon: isPaused ? Play : Pause,
      run: () => void setPaused(!isPaused),
    },
    ...FIXED,
  ];
}

const FIXED: readonly PaletteCommand[] = [
  {
    id: "undo",
    group: "do",
    title: "Undo the last change",
    icon: Undo2,
    keys: "Mod Z",
    run: () => void sayWhenNothing(undoLast()),
  },
  ...SCREENS.map((screen, index) => ({
    id: screen.name,
    group: "go" as const,
    title: screen.title,
    icon: screen.icon,
    keys: `Mod ${index + 1}`,
    run: () => navigate(screen.path),
  })),
  theme("light", "Light theme", Sun),
  theme("dark", "Dark theme", Moon),
  theme("system", "Theme of the computer", Monitor),
  {
    id: "keys",
    group: "look",
    title: "Keyboard shortcuts",
    icon: Keyboard,
    keys: "?",
    run: () => showShortcutSheet(true),
  },
];

function theme(value: Settings["theme"], title: string, icon: LucideIcon): PaletteCommand {
  return { id: `theme-${value}`, group: "look", title, icon, run: () => void setTheme(value) };
}

async function setTheme(theme: Settings["theme"]): Promise<void> {
  try {
    await ipc.settings.set({ theme });
  } catch (cause) {
    notify(toAppError(cause).message, { tone: "bad" }); // the palette has closed: the notice is where she looks
  }
}

async function sayWhenNothing(undone: Promise<boolean>): Promise<void> {
  if (!(await undone)) notify("There is nothing to undo.");
}
