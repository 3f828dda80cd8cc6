import type { Controlled, HandComment, HandPost } from "./control.ts";
import type { FaultScript } from "./faults.ts";
import type { LedgerEntry } from "./ledger.ts";
import type { Behaviour, BehaviourChange } from "./limits.ts";
import type { NewApp } from "./login/register.ts";
import type { NewAccount } from "./open-account.ts";
import type { Practice } from "./practice.ts";
import type { Running } from "./running.ts";
import type { SeenCall } from "./seen.ts";
import type { Steering } from "./steering.ts";
import type { IssuedToken } from "./tokens.ts";
import type { Trouble } from "./troubles.ts";

export type PracticeOptions = {
  /** Where ledger, pictures and the remembered port are kept. One server at a time. */
  readonly folder: string;
  readonly clock?: { now(): number };
  /** Seeds of the ids given out. Random when absent. */
  readonly ids?: { next(): string };
  /** Another is taken when it is busy. Without it, the one of last time. */
  readonly port?: number;
  readonly behaviour?: Partial<Behaviour>;
  /** A script of faults from the start. Without it and without `control` there are none, ever. */
  readonly faults?: FaultScript;
  /** Opens `/__control` for tests in other processes. */
  readonly control?: boolean;
};

/**
 * The practice Instagram: a Graph API server on loopback that fetches, checks, publishes and remembers as the platform does.
 * Its account is for learning and demos, its faults and its ledger are for tests. Nothing in it is public. All but this file is
 * loaded by `start()`: an app without a practice account never needs it.
 */
export class PracticeServer implements Controlled {
  private readonly options: PracticeOptions;
  private shiftMs = 0;
  private starting: Promise<Running> | undefined;
  private running: Running | undefined;

  constructor(options: PracticeOptions) {
    this.options = options;
  }

  /** Replays the ledger and listens. Twice is once. @throws when the ledger is damaged before its last line. */
  async start(): Promise<void> {
    this.starting ??= this.open();
    try {
      this.running = await this.starting;
    } catch (error) {
      // What was wrong may be put right: the next start tries again.
      this.starting = undefined;
      throw error;
    }
  }

  /** Closes every connection at once. */
  async stop(): Promise<void> {
    // A start that failed has nothing to stop.
    const running = await this.starting?.catch(() => undefined);
    this.starting = undefined;
    this.running = undefined;
    if (!running?.server.listening) return;
    const closed = new Promise<void>((resolve) => running.server.close(() => resolve()));
    running.server.closeAllConnections();
    running.practice.faults.abandonAll();
    await closed;
    running.practice.store.ledger.close();
  }

  get isRunning(): boolean {
    return this.running !== undefined;
  }

  /** `http://127.0.0.1:PORT`. @throws before `start()`. */
  get origin(): string {
    return this.alive().origin;
  }

  profileUrl(platformUserId: string): string {
    const account = this.practice.store.account(platformUserId);
    if (!account) throw new Error("There is no such practice account.");
    return `${this.origin}/${account.username}`;
  }

  /** The same username again is the same account. @throws when Instagram would not take the username. */
  createAccount(account: NewAccount): { readonly platformUserId: string } {
    return this.steering.createAccount(account);
  }

  /** A Page with no Instagram account, of somebody new or of a person who has Pages. */
  createPage(page: { readonly name: string; readonly personId?: string | undefined }): {
    readonly pageId: string;
    readonly personId: string;
  } {
    return this.steering.createPage(page);
  }

  /**
   * A new long-lived token; earlier ones stay good. `expiresAt` is epoch ms. With Facebook Login it is that of the person whose
   * Page the account is linked to. `permissions`: all that there are, when absent.
   */
  issueToken(platformUserId: string, permissions?: readonly string[]): IssuedToken {
    return this.steering.issueToken(platformUserId, permissions ?? null);
  }

  /** Registers an app of Meta's dashboard, so that somebody can log in to it. The same id again replaces it. */
  registerApp(app: NewApp): void {
    this.steering.registerApp(app);
  }

  /** Ends every token for the account, as when she takes the app's permission back. */
  revoke(platformUserId: string, subcode: number | null = 458): void {
    this.steering.revoke(platformUserId, subcode);
  }

  /** Puts an account into a trouble until it is taken out of it with null. */
  setTrouble(platformUserId: string, trouble: Trouble | null): void {
    this.practice.troubles.set(platformUserId, trouble);
  }

  /** Everything executed so far, oldest first. */
  ledger(): readonly LedgerEntry[] {
    return [...this.practice.store.ledger.entries];
  }

  /** The calls that arrived since the start, carried out or not. */
  seen(): readonly SeenCall[] {
    return this.practice.seen.list();
  }

  /** @throws unless made with `faults` or `control`, or when the script is nonsense. */
  setFaults(script: unknown): void {
    if (!this.options.faults && this.options.control !== true)
      throw new Error("This practice Instagram takes no faults.");
    this.practice.faults.set(script);
  }

  /** Resolves once a call waits in the effect `hold` of that name. */
  held(name: string): Promise<void> {
    return this.practice.faults.held(name);
  }

  isHeld(name: string): boolean {
    return this.practice.faults.isHeld(name);
  }

  release(name: string): void {
    this.practice.faults.release(name);
  }

  /** Changes how it behaves from now on: the quota, the second publish, how long processing takes. */
  setBehaviour(change: BehaviourChange): void {
    this.steering.setBehaviour(change);
  }

  /** Sets the server's clock (and its `Date` header) that far from the given one. */
  shiftClock(shiftMs: number): void {
    this.shiftMs = shiftMs;
  }

  /** A post made on the phone: it is in the media list, but no container and no publish call made it. */
  postByHand(post: HandPost): Promise<{ readonly mediaId: string; readonly permalink: string }> {
    return this.steering.postByHand(post);
  }

  /** A post removed on the phone. */
  deleteByHand(mediaId: string): void {
    this.steering.deleteByHand(mediaId);
  }

  /** A comment made in the app. */
  commentByHand(comment: HandComment): { readonly commentId: string } {
    return this.steering.commentByHand(comment);
  }

  private async open(): Promise<Running> {
    const { run } = await import("./running.ts");
    return run({
      options: this.options,
      now: () => (this.options.clock ?? Date).now() + this.shiftMs,
      isOpen: () => this.running !== undefined,
      controlled: this,
    });
  }

  private get practice(): Practice {
    return this.alive().practice;
  }

  private get steering(): Steering {
    return this.alive().steering;
  }

  private alive(): Running {
    if (!this.running) throw new Error("The practice Instagram is not running.");
    return this.running;
  }
}
