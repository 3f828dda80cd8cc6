import { openAsBlob } from "node:fs";
import { AppError } from "../../../shared/result.ts";
import { Secret } from "../../lib/secret.ts";
import type { Vault } from "../../lib/vault.ts";
import type { Events } from "../../lib/events.ts";
import type { Ports } from "../../ports.ts";
import type { SettingsService } from "../settings/service.ts";
import { checkObjectHost } from "./check-host.ts";
import type { FileStore } from "./file-store.ts";
import { LoopbackHost, type HostedFile } from "./loopback-host.ts";
import { ObjectHost } from "./object-host.ts";

export type HostingDeps = {
  readonly store: FileStore;
  readonly ports: Ports;
  readonly events: Events;
  readonly settings: SettingsService;
  readonly vault: Vault;
};
/** A file of the store as Instagram may fetch it. */
export type FileToHost = {
  readonly sha256: string;
  readonly mime: "image/jpeg" | "video/mp4";
  readonly accountKind: "instagram" | "practice";
};

const HOST_KEY = "media-host";
const EXTENSIONS = { "image/jpeg": "jpg", "video/mp4": "mp4" } as const;

/** Where files stand while the platform fetches them: on this computer for practice, else on the S3-compatible host. */
export class Hosting {
  private readonly deps: HostingDeps;
  private readonly loopback = new LoopbackHost();

  constructor(deps: HostingDeps) {
    this.deps = deps;
  }

  stop(): Promise<void> {
    return this.loopback.stop();
  }

  /** @throws AppError `not-found` without the file, `invalid-input` without a host, or its host's refusal in words. */
  async hostFile({ sha256, mime, accountKind }: FileToHost): Promise<HostedFile> {
    const extension = EXTENSIONS[mime];
    if (!(await this.deps.store.has(sha256, extension)))
      throw new AppError("not-found", "The file is not in the library any more.");
    const file = this.deps.store.pathOf(sha256, extension);
    if (accountKind === "practice") return await this.loopback.host({ file, mime, extension });
    const host = await this.objectHost();
    if (!host) throw new AppError("invalid-input", NO_HOST);
    return await host.host({ body: await openAsBlob(file), sha256, mime, extension });
  }

  /** Keeps the media host's key pair in the keychain; empty strings forget it. */
  async setKey(key: { accessKeyId: string; secretAccessKey: string }): Promise<void> {
    const { vault, events } = this.deps;
    const isEmpty = key.accessKeyId === "" && key.secretAccessKey === "";
    if (!isEmpty && (key.accessKeyId === "" || key.secretAccessKey === ""))
      throw new AppError("invalid-input", "Enter both parts of the key, or leave both empty.");
    if (isEmpty) await vault.delete(HOST_KEY);
    else await vault.set(HOST_KEY, new Secret(JSON.stringify(key)));
    events.emit("settings.changed", { keys: ["mediaHostKey"] });
  }

  /** Whether files of a real account have a place to stand. */
  async state(): Promise<{ isSetUp: boolean; hasKey: boolean }> {
    const { mediaHostEndpoint, mediaHostBucket } = this.deps.settings.current();
    const hasKey = (await this.deps.vault.get(HOST_KEY)) !== undefined;
    return { isSetUp: hasKey && mediaHostEndpoint !== "" && mediaHostBucket !== "", hasKey };
  }

  async check(): Promise<{ ok: boolean; message: string }> {
    const host = await this.objectHost();
    if (!host) return { ok: false, message: NO_HOST };
    return await checkObjectHost(this.deps.ports, host);
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
