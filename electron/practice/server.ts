import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { join } from "node:path";
import { answerCall } from "./api.ts";
import { Arrivals, tidyArrivals } from "./arrivals.ts";
import { answerControl, type Controlled, type HandComment, type HandPost } from "./control.ts";
import { problemReply } from "./exchange.ts";
import { Faults } from "./fault-engine.ts";
import type { FaultScript } from "./faults.ts";
import { commentByHand, postByHand } from "./by-hand.ts";
import type { LedgerEntry } from "./ledger.ts";
import { answerLogin, isLoginPath } from "./login/answer.ts";
import { LoginCodes } from "./login/codes.ts";
import { registerApp, type NewApp } from "./login/register.ts";
import { BEHAVIOUR, type Behaviour, type BehaviourChange } from "./limits.ts";
import type { Outcome } from "./misbehave.ts";
import { answerPage } from "./pages/pages.ts";
import { openAccount, type NewAccount } from "./open-account.ts";
import { Pictures } from "./pictures.ts";
import { listen } from "./port.ts";
import type { Practice } from "./practice.ts";
import { isApiPath } from "./routes.ts";
import { SeenCalls, type SeenCall } from "./seen.ts";
import { send } from "./send.ts";
import { Store } from "./store.ts";
import { issueToken, type IssuedToken } from "./tokens.ts";
import { Troubles, type Trouble } from "./troubles.ts";
import { answerUpload, isUploadPath } from "./upload.ts";
import { Usage } from "./usage.ts";

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
 * Its account is for learning and demos, its faults and its ledger are for tests. Nothing in it is public.
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
    return openAccount(this.practice, account);
  }

  /**
   * A new long-lived token; earlier ones stay good. `expiresAt` is epoch ms. With Facebook Login it is that of the person whose
   * Page the account is linked to. `permissions`: all that there are, when absent.
   */
  issueToken(platformUserId: string, permissions?: readonly string[]): IssuedToken {
    const { store, now } = this.practice;
    const account = store.account(platformUserId);
    if (!account) throw new Error("There is no such practice account.");
    const page = store.listPages().find((one) => one.platformUserId === platformUserId);
    const holder = page
      ? ({ holder: "person", holderId: page.personId } as const)
      : ({ holder: "instagram", holderId: platformUserId } as const);
    return issueToken(store, { ...holder, permissions: permissions ?? null }, now());
  }

  /** Registers an app of Meta's dashboard, so that somebody can log in to it. The same id again replaces it. */
  registerApp(app: NewApp): void {
    registerApp(this.practice, app);
  }

  /** Ends every token for the account, as when she takes the app's permission back. */
  revoke(platformUserId: string, subcode: number | null = 458): void {
    const { store, now } = this.practice;
    const page = store.listPages().find((one) => one.platformUserId === platformUserId);
    for (const id of [platformUserId, page?.personId, page?.pageId])
      for (const { hash } of id === undefined ? [] : store.tokensOf(id))
        store.record({ kind: "token-death", at: now(), hash, subcode });
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
    Object.assign(this.alive().behaviour, change);
  }

  /** Sets the server's clock (and its `Date` header) that far from the given one. */
  shiftClock(shiftMs: number): void {
    this.shiftMs = shiftMs;
  }

  /** A post made on the phone: it is in the media list, but no container and no publish call made it. */
  postByHand(post: HandPost): Promise<{ readonly mediaId: string; readonly permalink: string }> {
    return postByHand(this.practice, post);
  }

  /** A comment made in the app. */
  commentByHand(comment: HandComment): { readonly commentId: string } {
    return commentByHand(this.practice, comment);
  }

  private async open(): Promise<Running> {
    const { folder, ids, faults, port } = this.options;
    const now = (): number => (this.options.clock ?? Date).now() + this.shiftMs;
    const behaviour: Changeable = { ...BEHAVIOUR, ...this.options.behaviour };
    const parts = {
      pictures: new Pictures(folder),
      arrivals: new Arrivals(folder),
      faults: new Faults(now),
      troubles: new Troubles(),
      codes: new LoginCodes(now),
      usage: new Usage(() => behaviour.callBudget),
      seen: new SeenCalls(),
      behaviour,
      now,
      origin: () => this.origin,
      isOpen: () => this.running !== undefined,
    };
    if (faults) parts.faults.set(faults);
    const server = createServer((request, response) => void this.serve(request, response));
    const store = new Store(folder, ids && (() => ids.next()));
    try {
      const taken = await listen(server, { rememberIn: join(folder, "port"), wanted: port });
      const practice = { ...parts, store };
      tidyArrivals(practice);
      return { server, practice, behaviour, origin: `http://127.0.0.1:${taken}` };
    } catch (error) {
      store.ledger.close();
      throw error;
    }
  }

  private get practice(): Practice {
    return this.alive().practice;
  }

  private alive(): Running {
    if (!this.running) throw new Error("The practice Instagram is not running.");
    return this.running;
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const outcome = await this.answer(request).catch(problemReply);
    if (outcome === "drop") response.destroy();
    else if (outcome !== "silence")
      send({ request, response }, outcome, this.running?.practice.now());
  }

  private async answer(request: IncomingMessage): Promise<Outcome> {
    // A page of the web that had its name pointed at this address (DNS rebinding) says that name here.
    if (!/^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(request.headers.host ?? ""))
      return { status: 403, headers: {}, body: "" };
    const url = URL.parse(request.url ?? "/", this.origin);
    if (!url) return { status: 400, headers: {}, body: "" };
    const isControl = url.pathname.startsWith("/__control/");
    if (isControl && this.options.control === true)
      return answerControl(this, request, url.pathname);
    if (isUploadPath(url.pathname)) return answerUpload(this.practice, request, url.pathname);
    if (isLoginPath(url.pathname)) return answerLogin(this.practice, request, url);
    if (!isControl && isApiPath(request.method ?? "GET", url.pathname))
      return answerCall(this.practice, request, url);
    return answerPage(this.practice, url.pathname);
  }
}

type Changeable = { -readonly [K in keyof Behaviour]: Behaviour[K] };
type Running = {
  readonly server: Server;
  readonly practice: Practice;
  readonly behaviour: Changeable;
  readonly origin: string;
};
