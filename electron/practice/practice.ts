import type { Arrivals } from "./arrivals.ts";
import type { Params } from "./exchange.ts";
import type { Faults } from "./fault-engine.ts";
import type { LoginCodes } from "./login/codes.ts";
import type { Behaviour } from "./limits.ts";
import type { Pictures } from "./pictures.ts";
import type { SeenCalls } from "./seen.ts";
import type { Session } from "./session.ts";
import type { PracticeAccount, Store } from "./store.ts";
import type { Troubles } from "./troubles.ts";
import type { Usage } from "./usage.ts";

/** The parts of a running practice Instagram, as its endpoints see them. */
export type Practice = {
  readonly store: Store;
  readonly pictures: Pictures;
  readonly arrivals: Arrivals;
  readonly faults: Faults;
  readonly troubles: Troubles;
  readonly codes: LoginCodes;
  readonly usage: Usage;
  readonly seen: SeenCalls;
  readonly behaviour: Behaviour;
  /** The server's own clock, epoch ms UTC; a test may shift it. */
  readonly now: () => number;
  /** `http://127.0.0.1:PORT`. */
  readonly origin: () => string;
  /** False once the server has stopped: what was under way writes nothing any more. */
  readonly isOpen: () => boolean;
};

/** A call whose token was found good. */
export type OpenCall = Session & {
  readonly params: Params;
  /** Files of a multipart form. */
  readonly files: ReadonlyMap<string, Buffer>;
  /** Path with its version, for paging links. */
  readonly path: string;
  /** The id in the path. */
  readonly objectId: string;
  /** How far behind reads lag. Zero without a fault. */
  readonly lagMs: number;
  /** How processing is to go, where a fault says so. */
  readonly processing: { readonly ms?: number; readonly failure?: number };
};

/** A call about an Instagram account that its caller may act for. */
export type Call = OpenCall & { readonly account: PracticeAccount };

/** Answers one kind of call. */
export type Endpoint = (practice: Practice, call: Call) => object | Promise<object>;
export type OpenEndpoint = (practice: Practice, call: OpenCall) => object | Promise<object>;

/** False while a read lags and the object is younger than the lag. */
export function isVisible({ now }: Practice, { lagMs }: OpenCall, at: number): boolean {
  return lagMs === 0 || at <= now() - lagMs;
}
