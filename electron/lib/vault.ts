import { AppError } from "../../shared/result.ts";
import type { Db } from "../db/db.ts";
import type { Ports } from "../ports.ts";
import { deleteSealed, findSealed, putSealed, type SealedSecret } from "./queries.ts";
import { Secret } from "./secret.ts";

type Deps = { readonly db: Db; readonly ports: Ports };

const LOCKED_RETRY_MS = 60_000;

/**
 * Keeps secrets sealed by the OS's keychain in the table `secret`; where there is no keychain worth the name, in memory until
 * the app quits, and says so (`isDurable`). Never in clear on the disk.
 */
export class Vault {
  private readonly deps: Deps;
  private readonly memory = new Map<string, Secret>();
  /** Kept in memory only, because sealing them failed. */
  private readonly unsealed = new Set<string>();
  private probed = { durable: false, backend: "not asked yet" };

  constructor(deps: Deps) {
    this.deps = deps;
  }

  /** Asks the keychain what it is worth. Before that every secret lives in memory. */
  async start(): Promise<void> {
    try {
      this.probed = await this.deps.ports.keychain.probe();
    } catch (error) {
      // A keychain that fails its probe is none; the screens say that secrets last until the app quits.
      this.deps.ports.log.error("vault.probe-failed", { error: messageOf(error) });
      this.probed = { durable: false, backend: "unavailable" };
    }
    this.deps.ports.log.info("vault.probed", this.probed);
  }

  /** False: secrets live in memory only and must be given again after a restart. */
  get isDurable(): boolean {
    return this.probed.durable;
  }

  /** What seals the secrets, such as `keychain_access` or `gnome_libsecret`. */
  get backend(): string {
    return this.probed.backend;
  }

  /** True when the secret outlives the app: it stands sealed in the database. */
  isStored(key: string): boolean {
    if (!this.isDurable || this.unsealed.has(key)) return false;
    return findSealed(this.deps.db, key) !== undefined;
  }

  /**
   * The secret, or undefined when there is none that can be opened. A row that cannot be opened is kept: the key may come back.
   *
   * @throws AppError `account-disconnected` with `retryAt` while the keychain is locked: wait, it is no logout.
   */
  async get(key: string): Promise<Secret | undefined> {
    const held = this.memory.get(key);
    if (held) return held;
    const row = findSealed(this.deps.db, key);
    if (!row) return undefined;
    const opened = await this.open(row);
    if (!opened || opened.text === "") return undefined;
    const secret = new Secret(opened.text);
    this.keep(key, secret);
    if (opened.shouldReEncrypt && this.isDurable) await this.seal(key, secret);
    return secret;
  }

  /**
   * Keeps a secret in place of any earlier one of its key; in memory only when it cannot be sealed (`isStored` tells).
   *
   * @throws AppError `internal` for an empty one: a good secret is never replaced by nothing.
   */
  async set(key: string, secret: Secret): Promise<void> {
    if (secret.reveal().trim() === "")
      throw new AppError("internal", "An empty secret was not stored; the earlier one is kept.");
    const isSealed = this.isDurable && (await this.seal(key, secret));
    if (isSealed) this.unsealed.delete(key);
    else this.unsealed.add(key);
    this.keep(key, secret);
  }

  /** Forgets a secret, in memory and on the disk. */
  delete(key: string): Promise<void> {
    this.memory.delete(key);
    this.unsealed.delete(key);
    deleteSealed(this.deps.db, key);
    return Promise.resolve();
  }

  /** From here on the log hides it by value, whatever it looks like; one of several parts, part by part. */
  private keep(key: string, secret: Secret): void {
    const value = secret.reveal();
    for (const part of [value, ...partsOf(value)]) this.deps.ports.log.hide(part);
    this.memory.set(key, secret);
  }

  private async open(row: SealedSecret) {
    const { keychain, clock, log } = this.deps.ports;
    try {
      return await keychain.decrypt(row.sealed);
    } catch (error) {
      if (isTemporary(error))
        throw new AppError(
          "account-disconnected",
          "The keychain of this computer is locked. Unlock it; the app goes on by itself.",
          { cause: error, retryAt: clock.now() + LOCKED_RETRY_MS },
        );
      // The key is gone or another one: as good as missing, but the row is kept in case it comes back.
      log.error("vault.cannot-open", {
        key: row.key,
        sealedBy: row.backend,
        backend: this.backend,
      });
      return undefined;
    }
  }

  /**
   * Seals, opens what was sealed as a proof, and only then lets it take the place of the row before. False when the keychain
   * did not do it; the earlier row is kept. @throws when the database cannot be written.
   */
  private async seal(key: string, secret: Secret): Promise<boolean> {
    const sealed = await this.sealed(key, secret);
    if (!sealed) return false;
    const { clock } = this.deps.ports;
    putSealed(this.deps.db, { key, sealed, backend: this.backend, updatedAt: clock.now() });
    return true;
  }

  private async sealed(key: string, secret: Secret): Promise<Buffer | undefined> {
    const { keychain, log } = this.deps.ports;
    try {
      const sealed = Buffer.from(await keychain.encrypt(secret.reveal()));
      const proof = await keychain.decrypt(sealed);
      if (proof.text === secret.reveal()) return sealed;
      // Seen under Flatpak (Signal): it seals without complaint and opens as something else.
      log.error("vault.proof-failed", { key, backend: this.backend });
    } catch (error) {
      // The secret still serves until the app quits, and the account says that it is not stored.
      log.error("vault.cannot-seal", { key, error: messageOf(error) });
    }
    return undefined;
  }
}

/** By the port's word, or by Electron's own (`safeStorage.decryptStringAsync`: "temporarily unavailable"). */
function isTemporary(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = "code" in error ? error.code : undefined;
  return code === "temporarily-unavailable" || /temporarily unavailable/i.test(error.message);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Of a secret that is kept as JSON, such as a key pair: its texts. */
function partsOf(value: string): readonly string[] {
  try {
    const parsed: unknown = JSON.parse(value);
    if (typeof parsed !== "object" || parsed === null) return [];
    return Object.values(parsed).filter((part): part is string => typeof part === "string");
  } catch {
    return []; // most secrets are one word
  }
}
