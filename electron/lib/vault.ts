import type { Db } from "../db/db.ts";
import type { Ports } from "../ports.ts";
import type { Secret } from "./secret.ts";

/** Keeps secrets sealed by the OS's keychain, or in memory where there is none worth the name. */
export class Vault {
  private readonly memory = new Map<string, Secret>();
  protected readonly deps: { readonly db: Db; readonly ports: Ports };

  constructor(deps: { readonly db: Db; readonly ports: Ports }) {
    this.deps = deps;
  }

  readonly isDurable: boolean = false;
  readonly backend: string = "unknown";

  get(key: string): Promise<Secret | undefined> {
    return Promise.resolve(this.memory.get(key));
  }

  set(key: string, secret: Secret): Promise<void> {
    this.memory.set(key, secret);
    return Promise.resolve();
  }
}
