import type { AccountsService } from "../accounts/service.ts";
import type { MediaService } from "../media/service.ts";
import type { PacingService } from "../pacing/service.ts";
import type { PostsService } from "../posts/service.ts";
import type { SettingsService } from "../settings/service.ts";

/** What a publication on its way asks of the other features, and no more: a rehearsal answers for some of it in their place. */
export type Neighbours = {
  readonly accounts: Pick<AccountsService, "find" | "access" | "trouble" | "heed" | "holdBack">;
  readonly media: Pick<MediaService, "facts" | "render" | "openFile" | "hostFile">;
  readonly posts: Pick<PostsService, "find" | "facts" | "options" | "pictures">;
  readonly pacing: Pick<PacingService, "leastGapMs" | "jitter" | "warnings">;
  readonly settings: Pick<SettingsService, "current">;
};
