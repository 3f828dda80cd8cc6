import { createHash, randomBytes } from "node:crypto";

/** What ids of each sort begin with: Instagram's accounts, containers and comments, media; Facebook's own. */
export type IdPrefix = "178" | "179" | "180" | "122";

/** Gives out ids as the platform's look, none twice. */
export class Ids {
  private readonly taken = new Set<string>();
  private readonly nextSeed: (() => string) | undefined;

  constructor(nextSeed?: () => string) {
    this.nextSeed = nextSeed;
  }

  /** Remembers an id of the ledger. */
  take(id: string): void {
    this.taken.add(id);
  }

  /** Seventeen digits, beyond 2^53. */
  newId(prefix: IdPrefix): string {
    return this.untaken(() => {
      const seed = this.nextSeed?.() ?? randomBytes(16).toString("hex");
      const digits = BigInt(`0x${createHash("sha256").update(`${prefix}:${seed}`).digest("hex")}`);
      return `${prefix}${String(digits).slice(0, 14)}`;
    });
  }

  /** Eleven characters, as in `/p/{shortcode}`. */
  newShortcode(): string {
    return this.untaken(() => `D${randomBytes(8).toString("base64url").slice(0, 10)}`);
  }

  private untaken(make: () => string): string {
    for (;;) {
      const id = make();
      if (this.taken.has(id)) continue;
      this.taken.add(id);
      return id;
    }
  }
}
