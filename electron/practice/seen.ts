import type { EndpointName } from "./faults.ts";

/** One call as it arrived, whether or not it was carried out. */
export type SeenCall = {
  readonly endpoint: EndpointName;
  /** The server's clock, epoch ms UTC. */
  readonly at: number;
  readonly method: string;
  readonly path: string;
  /** Query and form together, or an upload's headers; all but the token. */
  readonly params: Readonly<Record<string, string>>;
  /** The id in the path. */
  readonly objectId: string;
  /** The container to be published, of a publish call. */
  readonly creationId: string | null;
};

/** The latest calls that arrived: how many requests a client really sent. Not kept over a restart; the ledger is. */
export class SeenCalls {
  private readonly calls: SeenCall[] = [];

  add(call: SeenCall): void {
    this.calls.push(call);
    if (this.calls.length > 10_000) this.calls.shift();
  }

  list(): readonly SeenCall[] {
    return [...this.calls];
  }
}
