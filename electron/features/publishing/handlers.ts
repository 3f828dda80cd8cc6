import type { publishing } from "../../../shared/contract/publishing.ts";
import type { HandlersFor } from "../../../shared/contract/define.ts";
import type { PublishingService } from "./service.ts";

export function publishingHandlers(service: PublishingService): HandlersFor<typeof publishing> {
  return {
    calendar: (input) => service.calendar(input),
    schedule: (input) => service.schedule(input),
    move: (input) => service.move(input),
    plan: (input) => service.plan(input),
    unschedule: (input) => service.unschedule(input),
    publishNow: (input) => service.publishNow(input),
    outbox: (input) => service.outbox(input),
    receipt: (input) => service.receipt(input),
    rehearse: (input) => service.rehearse(input),
    exportReceipt: (input) => service.exportReceipt(input),
    resolve: (input) => service.resolve(input),
    retry: (input) => service.retry(input),
    retryAfterwork: (input) => service.retryAfterwork(input),
    dismiss: (input) => service.dismiss(input),
    status: (input) => service.status(input),
    setPaused: (input) => service.setPaused(input),
    openPermalink: (input) => service.openPermalink(input),
  };
}
