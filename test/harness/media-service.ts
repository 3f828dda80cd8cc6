import { openDatabase } from "../../electron/db/open.ts";
import { MediaService } from "../../electron/features/media/service.ts";
import { SettingsService } from "../../electron/features/settings/service.ts";
import { GraphClient } from "../../electron/graph/client.ts";
import { Events } from "../../electron/lib/events.ts";
import { Vault } from "../../electron/lib/vault.ts";
import { Reader } from "../../electron/watch/reader.ts";
import { fakePorts, type FakePorts } from "../fakes/ports.ts";

/** The library by itself, for what no route shows: the picture that is sent, and where it is fetched. Dispose of it. */
export async function createMediaService(ports: FakePorts = fakePorts()) {
  const events = new Events();
  const opened = openDatabase({
    file: ports.paths.database,
    backupFolder: ports.paths.backupFolder,
    migrationsFolder: `${ports.paths.resources}/migrations`,
    now: ports.clock.now(),
  });
  const { db } = opened;
  const vault = new Vault({ db, ports });
  await vault.start();
  const settings = new SettingsService({
    db,
    events,
    ports,
    vault,
    opened,
    reader: new Reader({ ports }),
  });
  const graph = new GraphClient({ ports });
  const accounts = { list: () => [], access: () => Promise.reject(new Error("No account.")) };
  const media = new MediaService({ db, events, ports, settings, vault, graph, accounts });
  await media.start();
  return {
    media,
    settings,
    db,
    ports,
    [Symbol.asyncDispose]: async () => {
      await media.stop();
      db.$client.close();
    },
  };
}
