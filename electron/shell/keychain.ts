import { safeStorage } from "electron";
import type { Keychain, Log } from "../ports.ts";

const PROBE = "defeah keychain probe";
/** What Chromium writes before a text sealed with its built-in password, when no Linux keyring answered. */
const UNSEALED_PREFIX = "v10";

/**
 * The system's keychain through `safeStorage`'s asynchronous calls; the synchronous ones may block on a prompt. Never
 * turns on plain text: where nothing durable is found, the app keeps secrets for this session and says so.
 */
export class SafeStorageKeychain implements Keychain {
  private readonly log: Log;

  constructor(log: Log) {
    this.log = log;
  }

  async probe(): Promise<{ readonly durable: boolean; readonly backend: string }> {
    const backend = backendName();
    try {
      if (!(await safeStorage.isAsyncEncryptionAvailable())) return { durable: false, backend };
      const sealed = await safeStorage.encryptStringAsync(PROBE);
      const { result } = await safeStorage.decryptStringAsync(sealed);
      return { durable: result === PROBE && isSealedByKeyring(backend, sealed), backend };
    } catch (error) {
      // A locked or broken keychain is a fact for the settings page, not a reason not to start.
      this.log.error("keychain.probe-failed", { backend, error });
      return { durable: false, backend };
    }
  }

  encrypt(text: string): Promise<Uint8Array> {
    return safeStorage.encryptStringAsync(text);
  }

  async decrypt(
    sealed: Uint8Array,
  ): Promise<{ readonly text: string; readonly shouldReEncrypt: boolean }> {
    const { result, shouldReEncrypt } = await safeStorage.decryptStringAsync(Buffer.from(sealed));
    return { text: result, shouldReEncrypt };
  }
}

function backendName(): string {
  if (process.platform === "darwin") return "keychain";
  if (process.platform === "win32") return "dpapi";
  return safeStorage.getSelectedStorageBackend();
}

/** On Linux the name follows from the desktop, not from a keyring that answered: the sealed bytes tell. */
function isSealedByKeyring(backend: string, sealed: Buffer): boolean {
  if (process.platform !== "linux") return true;
  const isNamed = backend !== "basic_text" && backend !== "unknown";
  return isNamed && sealed.subarray(0, 3).toString("latin1") !== UNSEALED_PREFIX;
}
