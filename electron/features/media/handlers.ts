import type { media } from "../../../shared/contract/media.ts";
import type { HandlersFor } from "../../../shared/contract/define.ts";
import type { MediaService } from "./service.ts";

export function mediaHandlers(service: MediaService): HandlersFor<typeof media> {
  return {
    list: (input) => service.list(input),
    get: (input) => service.get(input),
    import: (input) => service.import(input),
    beginImport: (input) => service.beginImport(input),
    appendImport: (input) => service.appendImport(input),
    finishImport: (input) => service.finishImport(input),
    setPoster: (input) => service.setPoster(input),
    pick: () => service.pick(),
    importPicked: (input) => service.importPicked(input),
    setAltText: (input) => service.setAltText(input),
    remove: (input) => service.remove(input),
    restore: (input) => service.restore(input),
    setHostKey: (input) => service.setHostKey(input),
    host: (input) => service.host(input),
    forgetLeftovers: () => service.forgetLeftovers(),
    checkHost: (input) => service.checkHost(input),
  };
}
