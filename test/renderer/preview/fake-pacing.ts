import { NO_PACING } from "../../../shared/contract/pacing-defaults.ts";
import { STATED_LIMIT } from "../../../shared/rules/pacing.ts";
import type { Fake, FakeRoutes } from "./fake-bridge.ts";

/** Each account's pace in memory, and limits nobody has come near. */
export function pacingRoutes({ world, emit }: Fake): FakeRoutes<"pacing"> {
  const paces = new Map<string, typeof NO_PACING>();
  const of = (accountId: string) => paces.get(accountId) ?? NO_PACING;
  return {
    get: async ({ accountId }) => of(accountId),
    set: async ({ accountId, pacing }) => {
      paces.set(accountId, pacing);
      emit("accounts.changed", { ids: [accountId] });
      return pacing;
    },
    around: async ({ accountId, postId }) => ({
      pacing: of(accountId),
      zone: world.accounts.find(({ id }) => id === accountId)?.timeZone ?? "UTC",
      others: world.publications
        .filter((item) => item.accountId === accountId && item.postId !== postId)
        .map((item) => item.plan.at),
      limit: STATED_LIMIT,
    }),
    limits: async () => ({
      posts: { used: 3, total: 50, durationMs: 86_400_000, readAt: world.now - 600_000 },
      containers: { used: 5, total: 400 },
      calls: { inHour: 14, assumed: 200, percent: null },
      closedUntil: null,
    }),
  };
}
