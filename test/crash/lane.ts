import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Behaviour } from "../../electron/practice/limits.ts";
import { ChaosProxy } from "../harness/chaos-proxy.ts";
import { ObjectStore } from "../harness/object-store.ts";
import { PracticeProcess } from "../harness/practice-process.ts";
import { makeDataFolder, type Sort, type Target } from "./data-folder.ts";
import { MainProcess } from "./main-process.ts";
import { judgeRun, postsOf, type Outcome } from "./outcome.ts";
import { DEAD_LINE, type Point } from "./points.ts";
import { isAtRest, readBroken, readStand, type Stand } from "./publication.ts";
import { until } from "./until.ts";

/** When the main process dies. */
export type Death =
  | { readonly kind: "never" }
  /** By its own hand, at a named step. */
  | { readonly kind: "at"; readonly step: string }
  /** As soon as the platform has the publish call. */
  | { readonly kind: "amid-call" }
  /** It stands still for so long once the platform has the publish call, as a sleeping computer's do, and goes on. */
  | { readonly kind: "asleep"; readonly ms: number }
  /** Once per moment, at any step or between them. */
  | { readonly kind: "unforeseen"; readonly moments: readonly Moment[] };

/** So long after the process was started, or after it began to work on its folder. */
export type Moment = { readonly since: "start" | "opening"; readonly ms: number };

/** Of what sort the post is: a single picture without afterwork unless told otherwise. */
export type Plan = Sort & {
  readonly death: Death;
  readonly fault: Point["faults"][number];
  /** Through the proxy, whose line goes dead while the platform publishes. */
  readonly losesLine?: boolean;
  /** With the waits the app really has. */
  readonly isUnhurried?: boolean;
  /** Done to the folder of the dead app, by tests that want to be caught. */
  readonly sabotage?: (data: string) => void;
};

export type Played = Outcome & {
  readonly caption: string;
  /** What the database said after each death. */
  readonly diedAt: readonly Stand["state"][];
  /** How long the last process took to come to rest, in ms. */
  readonly restMs: number;
};

const KEY = { accessKeyId: "AKTEST", secretAccessKey: "test-secret" };
/** The machine may be busy; what hangs is reported, not waited for. */
const PATIENCE_MS = 120_000;

/** A practice Instagram as a process, a media host and a line between them and the app: one run after the other. */
export class Lane {
  private readonly name: string;
  private readonly folder: string;
  private readonly practice: PracticeProcess;
  private readonly store: ObjectStore;
  private readonly proxy: ChaosProxy;
  private readonly target: Target;
  private readonly proxyHost: string;
  private readonly captions: string[] = [];

  private constructor(parts: {
    readonly name: string;
    readonly folder: string;
    readonly practice: PracticeProcess;
    readonly store: ObjectStore;
    readonly proxy: ChaosProxy;
    readonly proxyHost: string;
    readonly target: Target;
  }) {
    this.name = parts.name;
    this.folder = parts.folder;
    this.practice = parts.practice;
    this.store = parts.store;
    this.proxy = parts.proxy;
    this.proxyHost = parts.proxyHost;
    this.target = parts.target;
  }

  /** `secondPublish`: what a second call for one container does. Only `publish-again` can show a duplicate. */
  static async open(
    name: string,
    secondPublish: Behaviour["secondPublish"] = "publish-again",
  ): Promise<Lane> {
    const folder = mkdtempSync(join(tmpdir(), "defeah-crash-platform-"));
    const practice = await PracticeProcess.start({
      folder,
      behaviour: { secondPublish, processingMs: 150, quotaTotal: 100_000, callBudget: 1e9 },
    });
    const store = new ObjectStore({ key: KEY, region: "auto", now: Date.now });
    const proxy = new ChaosProxy(Number(new URL(practice.origin).port));
    const [mediaHostEndpoint, proxyHost] = await Promise.all([store.start(), proxy.start()]);
    const { token } = await practice.createAccount(`defeah.${name}`);
    const target = { graphHost: practice.origin, token, mediaHostEndpoint, mediaHostKey: KEY };
    return new Lane({ name, folder, practice, store, proxy, proxyHost, target });
  }

