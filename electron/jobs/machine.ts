/** How one run of a job ended. A rate limit or any other known wait is `wait-until` and costs no attempt. */
export type Outcome =
  | { readonly kind: "done" }
  | { readonly kind: "retry"; readonly reason: string }
  /** `at` is epoch ms UTC; `lane`: where it goes on, when not in the one it ran in. */
  | { readonly kind: "wait-until"; readonly at: number; readonly lane?: string }
  | { readonly kind: "give-up"; readonly reason: string };

/** How often a kind of job may fail, and how long it waits after its nth failure. */
export type Policy = {
  readonly maxAttempts: number;
  backoffMs(attempt: number): number;
};

/** What a job becomes after a run. */
export type Settled =
  | {
      readonly status: "waiting";
      readonly runAt: number;
      readonly attempt: number;
      readonly lane?: string | undefined;
    }
  | { readonly status: "done" }
  | { readonly status: "failed"; readonly reason: string };

/** The whole life of a job after a run, without a clock: `attempt` counts the run that ended, `now` is epoch ms UTC. */
export function settle(
  run: { readonly attempt: number; readonly now: number },
  outcome: Outcome,
  policy: Policy,
): Settled {
  const { attempt, now } = run;
  if (outcome.kind === "done") return { status: "done" };
  if (outcome.kind === "wait-until")
    return {
      status: "waiting",
      runAt: outcome.at,
      attempt: Math.max(0, attempt - 1),
      lane: outcome.lane,
    };
  if (outcome.kind === "give-up" || attempt >= policy.maxAttempts)
    return { status: "failed", reason: outcome.reason };
  return { status: "waiting", runAt: now + policy.backoffMs(attempt), attempt };
}
