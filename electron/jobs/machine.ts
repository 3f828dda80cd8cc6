/** How one run of a job ended. A rate limit or any other known wait is `wait-until` and costs no attempt. */
export type Outcome =
  | { readonly kind: "done" }
  | { readonly kind: "retry"; readonly reason: string }
  /** `at` is epoch ms UTC. */
  | { readonly kind: "wait-until"; readonly at: number }
  | { readonly kind: "give-up"; readonly reason: string };

/** How often a kind of job may fail, and how long it waits after its nth failure. */
export type Policy = {
  readonly maxAttempts: number;
  backoffMs(attempt: number): number;
};

/** What a job becomes after a run. */
export type Settled =
  | { readonly status: "waiting"; readonly runAt: number; readonly attempt: number }
  | { readonly status: "done" }
  | { readonly status: "failed"; readonly reason: string };

/** The whole life of a job after a run, without a clock: `attempt` counts the run that ended, `now` is epoch ms UTC. */
export function settle(
  run: { readonly attempt: number; readonly now: number },
  outcome: Outcome,
  policy: Policy,
): Settled {
  switch (outcome.kind) {
    case "done":
      return { status: "done" };
    case "give-up":
      return { status: "failed", reason: outcome.reason };
    case "wait-until":
      return { status: "waiting", runAt: outcome.at, attempt: Math.max(0, run.attempt - 1) };
    case "retry":
      return run.attempt >= policy.maxAttempts
        ? { status: "failed", reason: outcome.reason }
        : {
            status: "waiting",
            runAt: run.now + policy.backoffMs(run.attempt),
            attempt: run.attempt,
          };
  }
}
