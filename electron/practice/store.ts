import { CommentStore } from "./comment-store.ts";
import { Ids, type IdPrefix } from "./ids.ts";
import { LedgerFile } from "./ledger-file.ts";
import type { EntryOf, LedgerEntry, Video } from "./ledger.ts";
import { MediaStore } from "./media-store.ts";
import { hashToken } from "./tokens.ts";

export type PracticeAccount = Omit<EntryOf<"account">, "kind">;
export type Page = Omit<EntryOf<"page">, "kind">;
export type PracticeApp = Omit<EntryOf<"app">, "kind">;
export type PagePhoto = Omit<EntryOf<"page-photo">, "kind">;
export type Token = Omit<EntryOf<"token">, "kind"> & {
  /** Null: an invalid token without a subcode; undefined: alive. */
  deathSubcode?: number | null;
};
export type Container = Omit<EntryOf<"container">, "kind"> & {
  /** When it was first published. */
  readonly publishedAt: number | null;
  readonly video: Video | null;
};

/** What this Instagram knows: rebuilt from the ledger, and changed only by writing to it first. */
export class Store {
  readonly ledger: LedgerFile;
  readonly media = new MediaStore();
  readonly comments = new CommentStore();
  private readonly accounts = new Map<string, PracticeAccount>();
  private readonly apps = new Map<string, PracticeApp>();
  private readonly pages = new Map<string, Page>();
  private readonly photos = new Map<string, PagePhoto>();
  private readonly tokens = new Map<string, Token>();
  private readonly containers = new Map<string, Container>();
  private readonly ids: Ids;

  constructor(folder: string, nextSeed?: () => string) {
    this.ids = new Ids(nextSeed);
    this.ledger = new LedgerFile(folder);
    for (const entry of this.ledger.entries) this.apply(entry);
  }

  /** On the disk first, then in memory: what is answered was kept. */
  record(entry: LedgerEntry): void {
    this.ledger.append(entry);
    this.apply(entry);
  }

  account(platformUserId: string): PracticeAccount | undefined {
    return this.accounts.get(platformUserId);
  }

  accountNamed(username: string): PracticeAccount | undefined {
    return this.listAccounts().find((account) => account.username === username);
  }

  listAccounts(): readonly PracticeAccount[] {
    return [...this.accounts.values()];
  }

  app(appId: string): PracticeApp | undefined {
    return this.apps.get(appId);
  }

  page(pageId: string): Page | undefined {
    return this.pages.get(pageId);
  }

  listPages(): readonly Page[] {
    return [...this.pages.values()];
  }

  photo(photoId: string): PagePhoto | undefined {
    return this.photos.get(photoId);
  }

  listPhotos(): readonly PagePhoto[] {
    return [...this.photos.values()];
  }

  token(clear: string): Token | undefined {
    return this.tokens.get(hashToken(clear));
  }

  /** Living tokens of a holder. */
  tokensOf(holderId: string): readonly Token[] {
    return [...this.tokens.values()].filter(
      (token) => token.platformUserId === holderId && token.deathSubcode === undefined,
    );
  }

  container(containerId: string): Container | undefined {
    return this.containers.get(containerId);
  }

  listContainers(): readonly Container[] {
    return [...this.containers.values()];
  }

  containersSince(platformUserId: string, sinceAt: number): readonly Container[] {
    return this.listContainers().filter(
      (container) => container.platformUserId === platformUserId && container.at > sinceAt,
    );
  }

  newId(prefix: IdPrefix): string {
    return this.ids.newId(prefix);
  }

  newShortcode(): string {
    return this.ids.newShortcode();
  }

  /** The Instagram account an id belongs to: its own, a container's, a post's, a part's or a comment's. */
  ownerOf(id: string): PracticeAccount | undefined {
    const mediaId = this.comments.find(id)?.mediaId ?? id;
    const owner =
      this.containers.get(id)?.platformUserId ??
      this.media.find(mediaId)?.platformUserId ??
      this.media.findChild(mediaId)?.parent.platformUserId ??
      id;
    return this.accounts.get(owner);
  }

  private apply(entry: LedgerEntry): void {
    this.remember(entry);
    this.media.apply(entry);
    this.comments.apply(entry);
    if (entry.kind === "account") this.accounts.set(entry.platformUserId, entry);
    else if (entry.kind === "app") this.apps.set(entry.appId, entry);
    else if (entry.kind === "page") this.pages.set(entry.pageId, entry);
    else if (entry.kind === "page-photo") this.photos.set(entry.photoId, entry);
    else if (entry.kind === "page-photo-deleted") this.photos.delete(entry.photoId);
    else if (entry.kind === "token") this.tokens.set(entry.hash, entry);
    else if (entry.kind === "token-death") this.endToken(entry);
    else this.applyToContainer(entry);
  }

  private remember(entry: LedgerEntry): void {
    if ("platformUserId" in entry && entry.platformUserId !== null)
      this.ids.take(entry.platformUserId);
    if ("containerId" in entry) this.ids.take(entry.containerId);
    if ("mediaId" in entry) this.ids.take(entry.mediaId);
    if ("commentId" in entry) this.ids.take(entry.commentId);
    if ("shortcode" in entry) this.ids.take(entry.shortcode);
  }

  private endToken(entry: EntryOf<"token-death">): void {
    const token = this.tokens.get(entry.hash);
    if (token) token.deathSubcode = entry.subcode;
  }

  private applyToContainer(entry: LedgerEntry): void {
    if (entry.kind === "container") {
      this.containers.set(entry.containerId, { ...entry, publishedAt: null, video: null });
      return;
    }
    if (entry.kind !== "arrival" && entry.kind !== "publish") return;
    const container = this.containers.get(entry.containerId);
    if (!container) return;
    const change =
      entry.kind === "publish"
        ? { publishedAt: container.publishedAt ?? entry.at }
        : arrived(container, entry);
    this.containers.set(entry.containerId, { ...container, ...change });
  }
}

function arrived(container: Container, entry: EntryOf<"arrival">): Partial<Container> {
  const { sha256, video, readyAt, failure } = entry;
  return { sha256, video, readyAt, failure, picture: entry.picture ?? container.picture };
}
