import { createHash, randomBytes, randomInt } from "node:crypto";
import { PLATFORM } from "./limits.ts";
import { Ledger, type LedgerEntry } from "./ledger.ts";

type EntryOf<K extends LedgerEntry["kind"]> = Extract<LedgerEntry, { kind: K }>;

export type PracticeAccount = Omit<EntryOf<"account">, "kind">;
export type Token = Omit<EntryOf<"token">, "kind"> & {
  /** Null: an invalid token without a subcode; undefined: alive. */
  deathSubcode?: number | null;
};
export type Container = Omit<EntryOf<"container">, "kind"> & {
  /** When it was first published. */
  publishedAt: number | null;
};
export type Media = Omit<EntryOf<"publish">, "kind" | "containerId"> & {
  /** Null for a post made on the phone. */
  readonly containerId: string | null;
  /** Grows with each post: order and cursor of the media list. */
  readonly sequence: number;
};

/** What this Instagram knows: rebuilt from the ledger, and changed only by writing to it first. */
export class Store {
  readonly ledger: Ledger;
  private readonly accounts = new Map<string, PracticeAccount>();
  private readonly tokens = new Map<string, Token>();
  private readonly containers = new Map<string, Container>();
  private readonly media = new Map<string, Media>();
  private readonly shortcodes = new Map<string, Media>();
  private readonly nextSeed: (() => string) | undefined;

  constructor(folder: string, nextSeed?: () => string) {
    this.nextSeed = nextSeed;
    this.ledger = new Ledger(folder);
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

  token(clear: string): Token | undefined {
    return this.tokens.get(hashToken(clear));
  }

  container(containerId: string): Container | undefined {
    return this.containers.get(containerId);
  }

  containersSince(platformUserId: string, sinceAt: number): readonly Container[] {
    return [...this.containers.values()].filter(
      (container) => container.platformUserId === platformUserId && container.at > sinceAt,
    );
  }

  mediaById(mediaId: string): Media | undefined {
    return this.media.get(mediaId);
  }

  mediaByShortcode(shortcode: string): Media | undefined {
    return this.shortcodes.get(shortcode);
  }

  /** Newest first. */
  mediaOf(platformUserId: string): readonly Media[] {
    return [...this.media.values()]
      .filter((media) => media.platformUserId === platformUserId)
      .sort((a, b) => b.at - a.at || b.sequence - a.sequence);
  }

  /** Seventeen digits, beyond 2^53, never given before. `prefix` is what Instagram's ids of that sort begin with. */
  newId(prefix: "178" | "179" | "180"): string {
    for (;;) {
      const seed = this.nextSeed?.() ?? randomBytes(16).toString("hex");
      const digits = BigInt(`0x${createHash("sha256").update(`${prefix}:${seed}`).digest("hex")}`);
      const id = `${prefix}${String(digits).slice(0, 14)}`;
      if (!this.accounts.has(id) && !this.containers.has(id) && !this.media.has(id)) return id;
    }
  }

  /** Eleven characters, as in `/p/{shortcode}`. */
  newShortcode(): string {
    for (;;) {
      const shortcode = `D${randomBytes(8).toString("base64url").slice(0, 10)}`;
      if (!this.shortcodes.has(shortcode)) return shortcode;
    }
  }

  private apply(entry: LedgerEntry): void {
    switch (entry.kind) {
      case "account":
        this.accounts.set(entry.platformUserId, entry);
        return;
      case "token":
        this.tokens.set(entry.hash, entry);
        return;
      case "token-death":
        return this.endToken(entry);
      case "container":
        this.containers.set(entry.containerId, { ...entry, publishedAt: null });
        return;
      case "publish": {
        const container = this.containers.get(entry.containerId);
        if (container) container.publishedAt ??= entry.at;
        return this.addMedia(entry);
      }
      case "post-by-hand":
        return this.addMedia({ ...entry, containerId: null });
    }
  }

  private endToken(entry: EntryOf<"token-death">): void {
    const token = this.tokens.get(entry.hash);
    if (token) token.deathSubcode = entry.subcode;
  }

  private addMedia(entry: Omit<Media, "sequence">): void {
    const media = { ...entry, sequence: this.media.size + 1 };
    this.media.set(media.mediaId, media);
    this.shortcodes.set(media.shortcode, media);
  }
}

/** What stands in the ledger for a token: enough to know it again, useless to whoever reads the file. */
export function hashToken(clear: string): string {
  return createHash("sha256").update(clear).digest("hex");
}

/** Makes a token as Instagram Login's look, and records it. Lives 60 days. */
export function issueToken(
  store: Store,
  platformUserId: string,
  now: number,
): { readonly token: string; readonly expiresAt: number } {
  const token = `IGAA${randomBytes(90).toString("base64url")}${randomInt(10)}ZD`;
  const expiresAt = now + PLATFORM.tokenLifeMs;
  store.record({ kind: "token", at: now, platformUserId, hash: hashToken(token), expiresAt });
  return { token, expiresAt };
}
