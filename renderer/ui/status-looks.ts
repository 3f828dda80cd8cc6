import {
  AlarmClockOff,
  CircleAlert,
  CircleCheck,
  CircleDashed,
  CircleQuestionMark,
  CircleX,
  Clock,
  Send,
  type LucideIcon,
} from "lucide-react";
import type { Tone } from "./tone.ts";

export type Status =
  | "draft"
  | "scheduled"
  | "publishing"
  | "published"
  | "unknown"
  | "needs-you"
  | "missed"
  | "failed";

export type StatusLook = { readonly word: string; readonly icon: LucideIcon; readonly tone: Tone };

/** The word, icon and hue of each status, the same on every screen. */
export const STATUS_LOOKS: Readonly<Record<Status, StatusLook>> = {
  draft: { word: "Draft", icon: CircleDashed, tone: "grey" },
  scheduled: { word: "Scheduled", icon: Clock, tone: "sky" },
  publishing: { word: "Publishing", icon: Send, tone: "sky" },
  published: { word: "Published", icon: CircleCheck, tone: "sage" },
  unknown: { word: "Unknown", icon: CircleQuestionMark, tone: "ochre" },
  "needs-you": { word: "Needs you", icon: CircleAlert, tone: "ochre" },
  missed: { word: "Missed", icon: AlarmClockOff, tone: "ochre" },
  failed: { word: "Failed", icon: CircleX, tone: "rose" },
};
