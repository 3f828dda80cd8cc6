import type { Ports } from "../../ports.ts";
import type { MediaService } from "../media/service.ts";

type Hosted = { readonly url: string; release(): Promise<void> };

/** Pictures that are public for the platform to fetch, until their publication is out or off. */
export class Hosting {
  private readonly hosted = new Map<string, Hosted>();
  private readonly deps: { readonly media: MediaService; readonly ports: Pick<Ports, "log"> };

  constructor(deps: Hosting["deps"]) {
    this.deps = deps;
  }

  /** Makes a picture public. The one hosted before for this publication is taken back. @throws AppError with a way on. */
  async host(
    publicationId: string,
    picture: { readonly sha256: string; readonly accountKind: "instagram" | "practice" },
  ): Promise<string> {
    await this.release(publicationId);
    const hosted = await this.deps.media.hostPicture(picture);
    this.hosted.set(publicationId, hosted);
    return hosted.url;
  }

  /** Takes it back. Best effort: a picture left on the host must never make a published post look failed. */
  async release(publicationId: string): Promise<void> {
    const hosted = this.hosted.get(publicationId);
    this.hosted.delete(publicationId);
    try {
      await hosted?.release();
    } catch (error) {
      this.deps.ports.log.error("publishing.release-failed", { publicationId, error });
    }
  }
}
