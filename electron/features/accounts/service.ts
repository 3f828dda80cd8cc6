import { AppError } from "../../../shared/result.ts";
import type { Db } from "../../db/db.ts";
import type { Events } from "../../lib/events.ts";
import type { Ports } from "../../ports.ts";
import type { Vault } from "../../lib/vault.ts";
import type { GraphClient } from "../../graph/client.ts";
import type { PracticeServer } from "../../practice/server.ts";
import type { SettingsService } from "../settings/service.ts";

export type AccountsDeps = {
  readonly db: Db;
  readonly events: Events;
  readonly ports: Ports;
  readonly vault: Vault;
  readonly graph: GraphClient;
  readonly practice: PracticeServer;
  readonly settings: SettingsService;
};

export class AccountsService {
  protected readonly deps: AccountsDeps;

  constructor(deps: AccountsDeps) {
    this.deps = deps;
  }

  list(_input: unknown): never {
    throw new AppError("internal", "accounts.list does not exist yet.");
  }

  connect(_input: unknown): never {
    throw new AppError("internal", "accounts.connect does not exist yet.");
  }

  connectPractice(_input: unknown): never {
    throw new AppError("internal", "accounts.connectPractice does not exist yet.");
  }

  refresh(_input: unknown): never {
    throw new AppError("internal", "accounts.refresh does not exist yet.");
  }

  setTimeZone(_input: unknown): never {
    throw new AppError("internal", "accounts.setTimeZone does not exist yet.");
  }

  disconnect(_input: unknown): never {
    throw new AppError("internal", "accounts.disconnect does not exist yet.");
  }

  profile(_input: unknown): never {
    throw new AppError("internal", "accounts.profile does not exist yet.");
  }

  openProfile(_input: unknown): never {
    throw new AppError("internal", "accounts.openProfile does not exist yet.");
  }
}
