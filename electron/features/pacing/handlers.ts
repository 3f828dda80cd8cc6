import type { HandlersFor } from "../../../shared/contract/define.ts";
import type { pacing } from "../../../shared/contract/pacing.ts";
import type { PacingService } from "./service.ts";

export function pacingHandlers(service: PacingService): HandlersFor<typeof pacing> {
  return {
    get: (input) => service.get(input),
    set: (input) => service.set(input),
    around: (input) => service.around(input),
    limits: (input) => service.limits(input),
    slots: (input) => service.slots.list(input),
    addSlots: (input) => service.slots.add(input),
    removeSlot: (input) => service.slots.remove(input),
    nextSlot: (input) => service.slots.next(input),
  };
}
