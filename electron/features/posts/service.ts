import type { z } from "zod";
import { PLAIN_OPTIONS } from "../../../shared/contract/post-defaults.ts";
import type { Post, PostMedia, PostOptions, posts } from "../../../shared/contract/posts.ts";
import { AppError } from "../../../shared/result.ts";
import type { PostFacts } from "../../../shared/rules/post.ts";
import { postStatus } from "../../../shared/rules/status.ts";
import { transaction, type Db } from "../../db/db.ts";
import type { Events } from "../../lib/events.ts";
import { resolvePlan } from "../../lib/plan.ts";
import type { Ports } from "../../ports.ts";
import type { AccountsService } from "../accounts/service.ts";
import type { MediaService } from "../media/service.ts";
import {
  findLatestPublication,
  findPictures,
  findPost,
  insertPost,
  listDrafts,
  listPictures,
  replacePictures,
  savePost,
  setRemoved,
} from "./queries.ts";
import { mediaOf, mediaRows, optionsOf, senderOf } from "./stored.ts";
import type { PostRow } from "./tables.ts";
import { titleOf } from "../../../shared/rules/title.ts";

type PostChange = z.output<typeof posts.save.input>["patch"];
type Input<R extends keyof typeof posts> = z.output<(typeof posts)[R]["input"]>;

export type PostsDeps = {
  readonly db: Db;
  readonly events: Events;
  readonly ports: Ports;
  readonly accounts: AccountsService;
  readonly media: MediaService;
};

/** What publishing has to say when a post changes. Each runs in the transaction of the change, before it unless told otherwise. */
export type PostSchedule = {
  /** @throws AppError `conflict` while it is being published, and after. */
  beforeEdit(tx: Db, postId: string): void;
  /** Its pictures and videos are others now. In the transaction of the change, after it. */
  afterItems(tx: Db, postId: string): void;
  /** @throws AppError `conflict` when something of it may be out there. */
  beforeRemove(tx: Db, postId: string): void;
  afterRestore(tx: Db, postId: string): void;
};

const NO_SCHEDULE: PostSchedule = {
  beforeEdit: () => {},
  afterItems: () => {},
  beforeRemove: () => {},
  afterRestore: () => {},
};
const WHOLE_PICTURE = { aspect: "original", x: 0.5, y: 0.5 } as const;

/** What she writes. Whether it goes out is publishing's business, which it is told before a post changes. */
export class PostsService {
  private readonly deps: PostsDeps;
  private schedule: PostSchedule = NO_SCHEDULE;

  constructor(deps: PostsDeps) {
    this.deps = deps;
  }

  /** Publishing is made after posts, and gives itself to them here. */
  followedBy(schedule: PostSchedule): void {
    this.schedule = schedule;
  }

  /** @throws AppError `not-found`. */
  get({ id }: Input<"get">): Post {
    return this.show(this.demand(id));
  }

  drafts({ accountId }: Input<"drafts">) {
    return listDrafts(this.deps.db, accountId).map((row) => ({
      id: row.id,
      title: titleOf(row.caption, row.mediaName),
      thumbnail: row.mediaId === null ? null : thumbnailOf(row.mediaId),
      updatedAt: row.updatedAt,
    }));
  }

  /** A new draft. Pictures come with the alt texts they have in the library. */
  create(input: Input<"create">): Post {
    this.demandAccount(input.accountId);
    const plan = input.plan ? resolvePlan(input.plan).plan : null;
    const known = new Map(this.demandPictures(input.mediaIds).map((row) => [row.id, row.altText]));
    const media = input.mediaIds.map((mediaId) => ({
      mediaId,
      altText: known.get(mediaId) ?? "",
      crop: WHOLE_PICTURE,
      userTags: [],
      productTags: [],
    }));
    const { accountId, caption, format } = input;
    return this.insert({ accountId, caption, format, media, options: PLAIN_OPTIONS, plan });
  }

  /** Saves what changed, at once: she types, this runs. */
  save({ id, patch }: Input<"save">): Post {
    const { db, ports } = this.deps;
    const { media, options } = patch;
    const cover = options?.cover?.kind === "picture" ? [options.cover.mediaId] : [];
    const named = [...(media ?? []).map((item) => item.mediaId), ...cover];
    if (named.length > 0) this.demandPictures(named, id);
    if (patch.accountId !== undefined) this.demandMovable(id, patch.accountId);
    const row = transaction(db, (tx) => {
      this.schedule.beforeEdit(tx, id);
      const { caption, accountId, format } = patch;
      const options = patch.options && mergedOptions(findPost(tx, id), patch.options);
      const updatedAt = ports.clock.now();
      const saved = savePost(tx, id, { caption, accountId, format, options, updatedAt });
      if (saved && media) {
        replacePictures(tx, id, mediaRows(id, media));
        this.schedule.afterItems(tx, id);
      }
      return saved;
    });
    if (!row) throw noSuchPost();
    this.announce(id, media !== undefined);
    return this.show(row);
  }

  /** A new draft with the same words and pictures, and no plan. */
  duplicate({ id }: Input<"duplicate">): Post {
    const post = this.get({ id });
    return this.insert({ ...post, plan: null });
  }

  remove({ id }: Input<"remove">): { done: true } {
    this.demand(id);
    transaction(this.deps.db, (tx) => {
      this.schedule.beforeRemove(tx, id);
      setRemoved(tx, id, this.deps.ports.clock.now());
    });
    this.announce(id, true);
    return { done: true };
  }

