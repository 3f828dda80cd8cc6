import { mkdirSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import type { FaultScript } from "../../electron/practice/faults.ts";
import type { PostFormat } from "../../shared/contract/posts.ts";
import { wallTimeAt } from "../../shared/rules/schedule.ts";
import { FIRST_COMMENT } from "../crash/data-folder.ts";
import { ChaosProxy } from "../harness/chaos-proxy.ts";
import { HOUR, MINUTE, PublishingRun, SECOND } from "../harness/publishing-run.ts";
import { Life } from "./life.ts";
import { judge, type Played } from "./judge.ts";

export type Rule = FaultScript["rules"][number];

/** Something that happens at a named moment of one post's way, as `publish.probed`, `:2` for the second time it is passed. */
export type Strike = { readonly at: string; readonly hit: Hit };
/** Happens at that very instant, inside the app's own step; what comes later is told to the world. */
export type Hit = (world: World) => void;

export type Play = {
  readonly format?: PostFormat;
  /** A first comment, and comments switched off. */
  readonly hasAfterwork?: boolean;
  /** What the platform does wrong from the beginning. */
  readonly rules?: readonly Rule[];
  readonly strikes: readonly Strike[];
  /** How long the world waits for its end, by its own clock. */
  readonly patienceMs?: number;
  /** Planned for this wall time instead of a few minutes from now; the computer sleeps until shortly before. */
  readonly planned?: { readonly wallTime: string; readonly zone: string };
};

/** How long before it is due a post is scheduled, and before its due time the work on it begins at the earliest. */
const aheadOf = (format: PostFormat) => (format === "reel" ? 12 : 5) * MINUTE;
const workBeforeDue = (format: PostFormat) => (format === "reel" ? 10.5 : 2.5) * MINUTE;
const HASTE = {
  publishTimeoutMs: 700,
  readTimeoutMs: 700,
  writeTimeoutMs: 700,
  retryDelaysMs: [],
};

/**
 * One app after the other on a clock of the test's, with a practice Instagram, a media host and a line between them: all real
 * sockets, and a real database. Post after post is played in it, each struck at its own moments.
 */
export class World implements AsyncDisposable {
  readonly run: PublishingRun;
  readonly proxy: ChaosProxy;
  life: Life;
  /** Of the play that is on. */
  publicationId = "";
  postId = "";
  caption = "";
  /** Done to the folder of a dead app before the next one starts. */
  spoilNext: (life: Life) => void = () => {};
  private rules: { readonly rule: Rule; readonly sinceCall: number }[] = [];
  private plays = 0;
  private clockOffMs = 0;
  private pending: { readonly dueMs: number; readonly what: () => Promise<unknown> | void }[] = [];
  private readonly files = new Map<string, string>();

  private constructor(run: PublishingRun, proxy: ChaosProxy, life: Life) {
    this.run = run;
    this.proxy = proxy;
    this.life = life;
  }

  static async start(secondPublish: "publish-again" | "refuse" = "publish-again"): Promise<World> {
    const first = new Life();
    const run = await PublishingRun.start({
      behaviour: { secondPublish, quotaTotal: 100_000, callBudget: 1e9 },
      timing: HASTE,
      ports: { fetch: first.fetch, checkpoint: first.checkpoint },
    });
    first.ports = run.ports;
    const proxy = new ChaosProxy(Number(new URL(run.practice.origin).port));
    await run.ipc.settings.set({ graphHost: await proxy.start() });
    return new World(run, proxy, first);
  }

  get clock() {
    return this.run.clock;
  }

  get practice() {
    return this.run.practice;
  }

  /** One post from its schedule to its end. What was broken for it is mended afterwards. */
  async play(play: Play): Promise<Played> {
    this.caption = `Green sofa ${++this.plays}`;
    this.rules = [];
    this.life.watch(this, play.strikes);
    await this.schedule(play);
    for (const rule of play.rules ?? []) this.rule(rule);
    await this.life.passAway("scheduled");
    await this.untilRest(play);
    const played = judge(this, play);
    this.life.watch(this, []);
    await this.mend();
    return played;
  }

  /** Whether another post can be played here: her account is as it was. */
  async isSound(): Promise<boolean> {
    const [account] = await this.run.ipc.accounts.list({});
    return account?.state === "connected" && account.trouble === null;
  }

  /** From now on; a rule that has met its calls is over. */
  rule(rule: Rule): void {
    const seen = this.practice.seen();
    const left = this.rules.filter(({ rule: { on, nth }, sinceCall }) => {
      const met = seen.slice(sinceCall).filter(({ endpoint }) => endpoint === on).length;
      return typeof nth !== "number" || met < nth;
    });
    this.rules = [...left, { rule, sinceCall: seen.length }];
    this.run.faults(...this.rules.map((one) => one.rule));
  }

  /** What was to strike and has not: a table that says otherwise would lie. */
  get unmet(): readonly string[] {
    const seen = this.practice.seen();
    const idle = this.rules.filter(
      ({ rule: { on }, sinceCall }) =>
        on !== "fetch" && !seen.slice(sinceCall).some(({ endpoint }) => endpoint === on),
    );
    return [...this.life.unmet, ...idle.map(({ rule }) => `a fault of ${rule.on}`)];
  }

  /** The platform behaves again. */
  relent(): void {
    this.rules = [];
    this.run.faults();
  }

  /** So much later by elapsed time, or when the play is over. */
  later(ms: number, what: () => Promise<unknown> | void): void {
    this.pending.push({ dueMs: this.clock.elapsedMs() + ms, what });
  }

  /** No connection for so long: not to Instagram, not to the media host. */
  goOffline(ms: number): void {
    this.life.isOffline = true;
    this.proxy.leave();
    this.life.ports.fire.online(false);
    this.later(ms, async () => {
      await this.proxy.comeBack();
      this.life.isOffline = false;
      this.life.ports.fire.online(true);
    });
  }

  /** The database as it stood when this was scheduled, among the app's backups. */
  keepBackup(): void {
    const { database, backupFolder } = this.life.ports.paths;
    mkdirSync(backupFolder, { recursive: true });
    const db = new Database(database, { readonly: true });
    db.exec(`vacuum into '${join(backupFolder, `daily-${this.clock.now() + 1}.sqlite`)}'`);
    db.close();
  }

  /** Starts the next app on what the last one left. */
  async startAnew(): Promise<void> {
    const next = this.life.successor();
    await this.run.quit();
    this.spoilNext(next);
    this.spoilNext = () => {};
    this.life = next;
    await this.run.open(next.ports);
  }

  /** She logs in again; where that fails, as without a connection, once more a little later. */
  async logIn(): Promise<void> {
    const { token } = this.practice.issueToken(this.run.account.platformUserId);
    try {
      await this.run.ipc.accounts.connect({ token });
    } catch {
      this.later(5 * MINUTE, () => this.logIn());
    }
  }

  /** Sets this computer's clock, by so much; Instagram's own goes on. */
  setClock(ms: number): void {
    this.clockOffMs += ms;
    this.clock.jump(ms);
    this.practice.shiftClock(-this.clockOffMs);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.run[Symbol.asyncDispose]();
    await this.proxy.stop();
  }

  private async schedule(play: Play): Promise<void> {
    const { format = "image", hasAfterwork = false, planned } = play;
    const { ipc, account } = this.run;
    const { caption } = this;
    const mediaIds = await this.itemsOf(format);
    const post = await ipc.posts.create({ accountId: account.id, caption, mediaIds, format });
    const options = { firstComment: FIRST_COMMENT, commentsEnabled: false };
    if (hasAfterwork) await ipc.posts.save({ id: post.id, patch: { options } });
    const soon = { wallTime: wallTimeAt(this.clock.now() + aheadOf(format), "UTC"), zone: "UTC" };
    this.postId = post.id;
    const placed = { postId: post.id, ...(planned ?? soon) };
    const { publicationId, plan } = await ipc.publishing.schedule(placed);
    this.publicationId = publicationId;
    if (planned) await this.sleepUntil(plan.at - aheadOf(format));
  }

  /** Months may be between: her token does not live that long. */
  private async sleepUntil(at: number): Promise<void> {
    this.clock.sleep(at - this.clock.now());
    this.life.ports.fire.resume();
    await this.logIn();
  }

  private async itemsOf(format: PostFormat): Promise<string[]> {
    if (format === "reel") return [await this.file("video", () => this.run.video())];
    const picture = await this.file("picture", () => this.run.picture());
    if (format !== "carousel") return [picture];
    return [picture, await this.file("another picture", () => this.run.picture())];
  }

  /** Imported once: what is asked for is a post, not a new photograph. */
  private async file(name: string, make: () => Promise<string>): Promise<string> {
    const known = this.files.get(name);
    if (known !== undefined) return known;
    const made = await make();
    this.files.set(name, made);
    return made;
  }

  private async untilRest({ format = "image", patienceMs = 8 * HOUR }: Play): Promise<void> {
    const startedMs = this.clock.elapsedMs();
    const passed = () => this.clock.elapsedMs() - startedMs;
    const beginsMs = aheadOf(format) - workBeforeDue(format);
    while (passed() < patienceMs) {
      await this.clock.advance(sliceAt(passed(), beginsMs));
      if (this.life.isDead) await this.startAnew();
      await this.runPending();
      const isOpen = this.pending.some(({ dueMs }) => dueMs < startedMs + patienceMs);
      if (passed() > beginsMs && !isOpen && this.life.isAtRest(this)) return;
    }
  }

  private async runPending(isOver = false): Promise<void> {
    const now = this.clock.elapsedMs();
    const due = this.pending.filter(({ dueMs }) => isOver || dueMs <= now);
    this.pending = this.pending.filter((one) => !due.includes(one));
    for (const { what } of due) await what();
  }

  private async mend(): Promise<void> {
    // What is mended may only then let something else be.
    for (let round = 0; round < 3; round++) await this.runPending(true);
    if (this.life.isDead) await this.startAnew();
    this.relent();
    this.proxy.heal();
    await this.proxy.comeBack();
  }
}

/** Nothing happens before the work begins; then a dead app is found soon, and what takes hours is not looked at every second. */
function sliceAt(passedMs: number, beginsMs: number): number {
  if (passedMs < beginsMs) return beginsMs - passedMs;
  const workedMs = passedMs - beginsMs;
  if (workedMs < 20 * MINUTE) return 10 * SECOND;
  return workedMs < HOUR ? MINUTE : 10 * MINUTE;
}
