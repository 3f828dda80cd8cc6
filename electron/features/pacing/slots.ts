import { millisecondsInDay as DAY } from "date-fns/constants";
import type { z } from "zod";
import {
  MOST_SLOTS,
  type NextSlot,
  type pacing,
  type Slot,
} from "../../../shared/contract/pacing.ts";
import { AppError } from "../../../shared/result.ts";
import { PACING_REACH_MS } from "../../../shared/rules/pacing.ts";
import { transaction } from "../../db/db.ts";
import { demandAccount } from "./demand-account.ts";
import { deleteSlot, insertSlots, listPlans, listSlots, listTimesAround } from "./queries.ts";
import type { PacingDeps, PacingService } from "./service.ts";

type Input<R extends keyof typeof pacing> = z.output<(typeof pacing)[R]["input"]>;

export type SlotsDeps = PacingDeps & { readonly pace: Pick<PacingService, "get" | "limitOf"> };

/** The weekly times of each account, and which of them is free next. They place nothing by themselves, and move nothing. */
export class Slots {
  private readonly deps: SlotsDeps;

  constructor(deps: SlotsDeps) {
    this.deps = deps;
  }

  list({ accountId }: Input<"slots">): Slot[] {
    return listSlots(this.deps.db, accountId);
  }

  /** @throws AppError `invalid-input` when they become too many. */
  add({ accountId, slots }: Input<"addSlots">): Slot[] {
    const { db, accounts } = this.deps;
    demandAccount(accounts, accountId);
    transaction(db, (tx) => {
      insertSlots(tx, accountId, slots);
      if (listSlots(tx, accountId).length > MOST_SLOTS)
        throw new AppError(
          "invalid-input",
          `An account has at most ${MOST_SLOTS} slots a week. Remove some first.`,
        );
    });
    return this.told(accountId);
  }

  remove({ accountId, slot }: Input<"removeSlot">): Slot[] {
    deleteSlot(this.deps.db, accountId, slot);
    return this.told(accountId);
  }

  /** Among everything the account has planned but the post itself. Loaded when it is asked for. */
  async next({ accountId, postId }: Input<"nextSlot">): Promise<NextSlot> {
    const { findNextSlot, SLOT_DAYS } = await import("../../../shared/rules/slots.ts");
    const { db, accounts, pace, ports } = this.deps;
    const after = ports.clock.now();
    const plans = listPlans(db, accountId, after).filter(({ id }) => id !== postId);
    const around = {
      accountId,
      exceptPostId: postId ?? "",
      fromAt: after - PACING_REACH_MS,
      toAt: after + (SLOT_DAYS + 1) * DAY + PACING_REACH_MS,
    };
    const search = {
      after,
      slots: this.list({ accountId }),
      taken: plans.map(({ at }) => at),
      others: listTimesAround(db, around).map(({ plannedAt }) => plannedAt),
      pacing: pace.get({ accountId }),
      zone: accounts.find(accountId)?.timeZone ?? "UTC",
    };
    return findNextSlot(search, pace.limitOf(accountId));
  }

  private told(accountId: string): Slot[] {
    this.deps.events.emit("accounts.changed", { ids: [accountId] });
    return this.list({ accountId });
  }
}
