import type { Crop } from "../../../shared/contract/posts.ts";
import type { ImportResult, Media, MediaHost } from "../../../shared/contract/media.ts";
import { AppError } from "../../../shared/result.ts";
import { transaction, type Db } from "../../db/db.ts";
import type { Events } from "../../lib/events.ts";
import type { Vault } from "../../lib/vault.ts";
import type { Ports } from "../../ports.ts";
import type { GraphClient } from "../../graph/client.ts";
import type { AccountsService } from "../accounts/service.ts";
import type { SettingsService } from "../settings/service.ts";
import { FileStore } from "./file-store.ts";
import { Hosting, type FileToHost } from "./hosting.ts";
import { MediaImport, type Imported } from "./import-media.ts";
import { Intake } from "./intake.ts";
import { readPage, type ListInput, type MediaPage } from "./list-page.ts";
import type { HostedFile } from "./loopback-host.ts";
import { factsOf, toMedia, type MediaFacts } from "./media-view.ts";
import { findOpenFile, type OpenFile } from "./open-file.ts";
import { PickedFiles } from "./picked-files.ts";
import { PictureWorkers } from "./picture-workers.ts";
import { keepPoster } from "./poster.ts";
import * as queries from "./queries.ts";
import { renderPicture, type RenderedPicture } from "./render-picture.ts";
import { stillUsed } from "./still-used.ts";
import type { MediaRow } from "./tables.ts";
import { Uploads } from "./uploads.ts";
import { VideoWorkers } from "./video-workers.ts";

export type MediaDeps = {
  readonly db: Db;
  readonly events: Events;
  readonly ports: Ports;
  readonly settings: SettingsService;
  readonly vault: Vault;
  readonly graph: GraphClient;
  readonly accounts: Pick<AccountsService, "list" | "access">;
};

type OfAccount = { readonly accountId?: string | undefined };

/** The library: brings pictures and videos in, shows them, makes the exact file that is sent, and lets Instagram fetch it. */
export class MediaService {
  private readonly deps: MediaDeps;
  private readonly store: FileStore;
  private readonly workers: PictureWorkers;
  private readonly videos: VideoWorkers;
  private readonly intake: Intake;
  private readonly picked: PickedFiles;
  private readonly uploads: Uploads;
  private readonly hosting: Hosting;

  constructor(deps: MediaDeps) {
    const { db, ports } = deps;
    this.deps = deps;
    this.store = new FileStore(ports.paths.mediaFolder, ports.ids);
    const { store } = this;
    this.workers = new PictureWorkers({ script: ports.paths.pictureWorker, clock: ports.clock });
    this.videos = new VideoWorkers({ script: ports.paths.videoWorker, clock: ports.clock });
    const { workers, videos } = this;
    this.intake = new Intake({
      store,
      imports: new MediaImport({ db, ports, store, workers, videos }),
    });
    this.picked = new PickedFiles(ports.ids);
    this.uploads = new Uploads({ ports, store });
    this.hosting = new Hosting({ ...deps, store });
    queries.defineFold(db);
  }

  /** Clears what a crash left half written, here and, without waiting, on the media host. */
  async start(): Promise<void> {
    await this.store.start();
    this.hosting.start();
  }

  async stop(): Promise<void> {
    await this.uploads.stop();
    await Promise.all([this.workers.stop(), this.videos.stop(), this.hosting.stop()]);
  }

  list(input: ListInput): MediaPage {
    return readPage(this.deps.db, input);
  }

  get({ id }: { readonly id: string }): Media {
    const row = queries.findUsedMedia(this.deps.db, id);
    if (!row) throw notInLibrary();
    return toMedia(row);
  }

  import({ name, bytes }: { name: string; bytes: Uint8Array }): Promise<ImportResult> {
    return this.tell(name, (plain) => this.intake.bytes(plain, bytes));
  }

  beginImport(file: { name: string; size: number }): Promise<{ upload: string }> {
    return this.uploads.begin(file);
  }

  async appendImport(piece: { upload: string; bytes: Uint8Array }): Promise<{ done: true }> {
    await this.uploads.append(piece.upload, piece.bytes);
    return { done: true };
  }

  async finishImport({ upload }: { readonly upload: string }): Promise<ImportResult> {
    const sent = this.uploads.take(upload);
    return await this.tell(sent.name, (name) => this.intake.sent(name, sent.finish));
  }

  /** A frame of a video, drawn by a screen: read like any stranger's picture before it is kept. */
  async setPoster({ id, bytes }: { id: string; bytes: Uint8Array }): Promise<Media> {
    const { db } = this.deps;
    const { store, workers } = this;
    await keepPoster({ db, store, workers }, { row: this.find(id), bytes });
    this.announce([id]);
    return this.get({ id });
  }

