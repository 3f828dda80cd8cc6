import Database from "better-sqlite3";
import { createApp, type App } from "../../electron/app.ts";
import type { GraphTiming } from "../../electron/graph/resilience.ts";
import { createClient, type Bridge } from "../../shared/contract/client.ts";
import type { Client } from "../../shared/contract/contract.ts";
import { fakePorts, type FakePorts } from "../fakes/ports.ts";

export type TestApp = {
  readonly app: App;
  readonly ipc: Client;
  readonly ports: FakePorts;
  readonly bridge: Bridge;
};

/** The real app on a real migrated database in its own folder, driven by the renderer's own client. Stop it: `await using`. */
export async function createTestApp(
  ports: FakePorts = fakePorts(),
  timing: Partial<GraphTiming> = {},
): Promise<TestApp & AsyncDisposable> {
  const app = createApp(ports, timing);
  const bridge = bridgeTo(app);
  await app.start();
  const letGo = holdTimeForJobs(ports);
  const stop = async () => {
    letGo();
    await app.stop();
  };
  return { app, ports, bridge, ipc: createClient(bridge), [Symbol.asyncDispose]: stop };
}

/** A test's time does not run away from a job that is waiting for a real socket: the job table says what runs. */
function holdTimeForJobs({ clock, paths }: FakePorts): () => void {
  const db = new Database(paths.database, { readonly: true });
  const running = db.prepare("select 1 from job where status = 'running' limit 1");
  const undo = clock.waitWhile(() => running.get() !== undefined);
  return () => {
    undo();
    db.close();
  };
}

/** What the preload gives a window, in one process: what cannot be cloned cannot cross. */
export function bridgeTo(app: App): Bridge {
  return {
    invoke: async (route, input) =>
      structuredClone(await app.dispatch(route, structuredClone(input))),
    subscribe: (listener) =>
      app.events.subscribe((name, payload) => listener(name, structuredClone(payload))),
  };
}
