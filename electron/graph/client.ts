import type { Ports } from "../ports.ts";

/** One request to the platform: gate → send → parse → map the error. */
export class GraphClient {
  protected readonly deps: { readonly ports: Ports };

  constructor(deps: { readonly ports: Ports }) {
    this.deps = deps;
  }
}
