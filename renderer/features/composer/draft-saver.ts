import type { Client } from "../../../shared/contract/contract.ts";
import type { Post } from "../../../shared/contract/posts.ts";
import { AppError } from "../../../shared/result.ts";

/** What one save may change. */
export type Patch = Parameters<Client["posts"]["save"]>[0]["patch"];

/** What this screen knows of a post beyond what the main process has told. */
export type LocalDraft = {
  /** Typed and not yet confirmed as saved. */
  readonly unsaved: Patch;
  /** The main process's last reply: newer than what was read until the next read arrives. */
  readonly confirmed: Post | null;
  readonly savedAt: number | null;
  /** Since when something has been unsaved; null while all is saved. */
  readonly unsavedSince: number | null;
  /** Why the last try failed, in words; `willRetry` is false when trying again cannot help. */
  readonly failure: { readonly message: string; readonly willRetry: boolean } | null;
};

/** Typing is saved this long after the last keystroke, and after the second figure while it never pauses. */
export const SAVE_AFTER_MS = 250;
export const SAVE_AT_LATEST_MS = 500;
const RETRY_FIRST_MS = 1000;
const RETRY_AT_MOST_MS = 10_000;

/** Trying the same again cannot help: the post is being published, is gone, or breaks the contract. */
const FINAL: ReadonlySet<string> = new Set(["conflict", "not-found", "invalid-input"]);

/**
 * Saves one post as she types: one save under way at a time, each with the newest of every field, so that an older text
 * can never land on a newer one. What fails stays and is tried again.
 */
export class DraftSaver {
  private readonly save: (patch: Patch) => Promise<Post>;
  private readonly report: (draft: LocalDraft) => void;
  private waiting: Patch = {};
  private sending: Patch | null = null;
  private underWay: Promise<void> | null = null;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private firstEditAt: number | null = null;
  private confirmed: Post | null = null;
  private savedAt: number | null = null;
  private unsavedSince: number | null = null;
  private failure: LocalDraft["failure"] = null;
  private failures = 0;
  /** Under way when she let her words go: that it failed is no reason to bring them back. */
  private letGo: Patch | null = null;
  private isEnded = false;

  constructor(deps: { save(patch: Patch): Promise<Post>; report(draft: LocalDraft): void }) {
    this.save = (patch) => deps.save(patch);
    this.report = (draft) => deps.report(draft);
  }

  /** Takes what changed; it is saved soon. */
  edit(patch: Patch): void {
    const now = Date.now();
    this.waiting = { ...this.waiting, ...patch };
    this.firstEditAt ??= now;
    this.unsavedSince ??= now;
    const dueAt = Math.min(now + SAVE_AFTER_MS, this.firstEditAt + SAVE_AT_LATEST_MS);
    this.sendAfter(dueAt - now);
    this.tell();
  }

  /** Saves at once what is unsaved. True when all of it is saved, false when saving failed (it is tried again). */
  async flush(): Promise<boolean> {
    while (this.isDirty()) {
      this.send();
      const before = this.failures;
      await this.underWay;
      if (this.failures > before) return false;
    }
    return true;
  }

  /** Gives up what could not be saved, for a text she lets go. */
  discard(): void {
    this.stop();
    this.waiting = {};
    this.letGo = this.sending;
    this.failure = null;
    this.unsavedSince = this.sending === null ? null : this.unsavedSince;
    this.tell();
  }

  isDirty(): boolean {
    return this.sending !== null || Object.keys(this.waiting).length > 0;
  }

  /** Nothing is saved or told any more, not even the end of a save that is under way. */
  end(): void {
    this.stop();
    this.isEnded = true;
  }

  private stop(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
  }

  private sendAfter(ms: number): void {
    this.stop();
    if (this.isEnded) return;
    this.timer = setTimeout(
      () => {
        this.timer = null;
        this.send();
      },
      Math.max(0, ms),
    );
  }

  private send(): void {
    // A save under way sends the rest itself when it ends: two at once could arrive in the wrong order.
    if (this.sending !== null || !this.isDirty()) return;
    this.stop();
    this.sending = this.waiting;
    this.waiting = {};
    this.firstEditAt = null;
    this.underWay = this.settle(this.sending);
  }

  private async settle(patch: Patch): Promise<void> {
    try {
      const post = await this.save(patch);
      this.sending = null;
      this.onSaved(post);
    } catch (cause) {
      this.sending = null;
      this.onFailed(patch, cause); // shown and tried again: an unsaved text must never be lost in silence
    }
    this.tell();
  }

  private onSaved(post: Post): void {
    this.confirmed = post;
    this.savedAt = Date.now();
    this.failure = null;
    this.failures = 0;
    this.unsavedSince = this.isDirty() ? (this.firstEditAt ?? this.savedAt) : null;
    if (this.isDirty() && this.timer === null) this.sendAfter(0);
  }

  private onFailed(patch: Patch, cause: unknown): void {
    if (patch === this.letGo) {
      this.unsavedSince = this.firstEditAt;
      if (this.isDirty() && this.timer === null) this.sendAfter(0);
      return;
    }
    this.waiting = { ...patch, ...this.waiting };
    this.failures += 1;
    const willRetry = !(cause instanceof AppError && FINAL.has(cause.code));
    const message = cause instanceof AppError ? cause.message : "Something went wrong.";
    this.failure = { message, willRetry };
    if (willRetry)
      this.sendAfter(Math.min(RETRY_FIRST_MS * 2 ** (this.failures - 1), RETRY_AT_MOST_MS));
  }

  private tell(): void {
    if (this.isEnded) return;
    this.report({
      unsaved: { ...this.sending, ...this.waiting },
      confirmed: this.confirmed,
      savedAt: this.savedAt,
      unsavedSince: this.unsavedSince,
      failure: this.failure,
    });
  }
}
