import type { Crop } from "../../../shared/contract/posts.ts";
import type { ImportResult, Media } from "../../../shared/contract/media.ts";
import { AppError } from "../../../shared/result.ts";
import type { PictureFacts } from "../../../shared/rules/picture.ts";
import { transaction, type Db } from "../../db/db.ts";
import type { Events } from "../../lib/events.ts";
import { Secret } from "../../lib/secret.ts";
import type { Vault } from "../../lib/vault.ts";
import type { Ports } from "../../ports.ts";
import type { SettingsService } from "../settings/service.ts";
import { checkObjectHost } from "./check-host.ts";
import { FileStore } from "./file-store.ts";
import { PictureImport, type Imported } from "./import-picture.ts";
import { readPage, type ListInput, type MediaPage } from "./list-page.ts";
import { LoopbackHost, type HostedPicture } from "./loopback-host.ts";
import { toMedia } from "./media-view.ts";
import { ObjectHost } from "./object-host.ts";
import { findOpenFile, type OpenFile } from "./open-file.ts";
import { PickedFiles, readPicked } from "./picked-files.ts";
import { PictureWorkers } from "./picture-workers.ts";
import * as queries from "./queries.ts";
import { renderPicture, type RenderedPicture } from "./render-picture.ts";
import { stillUsed } from "./still-used.ts";

export type MediaDeps = {
  readonly db: Db;
  readonly events: Events;
  readonly ports: Ports;
  readonly settings: SettingsService;
  readonly vault: Vault;
};

const HOST_KEY = "media-host";

/** The library: brings pictures in, shows them, makes the exact JPEG that is sent, and lets Instagram fetch it. */
export class MediaService {
  private readonly deps: MediaDeps;
  private readonly store: FileStore;
  private readonly workers: PictureWorkers;
  private readonly imports: PictureImport;
  private readonly picked: PickedFiles;
  private readonly loopback = new LoopbackHost();

  constructor(deps: MediaDeps) {
    const { db, ports } = deps;
    this.deps = deps;
    this.store = new FileStore(ports.paths.mediaFolder, ports.ids);
    this.workers = new PictureWorkers({ script: ports.paths.pictureWorker, clock: ports.clock });
    this.imports = new PictureImport({ db, ports, store: this.store, workers: this.workers });
    this.picked = new PickedFiles(ports.ids);
    queries.defineFold(db);
  }

  /** Clears what a crash left half written. */
  async start(): Promise<void> {
    await this.store.start();
  }

  async stop(): Promise<void> {
    await Promise.all([this.workers.stop(), this.loopback.stop()]);
  }

  list(input: ListInput): MediaPage {
    return readPage(this.deps.db, input);
  }

  get({ id }: { readonly id: string }): Media {
    const row = queries.findUsedMedia(this.deps.db, id);
    if (!row) throw noSuchPicture();
    return toMedia(row);
  }

  import({ name, bytes }: { name: string; bytes: Uint8Array }): Promise<ImportResult> {
    return this.bringIn(name, () => Promise.resolve(bytes));
  }

  async pick(): Promise<{ files: { ticket: string; name: string }[] }> {
    const paths = await this.deps.ports.dialogs.pickPictures();
    return { files: paths.map((path) => this.picked.add(path)) };
  }

  importPicked({ ticket }: { readonly ticket: string }): Promise<ImportResult> {
    const { path, name } = this.picked.redeem(ticket);
    return this.bringIn(name, () => readPicked(path));
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
    const { vault, events } = this.deps;
    const isEmpty = key.accessKeyId === "" && key.secretAccessKey === "";
    if (!isEmpty && (key.accessKeyId === "" || key.secretAccessKey === ""))
      throw new AppError("invalid-input", "Enter both parts of the key, or leave both empty.");
    if (isEmpty) await vault.delete(HOST_KEY);
    else await vault.set(HOST_KEY, new Secret(JSON.stringify(key)));
    events.emit("settings.changed", { keys: ["mediaHostKey"] });
    return { done: true };
  }

