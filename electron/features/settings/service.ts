import type { Health, SelfCheck, Settings } from "../../../shared/contract/settings.ts";
import { newestBackupAt } from "../../db/backup.ts";
import { transaction, type Db } from "../../db/db.ts";
import type { OpenedDatabase } from "../../db/open.ts";
import { listUnknownReplies } from "../../graph/queries.ts";
import type { Events } from "../../lib/events.ts";
import type { Vault } from "../../lib/vault.ts";
import type { Ports } from "../../ports.ts";
import { databaseBytes, listSettings, putSetting } from "./queries.ts";
import { readSettings, type ReadSettings } from "./stored.ts";

export type SettingsDeps = {
  readonly db: Db;
  readonly events: Events;
  readonly ports: Ports;
  readonly vault: Vault;
  readonly opened: OpenedDatabase;
  /** Reads a database in a thread of its own. */
  readonly reader: { checkInvariants(): Promise<SelfCheck["findings"]> };
};

const MOST_SHOWN = 20;

/** Some settings with their new values. */
export type SettingsPatch = { readonly [K in keyof Settings]?: Settings[K] | undefined };

/** What she has set. Read often, so the parsed values are kept; the table stays the truth. */
export class SettingsService {
  private readonly deps: SettingsDeps;
  private read: ReadSettings;

  constructor(deps: SettingsDeps) {
    this.deps = deps;
    this.read = readSettings(listSettings(deps.db));
    if (this.read.ignored.length > 0)
      deps.ports.log.error("settings.ignored", { keys: this.read.ignored });
  }

  /** The settings now. */
  current(): Settings {
    return this.read.settings;
  }

  /** Stores what differs, then announces it. A value that equals the default is stored too: she chose it. */
  update(patch: SettingsPatch): Settings {
    const { db, events, ports } = this.deps;
    const changed = Object.entries(patch).filter(([, value]) => value !== undefined);
    transaction(db, (tx) => {
      for (const [key, value] of changed) putSetting(tx, key, JSON.stringify(value));
    });
    this.read = readSettings(listSettings(db));
    if (patch.startAtLogin !== undefined) ports.autostart.setEnabled(patch.startAtLogin);
    events.emit("settings.changed", { keys: changed.map(([key]) => key) });
    return this.current();
  }

  /** The lights on the settings page, read now. */
  health(): Health {
    const { db, ports, vault, opened } = this.deps;
    return {
      version: ports.host.version,
      schemaVersion: opened.schemaVersion,
      databaseBytes: databaseBytes(db),
      lastBackupAt: newestBackupAt(ports.paths.backupFolder),
      keychain: { durable: vault.isDurable, backend: vault.backend },
      ignoredSettings: [...this.read.ignored],
      databaseNotice: opened.notice,
      dataFolder: ports.paths.dataFolder,
      unknownReplies: listUnknownReplies(db, MOST_SHOWN).map(({ label, count, lastAt }) => ({
        code: label,
        count,
        lastAt,
      })),
    };
  }

  /** Holds the database against the promises of publishing, beside the running app. */
  async checkInvariants(): Promise<SelfCheck> {
    const { ports, reader } = this.deps;
    const findings = await reader.checkInvariants();
    for (const { number, name, rows, isHeld } of findings)
      if (!isHeld) ports.log.error("invariant.broken", { number, name, rows: rows.slice(0, 20) });
    return { checkedAt: ports.clock.now(), findings };
  }
}