  /** Undo of `remove`: a post that was in the queue is in it again. */
  restore({ id }: Input<"restore">): Post {
    const { db } = this.deps;
    if (!findPost(db, id)) throw noSuchPost();
    transaction(db, (tx) => {
      setRemoved(tx, id, null);
      this.schedule.afterRestore(tx, id);
    });
    this.announce(id, true);
    return this.get({ id });
  }

  /** A post that is not removed; undefined otherwise. */
  find(postId: string): PostRow | undefined {
    const row = findPost(this.deps.db, postId);
    return row && row.removedAt === null ? row : undefined;
  }

  /** A post's options, whole. @throws AppError `not-found`. */
  options(postId: string): PostOptions {
    return optionsOf(this.demand(postId));
  }

  /** A post's pictures in order, as the contract speaks of them. */
  pictures(postId: string): readonly PostMedia[] {
    return listPictures(this.deps.db, postId).map(mediaOf);
  }

  /** What the rules need to know of a post. @throws AppError `not-found`. */
  facts(postId: string): PostFacts {
    const row = this.demand(postId);
    const items = this.pictures(postId);
    const facts = this.deps.media.facts(items.map((item) => item.mediaId));
    const byId = new Map(facts.map((item) => [item.mediaId, item]));
    return {
      format: row.format,
      caption: row.caption,
      options: optionsOf(row),
      ...senderOf(this.deps.accounts.find(row.accountId)),
      media: items.flatMap((item) => {
        const picture = byId.get(item.mediaId);
        return picture ? [{ ...item, picture, video: picture.video }] : [];
      }),
    };
  }

  private insert(
    post: Pick<Post, "accountId" | "caption" | "format" | "media" | "options" | "plan">,
  ): Post {
    const { db, ports } = this.deps;
    const now = ports.clock.now();
    const row: PostRow = {
      id: ports.ids.next(),
      accountId: post.accountId,
      caption: post.caption,
      format: post.format,
      options: JSON.stringify(post.options),
      planWallTime: post.plan?.wallTime ?? null,
      planZone: post.plan?.zone ?? null,
      planAt: post.plan?.at ?? null,
      version: 1,
      removedAt: null,
      createdAt: now,
      updatedAt: now,
    };
    transaction(db, (tx) => {
      insertPost(tx, row);
      replacePictures(tx, row.id, mediaRows(row.id, post.media));
    });
    this.announce(row.id, post.media.length > 0);
    return this.show(row);
  }

  private show(row: PostRow): Post {
    const pictures = listPictures(this.deps.db, row.id);
    const latest = findLatestPublication(this.deps.db, row.id);
    const standing = latest ? { ...latest, isDismissed: latest.dismissedAt !== null } : null;
    const status = postStatus(standing);
    return {
      id: row.id,
      accountId: row.accountId,
      title: titleOf(row.caption, pictures[0]?.name ?? null),
      caption: row.caption,
      format: row.format,
      media: pictures.map(mediaOf),
      options: optionsOf(row),
      plan: planOf(row),
      status,
      publicationId: status === "draft" ? null : (latest?.id ?? null),
      version: row.version,
      createdAt: row.createdAt,
      updatedAt: row.updatedAt,
    };
  }

  private demand(id: string): PostRow {
    const row = this.find(id);
    if (!row) throw noSuchPost();
    return row;
  }

  private demandAccount(accountId: string): void {
    const account = this.deps.accounts.find(accountId);
    if (!account || account.state === "disconnected")
      throw new AppError("not-found", "That account is not connected here any more.");
  }

  /** A post in the queue belongs to its account: taking it out first keeps one post from going to two. */
  private demandMovable(id: string, accountId: string): void {
    const post = this.get({ id });
    if (post.accountId === accountId) return;
    this.demandAccount(accountId);
    if (post.status !== "draft")
      throw new AppError(
        "conflict",
        "This post is in the queue of its account. Unschedule it, then choose the other account.",
      );
  }

  /** Pictures the post has already may have left the library since; new ones may not. */
  private demandPictures(mediaIds: readonly string[], postId?: string) {
    const found = findPictures(this.deps.db, mediaIds);
    const known = new Set(found.map((row) => row.id));
    if (postId !== undefined) for (const item of this.pictures(postId)) known.add(item.mediaId);
    if (mediaIds.some((id) => !known.has(id)))
      throw new AppError("not-found", "One of these pictures is not in the library any more.");
    return found;
  }

  private announce(id: string, hasOtherPictures: boolean): void {
    const { db, events } = this.deps;
    events.emit("posts.changed", { ids: [id] });
    const latest = findLatestPublication(db, id);
    if (latest) events.emit("publishing.changed", { ids: [latest.id] });
    if (hasOtherPictures)
      events.emit("media.changed", { ids: this.pictures(id).map((item) => item.mediaId) });
  }
}

/** Only what changed is named. */
function mergedOptions(row: PostRow | undefined, change: PostChange["options"]): string {
  return JSON.stringify({ ...(row ? optionsOf(row) : PLAIN_OPTIONS), ...change });
}

function planOf(row: PostRow): Post["plan"] {
  const { planWallTime, planZone, planAt } = row;
  if (planWallTime === null || planZone === null || planAt === null) return null;
  return { wallTime: planWallTime, zone: planZone, at: planAt };
}

function thumbnailOf(mediaId: string): string {
  return `app-media://media/${mediaId}/thumbnail`;
}

function noSuchPost(): AppError {
  return new AppError("not-found", "There is no such post any more.");
}