  async pick(): Promise<{ files: { ticket: string; name: string }[] }> {
    const paths = await this.deps.ports.dialogs.pickPictures();
    return { files: paths.map((path) => this.picked.add(path)) };
  }

  importPicked({ ticket }: { readonly ticket: string }): Promise<ImportResult> {
    const { path, name } = this.picked.redeem(ticket);
    return this.tell(name, (plain) => this.intake.picked(plain, path));
  }

  setAltText({ id, altText }: { readonly id: string; readonly altText: string }): Media {
    queries.updateAltText(this.deps.db, id, altText);
    const changed = this.get({ id });
    this.announce([id]);
    return changed;
  }

  /** @throws AppError `conflict`, naming posts, while one that is not removed uses a picture; then none is removed. */
  remove({ ids }: { readonly ids: readonly string[] }): { done: true } {
    const { db, ports } = this.deps;
    this.demandKnown(ids);
    transaction(db, (tx) => {
      const using = queries.listUsingPosts(tx, ids);
      if (using.length > 0) throw stillUsed(using);
      queries.removeMedia(tx, ids, ports.clock.now());
    });
    this.announce(ids);
    return { done: true };
  }

  /** @throws AppError `not-found` when one of them was never in the library; then none is restored. */
  restore({ ids }: { readonly ids: readonly string[] }): { done: true } {
    this.demandKnown(ids);
    queries.restoreMedia(this.deps.db, ids);
    this.announce(ids);
    return { done: true };
  }

  private demandKnown(ids: readonly string[]): void {
    if (queries.listMediaByIds(this.deps.db, ids).length < new Set(ids).size)
      throw new AppError("not-found", "That picture is not in the library.");
  }

  /** Keeps the media host's key pair in the keychain; empty strings forget it. */
  async setHostKey(key: { accessKeyId: string; secretAccessKey: string }): Promise<{ done: true }> {
    await this.hosting.setKey(key);
    return { done: true };
  }

  host({ accountId }: OfAccount = {}): Promise<MediaHost> {
    return this.hosting.state(accountId);
  }

  async forgetLeftovers(): Promise<{ done: true }> {
    await this.hosting.forgetElsewhere();
    return { done: true };
  }

  checkHost({ accountId }: OfAccount = {}): Promise<{ ok: boolean; message: string }> {
    return this.hosting.check(accountId);
  }

  /** What the rules need to know of these, in this order; one that does not exist is left out. */
  facts(mediaIds: readonly string[]): readonly MediaFacts[] {
    const rows = queries.listMediaByIds(this.deps.db, mediaIds);
    const byId = new Map(rows.map((row) => [row.id, row]));
    return mediaIds.flatMap((id) => {
      const row = byId.get(id);
      return row ? [factsOf(row)] : [];
    });
  }

  /**
   * The exact JPEG that is sent, made once and kept in the store. The same picture and crop give the same `sha256`.
   *
   * @throws AppError `not-found` when the picture or its files are gone, `invalid-input` when the crop leaves too little.
   */
  async render(wanted: {
    readonly mediaId: string;
    readonly crop: Crop;
  }): Promise<RenderedPicture> {
    const row = this.find(wanted.mediaId);
    return await renderPicture({ store: this.store, workers: this.workers }, row, wanted.crop);
  }

  /**
   * Makes a file of the store public for the platform to fetch, until `release()`, which never throws: a rendered picture,
   * or the MP4 of a video (`facts().sha256`).
   *
   * @throws AppError `invalid-input` when no media host is set up, or its host's refusal in words.
   */
  hostFile(file: FileToHost): Promise<HostedFile> {
    return this.hosting.hostFile(file);
  }

  /** The file behind an `app-media://` path such as `media/<id>/thumbnail`; undefined for whatever is not known. */
  openFile(path: string): Promise<OpenFile | undefined> {
    return findOpenFile({ db: this.deps.db, store: this.store }, path);
  }

  private async tell(
    name: string,
    bringIn: (name: string) => Promise<Imported>,
  ): Promise<ImportResult> {
    const plain = plainName(name);
    const imported = await bringIn(plain);
    if (imported.outcome === "refused") return { name: plain, ...imported };
    if (imported.outcome === "imported") this.announce([imported.id]);
    return { outcome: imported.outcome, name: plain, media: this.get({ id: imported.id }) };
  }

  private find(id: string): MediaRow {
    const row = queries.findMedia(this.deps.db, id);
    if (!row) throw notInLibrary();
    return row;
  }

  private announce(ids: readonly string[]): void {
    this.deps.events.emit("media.changed", { ids });
  }
}

function notInLibrary(): AppError {
  return new AppError("not-found", "This is not in the library.");
}

/** A file's name for people: no folders, no control characters. It is never used as a path. */
function plainName(name: string): string {
  const last = name.split(/[\\/]/).findLast((part) => part !== "") ?? "";
  return last.replace(/\p{Cc}/gu, "").trim() || "File";
}
