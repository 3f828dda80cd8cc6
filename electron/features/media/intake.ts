import { rm } from "node:fs/promises";
import type { FileStore } from "./file-store.ts";
import { orRefused, type Imported, type MediaImport } from "./import-media.ts";
import { IncomingFile, type ReceivedFile } from "./incoming-file.ts";
import { copyPicked, readHead, readPicked } from "./picked-files.ts";
import { recogniseVideo } from "./picture-format.ts";

/**
 * The ways in: bytes of a screen, a file she picked, a file that came piece by piece. Each is recognised by its own bytes;
 * pictures are read whole, videos stand in the store's waiting room and are never whole in memory.
 */
export class Intake {
  private readonly deps: { readonly store: FileStore; readonly imports: MediaImport };

  constructor(deps: Intake["deps"]) {
    this.deps = deps;
  }

  async bytes(name: string, bytes: Uint8Array): Promise<Imported> {
    const { imports } = this.deps;
    if (!recogniseVideo(bytes)) return await imports.picture(name, () => Promise.resolve(bytes));
    return await orRefused(async () => {
      const incoming = await this.waitingRoom();
      try {
        await incoming.append(bytes);
        return await this.received({ ...(await incoming.finish()), name });
      } finally {
        await incoming.discard();
      }
    });
  }

  /** `path` comes from the system's dialog, never from a screen. */
  async picked(name: string, path: string): Promise<Imported> {
    const { imports } = this.deps;
    return await orRefused(async () => {
      if (!recogniseVideo(await readHead(path)))
        return await imports.picture(name, () => readPicked(path));
      return await this.received({ ...(await copyPicked(path, await this.waitingRoom())), name });
    });
  }

  /** A file that came piece by piece. */
  sent(name: string, finish: () => Promise<ReceivedFile>): Promise<Imported> {
    return orRefused(async () => await this.received({ ...(await finish()), name }));
  }

  /** Takes a file out of the waiting room, whatever it is and becomes. */
  private async received(file: ReceivedFile & { readonly name: string }): Promise<Imported> {
    const { imports } = this.deps;
    try {
      return await orRefused(async () => {
        const container = recogniseVideo(await readHead(file.file));
        if (container) return await imports.video({ ...file, container });
        return await imports.picture(file.name, () => readPicked(file.file));
      });
    } finally {
      await rm(file.file, { force: true });
    }
  }

  private async waitingRoom(): Promise<IncomingFile> {
    return await IncomingFile.create(await this.deps.store.aside());
  }
}
