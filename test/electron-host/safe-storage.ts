import { createCipheriv, createDecipheriv, pbkdf2Sync, randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type * as Electron from "electron";
import { app } from "./app.ts";
import { hostSettings } from "./settings.ts";

/**
 * `safeStorage` as Chromium does it on Linux: `v10` and a key from the built-in password where no keyring answers
 * (components/os_crypt, posix key provider), or `v11` and a random key. The random key stands in a file beside the
 * data, where a real keyring would hold it: for tests of what a durable keychain allows, never for real tokens.
 */
const isDurable = hostSettings.keyring === "durable";
const prefix = isDurable ? "v11" : "v10";
let key: Buffer | undefined;

function theKey(): Buffer {
  key ??= isDurable ? storedKey() : pbkdf2Sync("peanuts", "saltysalt", 1, 16, "sha1");
  return key;
}

function storedKey(): Buffer {
  const file = join(app.getPath("sessionData"), "host-keyring");
  if (!existsSync(file)) writeFileSync(file, randomBytes(16), { mode: 0o600 });
  return readFileSync(file);
}

export const safeStorage = {
  isAsyncEncryptionAvailable: () => app.whenReady().then(() => true),
  getSelectedStorageBackend: () => {
    if (!app.isReady()) return "unknown";
    return hostSettings.keyring === "basic_text" ? "basic_text" : "gnome_libsecret";
  },
  encryptStringAsync: async (text: string) => {
    await app.whenReady();
    const nonce = randomBytes(12);
    const cipher = createCipheriv("aes-128-gcm", theKey(), nonce);
    const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
    return Buffer.concat([Buffer.from(prefix), nonce, sealed, cipher.getAuthTag()]);
  },
  decryptStringAsync: async (sealed: Buffer) => {
    await app.whenReady();
    const decipher = createDecipheriv("aes-128-gcm", theKey(), sealed.subarray(3, 15));
    decipher.setAuthTag(sealed.subarray(-16));
    const text = Buffer.concat([decipher.update(sealed.subarray(15, -16)), decipher.final()]);
    return { result: text.toString("utf8"), shouldReEncrypt: false };
  },
} satisfies Partial<Electron.SafeStorage>;
