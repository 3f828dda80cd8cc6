import { basename } from "node:path";
import type { Backup, Health, SelfCheck, Settings } from "../../../shared/contract/settings.ts";
import { AppError } from "../../../shared/result.ts";
import { listBackups, newestBackupAt } from "../../db/backup.ts";
import { transaction, type Db } from "../../db/db.ts";
import type { OpenedDatabase } from "../../db/open.ts";
import { listUnknownReplies } from "../../graph/queries.ts";
import type { RestoreOrder } from "../../db/restore.ts";
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
  /** Works on whole databases in a thread of its own. */
  readonly reader: {
    checkInvariants(): Promise<SelfCheck["findings"]>;
    describeBackups(): Promise<readonly Backup[]>;
    prepareRestore(order: RestoreOrder): Promise<void>;
  };
};

const MOST_SHOWN = 20;

/** Some settings with their new values. */
export type SettingsPatch = { readonly [K in keyof Settings]?: Settings[K] | undefined };

/** What she has set. Read often, so the parsed values are kept; the table stays the truth. */
export class SettingsService {
  private readonly deps: SettingsDeps;
  private read: ReadSettings;
  private damage: string | null = null;

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

  /** A damaged page was met: said on the screens from now on. In memory, for nothing of it may be written. */
  tellDamage(words: string): void {
    this.damage = words;
    this.deps.events.emit("settings.changed", { keys: [] });
  }

  get isDamaged(): boolean {
    return this.damage !== null;
  }

  /** The lights on the settings page, read now. */
  health(): Health {
    const { db, ports, vault, opened } = this.deps;
    return {
      version: ports.host.version,
      schemaVersion: opened.schemaVersion,
      databaseBytes: this.isDamaged ? 0 : databaseBytes(db),
      lastBackupAt: newestBackupAt(ports.paths.backupFolder),
      keychain: { durable: vault.isDurable, backend: vault.backend },
      ignoredSettings: [...this.read.ignored],
      databaseNotice: this.damage ?? opened.notice,
      dataFolder: ports.paths.dataFolder,
      unknownReplies: this.isDamaged ? [] : this.unknownReplies(),
    };
  }

  private unknownReplies(): Health["unknownReplies"] {
    return listUnknownReplies(this.deps.db, MOST_SHOWN).map(({ label, count, lastAt }) => ({
      code: label,
      count,
      lastAt,
    }));
  }

  /** Holds the database against the promises of publishing, beside the running app. */
  async checkInvariants(): Promise<SelfCheck> {
    const { ports, reader } = this.deps;
    const findings = await reader.checkInvariants();
    for (const { number, name, rows, isHeld } of findings)
      if (!isHeld) ports.log.error("invariant.broken", { number, name, rows: rows.slice(0, 20) });
    return { checkedAt: ports.clock.now(), findings };
  }

  /** The copies she can go back to. */
  async backups(): Promise<{ readonly backups: readonly Backup[] }> {
    return { backups: await this.deps.reader.describeBackups() };
  }

  /** @throws AppError `not-found`, `conflict`, `disk-full`: nothing has changed then. */
  async restore({ name }: { readonly name: string }): Promise<{ done: true }> {
    const { ports, reader } = this.deps;
    const { backupFolder, database, resources } = ports.paths;
    const backup = listBackups(backupFolder).find(({ file }) => basename(file) === name);
    if (!backup) throw new AppError("not-found", "That backup is not there any more.");
    const now = ports.clock.now();
    try {
      await reader.prepareRestore({
        file: database,
        backup: backup.file,
        migrationsFolder: `${resources}/migrations`,
        now,
      });
    } catch (error) {
      if (error instanceof AppError) throw error;
      throw new AppError(
        "invalid-input",
        "That backup could not be made ready: it is damaged, or the disk is full. Nothing was changed; choose another one, or free some space.",
        { cause: error },
      );
    }
    ports.log.info("restore.prepared", { backup: name });
    // After the answer has gone out.
    ports.clock.at(now + RELAUNCH_MS, () => ports.host.relaunch());
    return { done: true };
  }
}

const RELAUNCH_MS = 500;
