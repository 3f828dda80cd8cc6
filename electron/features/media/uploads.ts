import { minutesToMilliseconds } from "date-fns/minutesToMilliseconds";
import { AppError } from "../../../shared/result.ts";
import type { Ports } from "../../ports.ts";
import { FileRefused } from "./file-refused.ts";
import type { FileStore } from "./file-store.ts";
import {
  IncomingFile,
  MAX_INCOMING_BYTES,
  videoTooLarge,
  type ReceivedFile,
} from "./incoming-file.ts";

/** More at once than a screen sends; a page gone wild fills no disk. */
const MAX_OPEN = 8;
/** One message across the bridge. */
const MAX_PIECE_BYTES = 16 * 1024 * 1024;
const GIVEN_UP_MS = minutesToMilliseconds(10);

type Upload = {
  readonly name: string;
  readonly size: number;
  readonly incoming: IncomingFile;
  /** Pieces are written one after the other, however fast they come. */
  last: Promise<void>;
  forget: () => void;
};

/** Files that a screen sends piece by piece. Whatever is not finished is given up, at the latest by the next start. */
export class Uploads {
  private readonly deps: {
    readonly ports: Pick<Ports, "clock" | "ids">;
    readonly store: FileStore;
  };
  private readonly open = new Map<string, Upload>();

  constructor(deps: Uploads["deps"]) {
    this.deps = deps;
  }

  /** @throws AppError `invalid-input` for what is larger than any file Instagram takes. */
  async begin(file: { readonly name: string; readonly size: number }): Promise<{ upload: string }> {
    if (file.size > MAX_INCOMING_BYTES)
      throw new AppError("invalid-input", videoTooLarge().message);
    if (this.open.size >= MAX_OPEN)
      throw new AppError("conflict", "Too many files are on their way. Wait for one to come in.");
    const id = this.deps.ports.ids.next();
    const incoming = await IncomingFile.create(await this.deps.store.aside());
    const upload = { ...file, incoming, last: Promise.resolve(), forget: () => {} };
    this.open.set(id, upload);
    this.wait(id, upload);
    return { upload: id };
  }

  /** @throws AppError `not-found` for one that is finished or given up; FileRefused for more than was announced. */
  async append(id: string, piece: Uint8Array): Promise<void> {
    const upload = this.find(id);
    if (piece.length > MAX_PIECE_BYTES)
      throw new AppError("invalid-input", "A piece of a file has at most 16 MB.");
    this.wait(id, upload);
    const write = upload.last.then(() => this.write(id, upload, piece));
    upload.last = write.catch(() => {}); // whoever sent the piece hears of it
    await write;
  }

  /** Ends an upload: its name, and how to have the whole file. @throws AppError `not-found`. */
  take(id: string): { readonly name: string; readonly finish: () => Promise<ReceivedFile> } {
    const upload = this.find(id);
    this.drop(id);
    return { name: upload.name, finish: () => finish(upload) };
  }

  async stop(): Promise<void> {
    await Promise.all([...this.open.keys()].map((id) => this.giveUp(id)));
  }

  private async write(id: string, upload: Upload, piece: Uint8Array): Promise<void> {
    try {
      if (upload.incoming.size + piece.length > upload.size)
        throw new AppError("invalid-input", "More of the file came than it has.");
      await upload.incoming.append(piece);
    } catch (error) {
      await this.giveUp(id);
      throw error;
    }
  }

  private find(id: string): Upload {
    const upload = this.open.get(id);
    if (!upload) throw new AppError("not-found", "This file was given up. Add it again.");
    return upload;
  }

  private wait(id: string, upload: Upload): void {
    const { clock } = this.deps.ports;
    upload.forget();
    upload.forget = clock.at(clock.now() + GIVEN_UP_MS, () => void this.giveUp(id));
  }

  private drop(id: string): void {
    this.open.get(id)?.forget();
    this.open.delete(id);
  }

  private async giveUp(id: string): Promise<void> {
    const upload = this.open.get(id);
    this.drop(id);
    await upload?.incoming.discard();
  }
}

/** @throws FileRefused `truncated` when less came than was announced. */
async function finish({ incoming, last, size }: Upload): Promise<ReceivedFile> {
  await last;
  if (incoming.size === size) return await incoming.finish();
  await incoming.discard();
  throw new FileRefused("truncated", "The file did not come in whole. Add it again.");
}
