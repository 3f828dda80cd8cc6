import { chmodSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import type { FaultScript } from "../../electron/practice/faults.ts";
import { buildWhenStale } from "../electron-host/build.ts";
import { ObjectStore } from "../harness/object-store.ts";
import { PracticeProcess } from "../harness/practice-process.ts";
import { makeDataFolder, root } from "./data-folder.ts";
import { MainProcess } from "./main-process.ts";
import { readStand } from "./publication.ts";
import { until } from "./until.ts";

/** The built app as a process, really standing still, with the waits it really has: she is told within a minute. */
const PROMISE_S = 60;
const LONG_MS = 240_000;
const KEY = { accessKeyId: "AKTEST", secretAccessKey: "test-secret" };

beforeAll(() => buildWhenStale(root), 900_000);

/** A platform, a media host, and a data folder with a post that is due now. */
async function dueNow(rules: FaultScript["rules"], processingMs = 100) {
  const folder = mkdtempSync(join(tmpdir(), "defeah-watch-"));
  const practice = await PracticeProcess.start({ folder, behaviour: { processingMs } });
  const store = new ObjectStore({ key: KEY, region: "auto", now: Date.now });
  const mediaHostEndpoint = await store.start();
  const { token } = await practice.createAccount("defeah");
  const target = { graphHost: practice.origin, token, mediaHostEndpoint, mediaHostKey: KEY };
  const data = await makeDataFolder(target, "Green sofa");
  await practice.setFaults({ rules });
  const stop = async () => {
    await store.stop();
    await practice.kill();
  };
  return { data, folder, practice, [Symbol.asyncDispose]: stop };
}

/** A `notify-send` of our own, first on the path: it writes down what it was asked to show. */
function stubNotifier(folder: string): { readonly path: string; readonly said: () => string } {
  const program = join(folder, "notify-send");
  const file = join(folder, "said");
  writeFileSync(program, `#!/bin/sh\nprintf '%s\\n' "$@" > '${file}'\n`);
  chmodSync(program, 0o755);
  return {
    path: `${folder}${delimiter}${process.env["PATH"]}`,
    said: () => (existsSync(file) ? readFileSync(file, "utf8") : ""),
  };
}

async function polls(practice: PracticeProcess): Promise<number> {
  return (await practice.seen()).filter(({ endpoint }) => endpoint === "read-container").length;
}

const secondsSince = (at: number) => Math.round((Date.now() - at) / 100) / 10;

test.concurrent(
  "a publisher that never gets an answer: the tray is red and a notification tells of it",
  async () => {
    await using due = await dueNow([{ on: "create", effect: { kind: "half-open", acts: false } }]);
    const patient = { graph: { readTimeoutMs: 600_000 } };
    await using app = new MainProcess({
      data: due.data,
      env: { DEFEAH_TEST_TIMES: JSON.stringify(patient) },
    });
    await until(() => app.hasOpened(), LONG_MS);
    const startedAt = Date.now();
    const isRed = async () => (await app.desktop.state()).tray?.icon.includes("attention") ?? false;
    await until(isRed, 90_000);
    const seconds = secondsSince(startedAt);
    console.log(`publisher standing still in a real process: red after ${seconds} s`);
    const { tray, notifications } = await app.desktop.state();
    expect(tray?.icon).toContain("attention");
    expect(notifications.map(({ title }) => title)).toContain("Due, and not moving");
    expect(seconds).toBeLessThanOrEqual(PROMISE_S);
  },
  LONG_MS,
);

test.concurrent(
  "a main process whose event loop stands still: the system is asked to warn her, and the next start tells of it",
  async () => {
    await using due = await dueNow([], 60_000);
    const notifier = stubNotifier(due.folder);
    const alarmFile = join(due.data, "alarm.json");
    {
      await using app = new MainProcess({
        data: due.data,
        isUnhurried: true,
        // After the watch has begun: looks at the container come 0, 1, 3, 7 and 15 s after it was made.
        env: { DEFEAH_FREEZE_AT: "publish.processing-polled:5", PATH: notifier.path },
      });
      await until(() => app.hasOpened(), LONG_MS);
      await until(async () => (await polls(due.practice)) >= 5, LONG_MS);
      const frozenAt = Date.now();
      await until(() => existsSync(alarmFile) && notifier.said() !== "", 120_000);
      const seconds = secondsSince(frozenAt);
      console.log(`main standing still in a real process: warned after ${seconds} s`);
      const { silentSinceAt, raisedAt } = JSON.parse(readFileSync(alarmFile, "utf8")) as {
        silentSinceAt: number;
        raisedAt: number;
      };
      expect((raisedAt - silentSinceAt) / 1000).toBeLessThanOrEqual(PROMISE_S);
      expect(notifier.said()).toContain("Defeah Studio has stopped answering");
      expect(seconds).toBeLessThanOrEqual(PROMISE_S);
    }
    await using app = new MainProcess({ data: due.data, isUnhurried: true });
    const titles = async () => (await app.desktop.state()).notifications.map(({ title }) => title);
    await until(() => app.hasOpened(), LONG_MS);
    await until(
      async () => (await titles()).includes("Defeah Studio had stopped answering"),
      60_000,
    );
    expect(await titles()).toContain("Defeah Studio had stopped answering");
    expect(existsSync(alarmFile)).toBe(false);
    await until(() => readStand(due.data).state === "published", 120_000);
    expect(readStand(due.data).state).toBe("published");
  },
  LONG_MS,
);
