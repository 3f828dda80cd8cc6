import type { Ports } from "../ports.ts";
import { serverTime } from "./reply.ts";
import { transportFailure } from "./transport.ts";

/** Whether a host answers at all, and what time it says it is. */
export type Reach = {
  readonly host: string;
  readonly isReached: boolean;
  /** By its `Date` header less this computer's clock, ms; whole seconds. Null when it did not tell. */
  readonly skewMs: number | null;
  /** Why not, in her words; empty when it answered. */
  readonly why: string;
};

const TIMEOUT_MS = 10_000;

/** Asks a host for its front page, without any token. Whatever it answers, it was reached. */
export async function reachHost(
  { fetch, clock }: Pick<Ports, "fetch" | "clock">,
  host: string,
): Promise<Reach> {
  const askedAt = clock.now();
  try {
    const reply = await fetch(new URL("/", host), {
      redirect: "manual",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    await reply.body?.cancel();
    const serverAt = serverTime(reply.headers);
    const middle = (askedAt + clock.now()) / 2;
    const skewMs = serverAt === null ? null : Math.round(serverAt - middle);
    return { host, isReached: true, skewMs, why: "" };
  } catch (error) {
    // That it cannot be reached is what was asked.
    return { host, isReached: false, skewMs: null, why: transportFailure(error, true).what };
  }
}
