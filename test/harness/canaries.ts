import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FileLog } from "../../electron/lib/log.ts";
import type { Keychain, Log, Ports } from "../../electron/ports.ts";

/** Everything secret that passed the wire or her hands, each with a name. */
export class Canaries {
  readonly secrets = new Map<string, string>();
  readonly logFolder = mkdtempSync(join(tmpdir(), "defeah-log-"));
  /** As the app handed them to the log, before it took anything out. */
  readonly logged: unknown[] = [];

  add(name: string, secret: string): void {
    if (!this.secrets.has(secret)) this.secrets.set(secret, name);
  }

  /** Ports for a run: a keychain that hides what it keeps, the real log, and a network whose tokens are noted on their way. */
  get ports(): Partial<Omit<Ports, "clock">> {
    return {
      keychain: realKeychain(),
      log: this.log,
      fetch: (input, init) => this.fetch(input, init),
    };
  }

  private readonly fetch: typeof fetch = async (input, init) => {
    const reply = await fetch(input, init);
    if (reply.headers.get("content-type")?.includes("json"))
      for (const [token] of (await reply.clone().text()).matchAll(/\b(?:IG|EAA)[\w-]{20,}/g))
        this.add(
          `a token from ${new URL(input instanceof Request ? input.url : input).pathname}`,
          token,
        );
    return reply;
  };

  private get log(): Log {
    const file = new FileLog(join(this.logFolder, "studio.log"), Date.now);
    const note = (event: string, detail: unknown) => {
      if (!OURS_TO_REDACT.includes(event)) this.logged.push([event, detail]);
    };
    return {
      info: (event, detail) => {
        note(event, detail);
        file.info(event, detail);
      },
      error: (event, detail) => {
        note(event, detail);
        file.error(event, detail);
      },
      hide: (value) => file.hide(value),
    };
  }
}

/** Errors of anybody's making: what is in them is for the log to take out. */
const OURS_TO_REDACT = ["ipc.failed", "process.uncaught"];

/** AES-256-GCM, as an operating system's keychain does it: what is kept looks like nothing. */
function realKeychain(): Keychain {
  const key = randomBytes(32);
  return {
    probe: () => Promise.resolve({ durable: true, backend: "test" }),
    encrypt: (text) => {
      const iv = randomBytes(12);
      const cipher = createCipheriv("aes-256-gcm", key, iv);
      const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
      return Promise.resolve(Buffer.concat([iv, cipher.getAuthTag(), sealed]));
    },
    decrypt: (bytes) => {
      const sealed = Buffer.from(bytes);
      const cipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(0, 12));
      cipher.setAuthTag(sealed.subarray(12, 28));
      const text = Buffer.concat([cipher.update(sealed.subarray(28)), cipher.final()]);
      return Promise.resolve({ text: text.toString("utf8"), shouldReEncrypt: false });
    },
  };
}
