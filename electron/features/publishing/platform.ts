import type { Access } from "../../graph/access.ts";
import type { GraphClient } from "../../graph/client.ts";
import {
  createContainer,
  readContainer,
  type Container,
  type MadeContainer,
  type NewContainer,
} from "../../graph/endpoints/containers.ts";
import { readPublishingLimit, type PublishingLimit } from "../../graph/endpoints/limits.ts";
import {
  listMedia,
  listStories,
  readMedia,
  type PlatformPost,
} from "../../graph/endpoints/media.ts";
import { publishContainer, type PublishOutcome } from "../../graph/endpoints/publish.ts";
import { readUploadOffset, uploadVideo, type Upload } from "../../graph/endpoints/upload.ts";
import { GraphFailure } from "../../graph/failure.ts";
import type { ServerTime } from "../../lib/server-time.ts";
import type { Neighbours } from "./neighbours.ts";

const PAGE = 50;
/** A listing longer than this is not read to its end, and then proves nothing. */
const PAGES = 20;

export type PlatformDeps = {
  readonly graph: GraphClient;
  readonly accounts: Pick<Neighbours["accounts"], "access">;
  readonly time: ServerTime;
};

/** The platform as the publisher speaks to it: by account, and each reply's `Date` is a sample of its clock. */
export class Platform {
  private readonly deps: PlatformDeps;

  constructor(deps: PlatformDeps) {
    this.deps = deps;
  }

  /** @throws GraphFailure; AppError `account-disconnected`. So do all reads here. */
  createContainer(accountId: string, content: NewContainer): Promise<MadeContainer> {
    return this.ask(accountId, (access) => createContainer(this.deps.graph, access, content));
  }

  /** @throws GraphFailure `limited` when so many have no room in the account's 24 hours: half a carousel is of no use. */
  demandContainers(accountId: string, needed: number): void {
    this.deps.graph.containers.pass({ accountId }, needed);
  }

  readContainer(accountId: string, containerId: string): Promise<Container> {
    return this.ask(accountId, (access) => readContainer(this.deps.graph, access, containerId));
  }

  /** What of a video has arrived; null when the platform does not tell. */
  readUploadOffset(
    accountId: string,
    upload: Pick<Upload, "uri" | "signal">,
  ): Promise<number | null> {
    return this.ask(accountId, (access) => readUploadOffset(this.deps.graph, access, upload));
  }

  uploadVideo(accountId: string, upload: Upload): Promise<void> {
    return this.ask(accountId, (access) => uploadVideo(this.deps.graph, access, upload));
  }

  /** How to make the one publish call: got beforehand, so that nothing stands between intent and call. */
  access(accountId: string): Promise<Access> {
    return this.speak(accountId);
  }

  /** The one call that is never repeated. Does not throw. */
  async publish(access: Access, containerId: string): Promise<PublishOutcome> {
    const askedAt = this.deps.graph.now();
    const outcome = await publishContainer(this.deps.graph, access, containerId);
    const { serverAt } = outcome.kind === "accepted" ? outcome : outcome.failure;
    this.deps.time.learn(serverAt, askedAt);
    return outcome;
  }

  readLimit(accountId: string): Promise<PublishingLimit> {
    return this.ask(accountId, (access) => readPublishingLimit(this.deps.graph, access));
  }

  readMedia(accountId: string, igMediaId: string): Promise<PlatformPost> {
    return this.ask(accountId, (access) => readMedia(this.deps.graph, access, igMediaId));
  }

  /**
   * The account's posts since an instant of the server's clock, all of them; or its stories, which are listed apart.
   *
   * @throws GraphFailure `unknown` when there are too many to read: then the listing proves nothing.
   */
  async listSince(
    accountId: string,
    { sinceAt, edge }: { readonly sinceAt: number; readonly edge: "media" | "stories" },
  ): Promise<readonly PlatformPost[]> {
    const list = edge === "stories" ? listStories : listMedia;
    const posts: PlatformPost[] = [];
    let after: string | undefined;
    for (let page = 0; page < PAGES; page++) {
      const reply = await this.ask(accountId, (access) =>
        list(this.deps.graph, access, { sinceAt, limit: PAGE, after }),
      );
      posts.push(...reply.items);
      if (reply.nextAfter === null) return posts;
      after = reply.nextAfter;
    }
    throw new GraphFailure({
      kind: "unknown",
      action: "verify",
      what: `The account has more than ${PAGE * PAGES} posts since then.`,
      todo: "Look on Instagram whether the post is out.",
    });
  }

  /** The cheapest read that carries the platform's clock. */
  async sampleTime(accountId: string): Promise<void> {
    await this.ask(accountId, (access) => listMedia(this.deps.graph, access, { limit: 1 }));
  }

  /** What publishes, and what proves that it did, may use the calls that are kept from other reads. */
  private async speak(accountId: string): Promise<Access> {
    return { ...(await this.deps.accounts.access(accountId)), purpose: "publishing" };
  }

  private async ask<T>(accountId: string, call: (access: Access) => Promise<T>): Promise<T> {
    const access = await this.speak(accountId);
    const askedAt = this.deps.graph.now();
    try {
      const reply = await call(access);
      if (hasServerAt(reply)) this.deps.time.learn(reply.serverAt, askedAt);
      return reply;
    } catch (error) {
      // Only to take the sample: a refusal tells the time as well.
      if (error instanceof GraphFailure) this.deps.time.learn(error.serverAt, askedAt);
      throw error;
    }
  }
}

function hasServerAt(reply: unknown): reply is { readonly serverAt: number | null } {
  return typeof reply === "object" && reply !== null && "serverAt" in reply;
}
