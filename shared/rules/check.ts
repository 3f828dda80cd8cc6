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
      readonly aspect: "4:5" | "1:1" | "1.91:1";
    }
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
  | "container"
  | "codec"
  | "frame-rate"
  | "duration"
  | "bit-rate"
  | "sound"
  | "alt-text"
  | "time"
  | "account";

/** The checks that keep a post from going out. */
export function stops(checks: readonly Check[]): readonly Check[] {
  return checks.filter((check) => check.level === "stop");
}