  /** Whether pictures of a real account have a place to stand. */
  async host(): Promise<{ isSetUp: boolean; hasKey: boolean }> {
    const { mediaHostEndpoint, mediaHostBucket } = this.deps.settings.current();
    const hasKey = (await this.deps.vault.get(HOST_KEY)) !== undefined;
    return { isSetUp: hasKey && mediaHostEndpoint !== "" && mediaHostBucket !== "", hasKey };
  }

  async checkHost(): Promise<{ ok: boolean; message: string }> {
    const host = await this.objectHost();
    if (!host) return { ok: false, message: NO_HOST };
    return await checkObjectHost(this.deps.ports, host);
  }

  /** What the rules need to know of these pictures, in this order; a picture that does not exist is left out. */
  facts(
    mediaIds: readonly string[],
  ): readonly (PictureFacts & { readonly mediaId: string; readonly name: string })[] {
    const rows = new Map(
      queries.listMediaByIds(this.deps.db, mediaIds).map((row) => [row.id, row]),
    );
    return mediaIds.flatMap((mediaId) => {
      const row = rows.get(mediaId);
      if (!row) return [];
      const { name, width, height, bytes } = row;
      return [{ mediaId, name, width, height, bytes, format: "jpeg" }];
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
    const row = queries.findMedia(this.deps.db, wanted.mediaId);
    if (!row) throw noSuchPicture();
    return await renderPicture({ store: this.store, workers: this.workers }, row, wanted.crop);
  }

  /**
   * Makes a rendered picture public for the platform to fetch, until `release()`, which never throws.
   *
   * @throws AppError `invalid-input` when no media host is set up, or its host's refusal in words.
   */
  async hostPicture(picture: {
    readonly sha256: string;
    readonly accountKind: "instagram" | "practice";
  }): Promise<HostedPicture> {
    const file = this.store.pathOf(picture.sha256, "jpg");
    if (!(await this.store.has(picture.sha256, "jpg"))) throw noSuchPicture();
    if (picture.accountKind === "practice") return await this.loopback.host(file);
    const host = await this.objectHost();
    if (!host) throw new AppError("invalid-input", NO_HOST);
    return await host.host(await readPicked(file), picture.sha256);
  }

  /** The file behind an `app-media://` path such as `media/<id>/thumbnail`; undefined for whatever is not known. */
  openFile(path: string): Promise<OpenFile | undefined> {
    return findOpenFile({ db: this.deps.db, store: this.store }, path);
  }

  private async bringIn(name: string, read: () => Promise<Uint8Array>): Promise<ImportResult> {
    const plain = plainName(name);
    const imported: Imported = await this.imports.run(plain, read);
    if (imported.outcome === "refused") return { name: plain, ...imported };
    if (imported.outcome === "imported") this.announce([imported.id]);
    return { outcome: imported.outcome, name: plain, media: this.get({ id: imported.id }) };
  }

  private async objectHost(): Promise<ObjectHost | undefined> {
    const { settings, vault, ports } = this.deps;
    const { mediaHostEndpoint, mediaHostBucket, mediaHostRegion } = settings.current();
    const key = await vault.get(HOST_KEY);
    if (!key || mediaHostEndpoint === "" || mediaHostBucket === "") return undefined;
    return new ObjectHost(ports, {
      endpoint: mediaHostEndpoint,
      bucket: mediaHostBucket,
      region: mediaHostRegion,
      key,
    });
  }

  private announce(ids: readonly string[]): void {
    this.deps.events.emit("media.changed", { ids });
  }
}

const NO_HOST =
  "Instagram fetches pictures from the web, and no media host is set up for that. Enter its address, bucket and key in Settings.";

function noSuchPicture(): AppError {
  return new AppError("not-found", "This picture is not in the library.");
}

/** A file's name for people: no folders, no control characters. It is never used as a path. */
function plainName(name: string): string {
  const last = name.split(/[\\/]/).findLast((part) => part !== "") ?? "";
  return last.replace(/\p{Cc}/gu, "").trim() || "Picture";
}
