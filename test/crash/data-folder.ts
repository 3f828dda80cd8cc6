import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { createApp } from "../../electron/app.ts";
import { createHeadlessPorts } from "../../electron/headless/ports.ts";
import type { Keychain } from "../../electron/ports.ts";
import { createClient } from "../../shared/contract/client.ts";
import type { PostFormat } from "../../shared/contract/posts.ts";
import { bridgeTo } from "../harness/test-app.ts";
import { videoOf } from "../harness/videos.ts";

export const root = join(import.meta.dirname, "../..");

export type Target = {
  readonly graphHost: string;
  readonly token: string;
  readonly mediaHostEndpoint: string;
  readonly mediaHostKey: { readonly accessKeyId: string; readonly secretAccessKey: string };
};

export type Sort = {
  readonly format?: PostFormat | undefined;
  /** A first comment, and comments switched off. */
  readonly hasAfterwork?: boolean | undefined;
};

export const FIRST_COMMENT = "#vase #homedecor";

/**
 * A new data folder as she leaves it: an account connected, photographs or a video imported, their post due now. Made by the app itself
 * through its contract; nothing of it is published yet.
 */
export async function makeDataFolder(
  target: Target,
  caption: string,
  { format = "image", hasAfterwork = false }: Sort = {},
): Promise<string> {
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
    const mediaIds: string[] = [];
    for (const bytes of await filesOf(format)) {
      const imported = await ipc.media.import({ name: "sofa", bytes });
      if (imported.outcome !== "imported")
        throw new Error(`Not imported: ${JSON.stringify(imported)}`);
      mediaIds.push(imported.media.id);
    }
    const post = await ipc.posts.create({ accountId: account.id, caption, mediaIds, format });
    const options = { firstComment: FIRST_COMMENT, commentsEnabled: false };
    if (hasAfterwork) await ipc.posts.save({ id: post.id, patch: { options } });
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

const made = new Map<string, Promise<Uint8Array>>();

/** Made once per process: what is asked for is bytes, not their making. */
function madeOnce(name: string, make: () => Promise<Uint8Array>): Promise<Uint8Array> {
  const known = made.get(name) ?? make();
  made.set(name, known);
  return known;
}

/** What a post of each format is made of, at the least. */
async function filesOf(format: PostFormat): Promise<readonly Uint8Array[]> {
  const sofa = (background: string) => madeOnce(background, () => pictureOf(background));
  if (format === "carousel") return Promise.all([sofa("#5b7a5e"), sofa("#7a5e5b")]);
  return [await (format === "reel" ? madeOnce("video", videoOf) : sofa("#5b7a5e"))];
}

async function pictureOf(background: string): Promise<Uint8Array> {
  const picture = { width: 640, height: 800, channels: 3, background } as const;
  return new Uint8Array(await sharp({ create: picture }).jpeg().toBuffer());
}
