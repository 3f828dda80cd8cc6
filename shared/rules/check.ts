import type { FieldName } from "./fields.ts";

/** One line of the rule checklist. `stop` keeps a post from being scheduled, `warn` does not. */
export type Check = {
  readonly rule: RuleName;
  readonly level: "pass" | "warn" | "stop";
  /** In her words: what is wrong and by how much, or that it is right. */
  readonly message: string;
  readonly fix: Fix | null;
};

/** What one press beside a check can do. */
export type Fix =
  | {
      readonly kind: "crop";
      readonly mediaIndex: number;
      readonly aspect: "4:5" | "1:1" | "1.91:1" | "9:16";
    }
  | { readonly kind: "choose-format"; readonly format: "image" | "carousel" | "reel" | "story" }
  /** Empties a field that this format or login cannot send. */
  | { readonly kind: "clear-field"; readonly field: FieldName }
  /** `mediaIndex`: for the fields that belong to one picture. */
  | { readonly kind: "edit-field"; readonly field: FieldName; readonly mediaIndex: number | null }
  | { readonly kind: "edit-caption" }
  | { readonly kind: "edit-alt-text"; readonly mediaIndex: number }
  | { readonly kind: "add-media" }
  | { readonly kind: "change-time" }
  | { readonly kind: "reconnect" };

export type RuleName =
  | "caption-length"
  | "hashtags"
  | "mentions"
  | "media-count"
  | "aspect"
  | "width"
  | "file-size"
  | "format"
  | "media-kind"
  | "same-shape"
  | "not-offered"
  | "user-tags"
  | "product-tags"
  | "collaborators"
  | "location"
  | "partnership"
  | "cover"
  | "audio-name"
  | "first-comment"
  | "container"
  | "codec"
  | "frame-rate"
  | "duration"
  | "bit-rate"
  | "sound"
  | "alt-text"
  | "time"
  | "pacing"
  | "account";

/** A rule that holds. */
export function pass(rule: RuleName, message: string): Check {
  return { rule, level: "pass", message, fix: null };
}

/** A rule that is broken. */
export function stop(rule: RuleName, message: string, fix: Fix | null): Check {
  return { rule, level: "stop", message, fix };
}

/** Advice: it can go out as it is. */
export function warn(rule: RuleName, message: string, fix: Fix | null): Check {
  return { rule, level: "warn", message, fix };
}

/** The checks that keep a post from going out. */
export function stops(checks: readonly Check[]): readonly Check[] {
  return checks.filter((check) => check.level === "stop");
}
