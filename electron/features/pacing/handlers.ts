import type { HandlersFor } from "../../../shared/contract/define.ts";
import type { pacing } from "../../../shared/contract/pacing.ts";
import type { PacingService } from "./service.ts";

export function pacingHandlers(service: PacingService): HandlersFor<typeof pacing> {
  return {
    get: (input) => service.get(input),
    set: (input) => service.set(input),
    around: (input) => service.around(input),
    limits: (input) => service.limits(input),
  };
}
