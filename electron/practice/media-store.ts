import { PLATFORM } from "./limits.ts";
import type { EntryOf, LedgerEntry } from "./ledger.ts";

export type Media = Omit<EntryOf<"publish">, "kind" | "containerId"> & {
  /** Null for a post made on the phone. */
  readonly containerId: string | null;
  /** Grows with each post: order and cursor of the media list. */
  readonly sequence: number;
};
export type MediaChild = Media["children"][number];

/** The posts and stories that are out. */
export class MediaStore {
  private readonly byId = new Map<string, Media>();
  private readonly byShortcode = new Map<string, Media>();
  private readonly children = new Map<string, { parent: Media; child: MediaChild }>();
  /** When each account published through the API; deleted posts stay, for they count for the quota. */
  private readonly publishedAt = new Map<string, number[]>();
  private count = 0;

  find(mediaId: string): Media | undefined {
    return this.byId.get(mediaId);
  }

  findChild(mediaId: string): { readonly parent: Media; readonly child: MediaChild } | undefined {
    return this.children.get(mediaId);
  }

  withShortcode(shortcode: string): Media | undefined {
    return this.byShortcode.get(shortcode);
  }

  /** Posts and reels, newest first; stories stand apart, as on the platform. */
  listOf(platformUserId: string): readonly Media[] {
    return this.newestFirst(platformUserId).filter((media) => media.format !== "story");
  }

  /** Stories that are still up. */
  storiesOf(platformUserId: string, now: number): readonly Media[] {
    return this.newestFirst(platformUserId).filter(
      (media) => media.format === "story" && isUp(media, now),
    );
  }

  /** Posts, reels and stories, past ones too. */
  allOf(platformUserId: string): readonly Media[] {
    return this.newestFirst(platformUserId);
  }

  /** How many were published through the API since then. */
  publishedSince(platformUserId: string, sinceAt: number): number {
    return (this.publishedAt.get(platformUserId) ?? []).filter((at) => at > sinceAt).length;
  }

  apply(entry: LedgerEntry): void {
    if (entry.kind === "publish") {
      const times = this.publishedAt.get(entry.platformUserId) ?? [];
      this.publishedAt.set(entry.platformUserId, [...times, entry.at]);
      this.add(entry);
    } else if (entry.kind === "post-by-hand") this.add({ ...entry, containerId: null });
    else if (entry.kind === "delete") this.remove(entry.mediaId);
  }

  private add(entry: Omit<Media, "sequence">): void {
    const media = { ...entry, sequence: ++this.count };
    this.byId.set(media.mediaId, media);
    this.byShortcode.set(media.shortcode, media);
    for (const child of media.children) this.children.set(child.mediaId, { parent: media, child });
  }

  private remove(mediaId: string): void {
    const media = this.byId.get(mediaId);
    if (!media) return;
    this.byId.delete(mediaId);
    this.byShortcode.delete(media.shortcode);
    for (const child of media.children) this.children.delete(child.mediaId);
  }

  private newestFirst(platformUserId: string): Media[] {
    return [...this.byId.values()]
      .filter((media) => media.platformUserId === platformUserId)
      .sort((a, b) => b.at - a.at || b.sequence - a.sequence);
  }
}

/** False for a story after its 24 hours. */
export function isUp(media: Media, now: number): boolean {
  return media.format !== "story" || now < media.at + PLATFORM.storyLifeMs;
}
