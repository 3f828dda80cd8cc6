import type { analytics } from "../../../shared/contract/analytics.ts";
import type { HandlersFor } from "../../../shared/contract/define.ts";
import type { AnalyticsService } from "./service.ts";

export function analyticsHandlers(service: AnalyticsService): HandlersFor<typeof analytics> {
  return { posts: (input) => service.posts(input) };
}
