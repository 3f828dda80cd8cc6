import { AppError } from "../../../shared/result.ts";
import type { Db } from "../../db/db.ts";
import type { Events } from "../../lib/events.ts";
import type { Ports } from "../../ports.ts";
import type { Vault } from "../../lib/vault.ts";

export type SettingsDeps = {
  readonly db: Db;
  readonly events: Events;
  readonly ports: Ports;
  readonly vault: Vault;
};

export class SettingsService {
  protected readonly deps: SettingsDeps;

  constructor(deps: SettingsDeps) {
    this.deps = deps;
  }

  get(_input: unknown): never {
    throw new AppError("internal", "settings.get does not exist yet.");
  }

  set(_input: unknown): never {
    throw new AppError("internal", "settings.set does not exist yet.");
  }

  health(_input: unknown): never {
    throw new AppError("internal", "settings.health does not exist yet.");
  }

  setMediaHostKey(_input: unknown): never {
    throw new AppError("internal", "settings.setMediaHostKey does not exist yet.");
  }

  checkMediaHost(_input: unknown): never {
    throw new AppError("internal", "settings.checkMediaHost does not exist yet.");
  }
}
