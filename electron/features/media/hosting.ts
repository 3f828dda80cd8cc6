import { openAsBlob } from "node:fs";
import type { MediaHost } from "../../../shared/contract/media.ts";
import { AppError } from "../../../shared/result.ts";
import type { GraphClient } from "../../graph/client.ts";
import { GraphFailure } from "../../graph/failure.ts";
import type { Db } from "../../db/db.ts";
import { Secret } from "../../lib/secret.ts";
import type { Vault } from "../../lib/vault.ts";
import type { Events } from "../../lib/events.ts";
import type { Ports } from "../../ports.ts";
import type { AccountsService } from "../accounts/service.ts";
import type { SettingsService } from "../settings/service.ts";
import { checkHost, type HostCheck } from "./check-host.ts";
import type { FileStore } from "./file-store.ts";
import { HostLight } from "./host-light.ts";
import type { HostedObject, HostPlace } from "./host-place.ts";
import { HostedObjects } from "./hosted-objects.ts";
import { LoopbackHost, type HostedFile } from "./loopback-host.ts";
import { ObjectHost } from "./object-host.ts";
import { PagePlaces } from "./page-places.ts";
import { deleteHostedElsewhere } from "./queries.ts";

export type HostingDeps = {
  readonly db: Db;
  readonly store: FileStore;
  readonly ports: Ports;
  readonly events: Events;
  readonly settings: SettingsService;
  readonly vault: Vault;
  readonly graph: GraphClient;
  readonly accounts: Pick<AccountsService, "list" | "access">;
};
/** A file of the store as Instagram may fetch it. */
export type FileToHost = {
  readonly sha256: string;
  readonly mime: "image/jpeg" | "video/mp4";
  readonly accountKind: "instagram" | "practice";
  /** Whose post it is for: some accounts have a place of their own. */
  readonly accountId?: string;
};

const HOST_KEY = "media-host";
const EXTENSIONS = { "image/jpeg": "jpg", "video/mp4": "mp4" } as const;

/**
 * Where files stand while the platform fetches them: on this computer for practice, else on the S3-compatible host; pictures of
 * an account with Facebook Login, if she wants it so, on its Page.
 */
export class Hosting {
  private readonly deps: HostingDeps;
  private readonly loopback = new LoopbackHost();
  private readonly objects: HostedObjects;
  private readonly light: HostLight;
  private readonly pages: PagePlaces;

  constructor(deps: HostingDeps) {
    const { db, ports } = deps;
    this.deps = deps;
    this.light = new HostLight(ports.clock);
    this.pages = new PagePlaces(deps);
    this.objects = new HostedObjects({ db, ports, findPlace: (name) => this.placeNamed(name) });
  }

  /** Looks for what a crash left on the host. Nothing waits for it. */
  start(): void {
    void this.objects.sweep();
  }

  stop(): Promise<void> {
    this.objects.stop();
    return this.loopback.stop();
  }

  /** @throws AppError `not-found` without the file, `invalid-input` without a host, or its host's refusal in words. */
  async hostFile({ sha256, mime, accountKind, accountId }: FileToHost): Promise<HostedFile> {
    const extension = EXTENSIONS[mime];
    if (!(await this.deps.store.has(sha256, extension)))
      throw new AppError("not-found", "The file is not in the library any more.");
    const file = this.deps.store.pathOf(sha256, extension);
    if (accountKind === "practice") return await this.loopback.host({ file, mime, extension });
    const host = await this.placeFor(mime === "image/jpeg" ? accountId : undefined);
    if (!host) throw new AppError("invalid-input", NO_HOST);
    return await this.stand(host, { body: await openAsBlob(file), sha256, mime, extension });
  }

  /** Keeps the media host's key pair in the keychain; empty strings forget it. */
  async setKey(key: { accessKeyId: string; secretAccessKey: string }): Promise<void> {
    const { vault, events } = this.deps;
    const isEmpty = key.accessKeyId === "" && key.secretAccessKey === "";
    if (!isEmpty && (key.accessKeyId === "" || key.secretAccessKey === ""))
      throw new AppError("invalid-input", "Enter both parts of the key, or leave both empty.");
    if (isEmpty) await vault.delete(HOST_KEY);
    else await vault.set(HOST_KEY, new Secret(JSON.stringify(key)));
    this.light.forget();
    events.emit("settings.changed", { keys: ["mediaHostKey"] });
  }

  /** Of the place for an account's pictures; of the S3-compatible host without one. */
  async state(accountId?: string): Promise<MediaHost> {
    const page = this.pages.chosenFor(accountId);
    const host = page ?? (await this.objectHost());
    const hasKey = (await this.deps.vault.get(HOST_KEY)) !== undefined;
    const known = await this.placeNames();
    const leftovers = this.objects
      .leftovers()
      .map((left) => ({ ...left, isElsewhere: !known.includes(left.place) }));
    const lastTried = (host && this.light.at(host.name)) ?? null;
    const kind = page ? "page" : "object-host";
    return { kind, isSetUp: host !== undefined, hasKey, lastTried, leftovers };
  }

  async check(accountId?: string): Promise<HostCheck> {
    const host = await this.placeFor(accountId);
    if (!host) return { ok: false, message: NO_HOST };
    const put = (object: HostedObject) => this.objects.host(host, object);
    const { keepsBytes } = host;
    const check = await checkHost(this.deps.ports, { host: put, keepsBytes });
    this.tell(host, { ...check, by: "check" });
    return check;
  }

  /** She says that what stands at places that are not set up any more is seen to. */
  async forgetElsewhere(): Promise<void> {
    const known = await this.placeNames();
    if (known.length === 0) throw new AppError("invalid-input", NO_HOST);
    deleteHostedElsewhere(this.deps.db, known);
    this.deps.events.emit("settings.changed", { keys: ["mediaHost"] });
  }

  private async stand(host: HostPlace, object: HostedObject): Promise<HostedFile> {
    try {
      const hosted = await this.objects.host(host, object);
      this.tell(host, { ok: true, message: "It took the last post’s file.", by: "post" });
      return hosted;
    } catch (error) {
      if (error instanceof AppError || error instanceof GraphFailure)
        this.tell(host, { ok: false, message: error.message, by: "post" });
      throw error;
    }
  }

  private tell(host: HostPlace, tried: Parameters<HostLight["tell"]>[1]): void {
    if (this.light.tell(host.name, tried))
      this.deps.events.emit("settings.changed", { keys: ["mediaHost"] });
  }

  private async placeFor(accountId: string | undefined): Promise<HostPlace | undefined> {
    return this.pages.chosenFor(accountId) ?? (await this.objectHost());
  }

  private async placeNamed(name: string): Promise<HostPlace | undefined> {
    const page = this.pages.named(name);
    if (page) return page;
    const host = await this.objectHost();
    return host?.name === name ? host : undefined;
  }

  private async placeNames(): Promise<readonly string[]> {
    const host = await this.objectHost();
    return [...(host ? [host] : []), ...this.pages.all()].map(({ name }) => name);
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
}

const NO_HOST =
  "Instagram fetches pictures from the web, and no media host is set up for that. Enter its address, bucket and key in Settings.";
