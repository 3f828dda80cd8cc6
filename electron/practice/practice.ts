import type { Params } from "./exchange.ts";
import type { Faults } from "./faults.ts";
import type { Behaviour } from "./limits.ts";
import type { Pictures } from "./pictures.ts";
import type { SeenCalls } from "./seen.ts";
import type { PracticeAccount, Store } from "./store.ts";
import type { Usage } from "./usage.ts";

/** The parts of a running practice Instagram, as its endpoints see them. */
export type Practice = {
  readonly store: Store;
  readonly pictures: Pictures;
  readonly faults: Faults;
  readonly usage: Usage;
  readonly seen: SeenCalls;
  readonly behaviour: Behaviour;
  /** The server's own clock, epoch ms UTC; a test may shift it. */
  readonly now: () => number;
  /** `http://127.0.0.1:PORT`. */
  readonly origin: () => string;
};

/** A call whose token was found good. */
export type Call = {
  readonly account: PracticeAccount;
  readonly token: string;
  /** True when the token came as a parameter: then paging links carry it, as on the platform. */
  readonly isTokenInUrl: boolean;
  readonly params: Params;
  /** Path with its version, for paging links. */
  readonly path: string;
  /** The id in the path. */
  readonly objectId: string;
  /** How far behind reads lag. Zero without a fault. */
  readonly lagMs: number;
  /** How processing is to go, where a fault says so. */
  readonly processing: { readonly ms?: number; readonly failure?: number };
};

/** Answers one kind of call. */
export type Endpoint = (practice: Practice, call: Call) => object | Promise<object>;

/** False while a read lags and the object is younger than the lag. */
export function isVisible({ now }: Practice, { lagMs }: Call, at: number): boolean {
  return lagMs === 0 || at <= now() - lagMs;
}
