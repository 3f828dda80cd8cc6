import type { EndpointName, FaultRule, FaultScript } from "./faults.ts";

type Scenario = NonNullable<FaultScript["scenario"]>;

/**
 * The rules of a scenario.
 *
 * `outage-2026-05-23`: Meta's fault of that day (postiz #1562, events-tracker #1900). Reading a container, a post or insights
 * answered 100/33 for everybody, although containers were made and posts went out.
 *
 * `slow-day`: uploads process for ten minutes and lists run two minutes behind, nothing is refused.
 */
export function scenarioRules({ name, forMs }: Scenario): readonly FaultRule[] {
  return SCENARIO_RULES[name].map(([on, effect]) => ({ on, effect, forMs, delayMs: 0 }));
}

const missing = { kind: "error", acts: false, code: 100, subcode: 33, status: 400 } as const;
const behind = { kind: "lag", ms: 120_000 } as const;

const SCENARIO_RULES: Readonly<
  Record<Scenario["name"], readonly (readonly [EndpointName, FaultRule["effect"]])[]>
> = {
  "outage-2026-05-23": [
    ["read-container", missing],
    ["read-media", missing],
    ["media-insights", missing],
  ],
  "slow-day": [
    ["create", { kind: "slow-processing", ms: 600_000 }],
    ["list-media", behind],
    ["list-stories", behind],
    ["read-media", behind],
  ],
};
