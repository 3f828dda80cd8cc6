import {
  AtSign,
  Calendar,
  Images,
  Send,
  Settings2,
  SquarePen,
  type LucideIcon,
} from "lucide-react";
import type { ScreenName } from "../lib/route.ts";

/** One entry of the sidebar. */
export type Screen = {
  readonly name: Exclude<ScreenName, "profile">;
  readonly path: string;
  readonly title: string;
  readonly icon: LucideIcon;
  /** After `g`. */
  readonly letter: string;
  readonly group: number;
};

/** The screens of this version, in the sidebar's order; the place in the list is the digit of Ctrl/⌘+digit. */
export const SCREENS: readonly Screen[] = [
  { name: "calendar", path: "/calendar", title: "Calendar", icon: Calendar, letter: "c", group: 0 },
  {
    name: "composer",
    path: "/composer",
    title: "Composer",
    icon: SquarePen,
    letter: "w",
    group: 1,
  },
  { name: "library", path: "/library", title: "Library", icon: Images, letter: "l", group: 1 },
  { name: "outbox", path: "/outbox", title: "Outbox", icon: Send, letter: "o", group: 2 },
  { name: "accounts", path: "/accounts", title: "Accounts", icon: AtSign, letter: "a", group: 2 },
  {
    name: "settings",
    path: "/settings",
    title: "Settings",
    icon: Settings2,
    letter: "s",
    group: 2,
  },
];

/** The sidebar entry a screen belongs to: a profile belongs to Accounts. */
export function menuNameOf(name: ScreenName): Screen["name"] {
  return name === "profile" ? "accounts" : name;
}

/** What the window is called on a screen. */
export function titleOf(name: ScreenName): string {
  if (name === "profile") return "Profile";
  return SCREENS.find((screen) => screen.name === name)?.title ?? "Defeah Studio";
}
