import { AppError } from "../../../shared/result.ts";
import type { Db } from "../../db/db.ts";
import type { Events } from "../../lib/events.ts";
import type { Ports } from "../../ports.ts";
import type { SettingsService } from "../settings/service.ts";
import type { Vault } from "../../lib/vault.ts";

export type MediaDeps = {
  readonly db: Db;
  readonly events: Events;
  readonly ports: Ports;
  readonly settings: SettingsService;
  readonly vault: Vault;
};

export class MediaService {
  protected readonly deps: MediaDeps;

  constructor(deps: MediaDeps) {
    this.deps = deps;
  }

  list(_input: unknown): never {
    throw new AppError("internal", "media.list does not exist yet.");
  }

  get(_input: unknown): never {
    throw new AppError("internal", "media.get does not exist yet.");
  }

  import(_input: unknown): never {
    throw new AppError("internal", "media.import does not exist yet.");
  }

  pick(_input: unknown): never {
    throw new AppError("internal", "media.pick does not exist yet.");
  }

  importPicked(_input: unknown): never {
    throw new AppError("internal", "media.importPicked does not exist yet.");
  }

  setAltText(_input: unknown): never {
    throw new AppError("internal", "media.setAltText does not exist yet.");
  }

  remove(_input: unknown): never {
    throw new AppError("internal", "media.remove does not exist yet.");
  }

  restore(_input: unknown): never {
    throw new AppError("internal", "media.restore does not exist yet.");
  }
}
