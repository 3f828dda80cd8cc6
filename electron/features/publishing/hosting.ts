import type { Ports } from "../../ports.ts";
import type { MediaService } from "../media/service.ts";
import type { Neighbours } from "./neighbours.ts";

type FileToHost = Parameters<MediaService["hostFile"]>[0];
type Hosted = { readonly url: string; release(): Promise<void> };

/** Files that are public for the platform to fetch, until their publication is out or off. */
export class Hosting {
  /** By publication, and in it by what the file is for: an item's place, or `cover`. */
  private readonly hosted = new Map<string, Map<string, Hosted>>();
  private readonly deps: Pick<Neighbours, "media"> & { readonly ports: Pick<Ports, "log"> };

  constructor(deps: Hosting["deps"]) {
    this.deps = deps;
  }

  /** Makes a file public. The one hosted before for the same purpose is taken back. @throws AppError with a way on. */
  async host(publicationId: string, slot: string, file: FileToHost): Promise<string> {
    const slots = this.hosted.get(publicationId) ?? new Map<string, Hosted>();
    const before = slots.get(slot);
    slots.delete(slot);
    await this.takeBack(publicationId, before);
    const hosted = await this.deps.media.hostFile(file);
    slots.set(slot, hosted);
    this.hosted.set(publicationId, slots);
    return hosted.url;
  }

  /** Takes back all of a publication's files. Best effort: one left on the host must never make a published post look failed. */
  async release(publicationId: string): Promise<void> {
    const slots = this.hosted.get(publicationId);
    this.hosted.delete(publicationId);
    for (const hosted of slots?.values() ?? []) await this.takeBack(publicationId, hosted);
  }

  private async takeBack(publicationId: string, hosted: Hosted | undefined): Promise<void> {
    try {
      await hosted?.release();
    } catch (error) {
      this.deps.ports.log.error("publishing.release-failed", { publicationId, error });
    }
  }
}
