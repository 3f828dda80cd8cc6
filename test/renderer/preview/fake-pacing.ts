import { NO_PACING } from "../../../shared/contract/pacing-defaults.ts";
import type { Slot } from "../../../shared/contract/pacing.ts";
import { STATED_LIMIT } from "../../../shared/rules/pacing.ts";
import { findNextSlot } from "../../../shared/rules/slots.ts";
import type { Fake, FakeRoutes } from "./fake-bridge.ts";

/** Each account's pace and slots in memory, and limits nobody has come near. */
export function pacingRoutes({ world, emit }: Fake): FakeRoutes<"pacing"> {
  const paces = new Map<string, typeof NO_PACING>();
  const of = (accountId: string) => paces.get(accountId) ?? NO_PACING;
  const zoneOf = (accountId: string) =>
    world.accounts.find(({ id }) => id === accountId)?.timeZone ?? "UTC";
  const slotsOf = (accountId: string) => [...(world.slots[accountId] ?? [])];
  const keepSlots = (accountId: string, slots: readonly Slot[]) => {
    const inOrder = slots.toSorted((a, b) => keyOf(a).localeCompare(keyOf(b)));
    world.slots = { ...world.slots, [accountId]: inOrder };
    emit("accounts.changed", { ids: [accountId] });
    return slotsOf(accountId);
  };
  return {
    get: async ({ accountId }) => of(accountId),
    set: async ({ accountId, pacing }) => {
      paces.set(accountId, pacing);
      emit("accounts.changed", { ids: [accountId] });
      return pacing;
    },
    around: async ({ accountId, postId }) => ({
      pacing: of(accountId),
      zone: zoneOf(accountId),
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
    slots: async ({ accountId }) => slotsOf(accountId),
    addSlots: async ({ accountId, slots }) =>
      keepSlots(accountId, [
        ...slotsOf(accountId).filter(
          (known) => !slots.some((slot) => keyOf(slot) === keyOf(known)),
        ),
        ...slots,
      ]),
    removeSlot: async ({ accountId, slot }) =>
      keepSlots(
        accountId,
        slotsOf(accountId).filter((known) => keyOf(known) !== keyOf(slot)),
      ),
    nextSlot: async ({ accountId, postId }) => {
      const taken = world.posts
        .filter((post) => post.accountId === accountId && post.id !== postId)
        .flatMap((post) => post.plan?.at ?? []);
      const slots = slotsOf(accountId);
      const zone = zoneOf(accountId);
      const search = { slots, taken, others: taken, pacing: of(accountId), zone };
      return findNextSlot({ ...search, after: world.now }, STATED_LIMIT);
    },
  };
}

function keyOf({ weekday, time }: Slot): string {
  return `${weekday} ${time}`;
}
