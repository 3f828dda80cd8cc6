import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { createApp } from "../../electron/app.ts";
import { createHeadlessPorts } from "../../electron/headless/ports.ts";
import type { Keychain } from "../../electron/ports.ts";
import { createClient } from "../../shared/contract/client.ts";
import { bridgeTo } from "../harness/test-app.ts";

export const root = join(import.meta.dirname, "../..");

export type Target = {
  readonly graphHost: string;
  readonly token: string;
  readonly mediaHostEndpoint: string;
  readonly mediaHostKey: { readonly accessKeyId: string; readonly secretAccessKey: string };
};

let picture: Promise<Uint8Array> | undefined;

/**
 * A new data folder as she leaves it: an account connected, a photograph imported, its post due now. Made by the app itself
 * through its contract; nothing of it is published yet.
 */
export async function makeDataFolder(target: Target, caption: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "defeah-crash-"));
  const ports = createHeadlessPorts({
    dataFolder: folder,
    root,
    onNote: () => {},
    quit: () => {},
  });
  const app = createApp({ ...ports, keychain: hostKeychain(join(folder, "session")) });
  try {
    await app.start({ publishes: false });
    const ipc = createClient(bridgeTo(app));
    const { graphHost, mediaHostEndpoint } = target;
    await ipc.settings.set({ graphHost, mediaHostEndpoint, mediaHostBucket: "defeah" });
    await ipc.media.setHostKey(target.mediaHostKey);
    const account = await ipc.accounts.connect({ token: target.token, timeZone: "UTC" });
    const imported = await ipc.media.import({ name: "sofa.jpg", bytes: await sofa() });
    if (imported.outcome !== "imported")
      throw new Error(`Not imported: ${JSON.stringify(imported)}`);
    const mediaIds = [imported.media.id];
    const post = await ipc.posts.create({ accountId: account.id, caption, mediaIds });
    await ipc.publishing.publishNow({ postId: post.id });
  } finally {
    await app.stop();
  }
  return folder;
}

/** The keyring of the Electron host (`ELECTRON_HOST_KEYRING=durable`), so that the main process can open what was sealed here. */
function hostKeychain(session: string): Keychain {
  mkdirSync(session, { recursive: true });
  const file = join(session, "host-keyring");
  if (!existsSync(file)) writeFileSync(file, randomBytes(16), { mode: 0o600 });
  const key = readFileSync(file);
  return {
    probe: () => Promise.resolve({ durable: true, backend: "gnome_libsecret" }),
    encrypt: (text) => {
      const nonce = randomBytes(12);
      const cipher = createCipheriv("aes-128-gcm", key, nonce);
      const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
      return Promise.resolve(
        Buffer.concat([Buffer.from("v11"), nonce, sealed, cipher.getAuthTag()]),
      );
    },
    decrypt: (bytes) => {
      const sealed = Buffer.from(bytes);
      const decipher = createDecipheriv("aes-128-gcm", key, sealed.subarray(3, 15));
      decipher.setAuthTag(sealed.subarray(-16));
      const text = Buffer.concat([decipher.update(sealed.subarray(15, -16)), decipher.final()]);
      return Promise.resolve({ text: text.toString("utf8"), shouldReEncrypt: false });
    },
  };
}

async function sofa(): Promise<Uint8Array<ArrayBuffer>> {
  picture ??= sharp({ create: { width: 640, height: 800, channels: 3, background: "#5b7a5e" } })
    .jpeg()
    .toBuffer();
  return new Uint8Array(await picture);
}
