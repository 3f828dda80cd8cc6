import { accounts } from "./accounts.ts";
import { analytics } from "./analytics.ts";
import type { ClientFor } from "./define.ts";
import { media } from "./media.ts";
import { pacing } from "./pacing.ts";
import { posts } from "./posts.ts";
import { publishing } from "./publishing.ts";
import { settings } from "./settings.ts";

/** Everything the renderer can ask for. This list is the app's attack surface: read it in review. */
export const contract = { accounts, analytics, media, pacing, posts, publishing, settings };
export type Client = ClientFor<typeof contract>;

/** Everything the main process tells the renderer. Ids only: the renderer re-reads what it shows. */
export type AppEvents = {
  "accounts.changed": { readonly ids: readonly string[] };
  /** Ids of publications whose figures were read, or whose reading stands otherwise now. */
  "analytics.changed": { readonly ids: readonly string[] };
  "media.changed": { readonly ids: readonly string[] };
  "posts.changed": { readonly ids: readonly string[] };
  "publishing.changed": { readonly ids: readonly string[] };
  "settings.changed": { readonly keys: readonly string[] };
  /** The tray, a notification or a second start asks the window to show a screen. */
  "app.navigate": { readonly route: string };
};
