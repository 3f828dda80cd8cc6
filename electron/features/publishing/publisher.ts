import type { PublicationState } from "../../../shared/contract/publishing.ts";
import type { Db } from "../../db/db.ts";
import type { Outcome } from "../../jobs/machine.ts";
import type { JobKind } from "../../jobs/runner.ts";
import { pauseBefore } from "../../lib/backoff.ts";
import { claim, holdBack } from "./claim.ts";
import { makeContainer, pollContainer } from "./container.ts";
import { isDiskFull } from "./failures.ts";
import { identify } from "./identify.ts";
import { laneOf } from "./lanes.ts";
import { nextCall, type Call } from "./machine.ts";
import { prepare } from "./prepare.ts";
import { faultOfOurs } from "./problems.ts";
import { findPublication, updateIfUnmoved } from "./queries.ts";
import { reconcile } from "./reconcile.ts";
import { ClaimLost, lifeOf } from "./record.ts";
import { send } from "./send.ts";
import type { StepDeps, StepEnd } from "./step.ts";
import type { PublicationRow } from "./tables.ts";
import { retryRange } from "./times.ts";

const STEPS: Readonly<
  Record<Call, (deps: StepDeps, row: PublicationRow) => StepEnd | Promise<StepEnd>>
> = {
  claim,
  prepare,
  "create-container": makeContainer,
  "poll-container": pollContainer,
  publish: send,
  reconcile,
  identify,
};
const AFTER_INTENT: readonly Call[] = ["reconcile", "identify"];

/** Carries out the machine's next call for one publication, again and again, until it must wait or is over. */
export class Publisher implements JobKind {
  readonly policy: JobKind["policy"];
  private readonly deps: StepDeps;

  constructor(deps: StepDeps) {
    this.deps = deps;
    const range = retryRange(deps.times);
    this.policy = {
      maxAttempts: 8,
      backoffMs: (attempt) => pauseBefore(attempt - 1, range, deps.ports.ids.random()),
    };
  }

  async run(
    input: unknown,
    { signal, lane }: { readonly signal: AbortSignal; readonly lane: string },
  ): Promise<Outcome> {
    const { publicationId } = input as { readonly publicationId: string };
    try {
      for (;;) {
        signal.throwIfAborted();
        const row = findPublication(this.deps.db, publicationId);
        const call = row && nextCall(lifeOf(row));
        if (!row || !call) return this.end(publicationId);
        const itsLane = laneOf(this.deps, row, call);
        if (itsLane !== lane)
          return { kind: "wait-until", at: this.deps.ports.clock.now(), lane: itsLane };
        const end = await this.step(call, row, signal);
        if (end !== "go-on") return end;
      }
    } catch (error) {
      // She, or a second instance, has moved it meanwhile: whoever did has enqueued what comes next.
      if (error instanceof ClaimLost) return { kind: "done" };
      if (!isDiskFull(error)) throw error;
      // Not even the wait can be written; memory shows it, and the runner keeps trying.
      this.deps.record.cannotWrite(publicationId);
      return { kind: "wait-until", at: this.deps.ports.clock.now() + this.deps.times.recheckMs };
    }
  }

  /** The runner has given up on it for a fault of our own: it becomes visible, in the state that its intent allows. */
  abandon(tx: Db, input: unknown): void {
    const { publicationId } = input as { readonly publicationId: string };
    const row = findPublication(tx, publicationId);
    if (!row || !nextCall(lifeOf(row))) return;
    if (row.state === "published") return void updateIfUnmoved(tx, row, { nextWakeupAt: null });
    const state: PublicationState = row.isIntentOpen ? "needs-you" : "failed";
    updateIfUnmoved(tx, row, {
      state,
      nextWakeupAt: null,
      waitReason: null,
      fence: row.fence + 1,
      problem: JSON.stringify(faultOfOurs(row.isIntentOpen)),
      updatedAt: this.deps.ports.clock.now(),
    });
    queueMicrotask(() => this.deps.record.announce([row]));
  }

  private async step(call: Call, row: PublicationRow, signal: AbortSignal): Promise<StepEnd> {
    if (!AFTER_INTENT.includes(call)) {
      const held = await holdBack(this.deps, row);
      if (held) return held;
    }
    return STEPS[call]({ ...this.deps, signal }, row);
  }

  private async end(publicationId: string): Promise<Outcome> {
    await this.deps.hosting.release(publicationId);
    return { kind: "done" };
  }
}