  /** One post from its schedule to its end, with the deaths of the plan in between. */
  async play(plan: Plan): Promise<Played> {
    const caption = `Green sofa ${this.name}-${this.captions.length + 1}`;
    this.captions.push(caption);
    const target = plan.losesLine ? { ...this.target, graphHost: this.proxyHost } : this.target;
    const data = await makeDataFolder(target, caption, plan);
    await this.practice.setFaults({ rules: plan.fault.rules });
    try {
      const diedAt = await this.dies(plan, data);
      plan.sabotage?.(data);
      const startedAt = Date.now();
      const stand = await this.comesToRest(plan, data);
      const restMs = Date.now() - startedAt;
      const outcome = await this.judge(caption, plan, stand);
      const faults = [...outcome.faults, ...readBroken(data)];
      return { ...outcome, faults, caption, diedAt, restMs };
    } finally {
      this.proxy.heal();
      rmSync(data, { recursive: true, force: true });
    }
  }

  /** All runs once more, at the end: a late duplicate shows here. Returns posts too many, and posts not there. */
  async audit(): Promise<{ readonly duplicates: number; readonly missing: number }> {
    const ledger = await this.practice.ledger();
    const counts = this.captions.map((caption) => postsOf(ledger, caption).length);
    return {
      duplicates: counts.reduce((sum, count) => sum + Math.max(0, count - 1), 0),
      missing: counts.filter((count) => count === 0).length,
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.proxy.stop();
    await this.store.stop();
    await this.practice.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Starts the app and lets it die as planned. Returns what its database said then. @throws when it does not die so. */
  private async dies(plan: Plan, data: string): Promise<string[]> {
    const { death } = plan;
    if (death.kind === "never") return [];
    if (death.kind === "unforeseen") return this.diesAgain(plan, data, death.moments);
    const callsBefore = await this.publishCalls();
    await using app = new MainProcess({
      data,
      isUnhurried: plan.isUnhurried ?? false,
      ...(death.kind === "at" ? { crashAt: death.step } : {}),
    });
    if (plan.losesLine) await this.loseLine(app);
    if (death.kind === "amid-call") {
      await until(async () => (await this.publishCalls()) > callsBefore, PATIENCE_MS);
      await app.kill();
    } else if (death.kind === "asleep") {
      await until(async () => (await this.publishCalls()) > callsBefore, PATIENCE_MS);
      await app.standsStill(death.ms);
      await until(() => readStand(data).state !== "publishing", PATIENCE_MS);
    } else if (!(await app.dies(PATIENCE_MS)))
      throw new Error(
        `It did not die at ${death.step}: ${readStand(data).attempts.join(" ")}\n${app.said}`,
      );
    this.proxy.heal();
    return [readStand(data).state];
  }

  private async diesAgain(plan: Plan, data: string, moments: readonly Moment[]): Promise<string[]> {
    const states: string[] = [];
    for (const { since, ms } of moments) {
      await using app = new MainProcess({ data, isUnhurried: plan.isUnhurried ?? false });
      if (since === "opening") await until(() => app.hasOpened(), PATIENCE_MS);
      await app.dies(ms);
      await app.kill();
      states.push(readStand(data).state);
    }
    return states;
  }

  private async comesToRest(plan: Plan, data: string): Promise<Stand> {
    await using app = new MainProcess({ data, isUnhurried: plan.isUnhurried ?? false });
    if (plan.losesLine && plan.death.kind === "never") {
      await this.loseLine(app);
      await until(() => readStand(data).state !== "publishing", PATIENCE_MS);
      this.proxy.heal();
    }
    await until(() => !app.isRunning || isAtRest(readStand(data)), PATIENCE_MS);
    if (!app.isRunning) throw new Error(`The app ended by itself.\n${app.said}`);
    return readStand(data);
  }

  /** The platform has the call and carries it out; the line takes no word of it back, and does not end either. */
  private async loseLine(app: MainProcess): Promise<void> {
    await until(() => !app.isRunning || this.practice.isHeld(DEAD_LINE), PATIENCE_MS);
    this.proxy.stall("to-client");
    await this.practice.release(DEAD_LINE);
  }

  private async publishCalls(): Promise<number> {
    return (await this.practice.seen()).filter(({ endpoint }) => endpoint === "publish").length;
  }

  private async judge(caption: string, { hasAfterwork }: Sort, stand: Stand): Promise<Outcome> {
    const [ledger, seen] = await Promise.all([this.practice.ledger(), this.practice.seen()]);
    return judgeRun({ caption, hasAfterwork, stand, ledger, seen });
  }
}
