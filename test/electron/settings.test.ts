import Database from "better-sqlite3";
import fc from "fast-check";
import { expect, test } from "vitest";
import { readSettings } from "../../electron/features/settings/stored.ts";
import { SETTINGS_DEFAULTS } from "../../shared/contract/settings-defaults.ts";
import { Settings } from "../../shared/contract/settings.ts";
import { fakePorts } from "../fakes/ports.ts";
import { MINUTE, PublishingRun } from "../harness/publishing-run.ts";
import { createTestApp } from "../harness/test-app.ts";

test("a setting is kept over a restart and announced", async () => {
  const ports = fakePorts();
  const first = await createTestApp(ports);
  const heard: unknown[] = [];
  first.app.events.subscribe((name, payload) => heard.push([name, payload]));
  await first.ipc.settings.set({ theme: "dark", graceMinutes: 15 });
  expect(heard).toContainEqual(["settings.changed", { keys: ["theme", "graceMinutes"] }]);
  await first.app.stop();
  await using second = await createTestApp(ports);
  expect(await second.ipc.settings.get({})).toEqual({
    ...SETTINGS_DEFAULTS,
    theme: "dark",
    graceMinutes: 15,
  });
});

test("nonsense in the table falls back key by key, is named, and harms no other", async () => {
  const ports = fakePorts();
  const first = await createTestApp(ports);
  await first.ipc.settings.set({ graceMinutes: 15 });
  await first.app.stop();
  const client = new Database(ports.paths.database);
  client.exec(
    `insert into setting values ('theme', '"pink"'), ('weekStartsOn', '{{'), ('fromTheFuture', '1')`,
  );
  client.close();
  await using second = await createTestApp(ports);
  expect(await second.ipc.settings.get({})).toEqual({ ...SETTINGS_DEFAULTS, graceMinutes: 15 });
  expect((await second.ipc.settings.health({})).ignoredSettings.sort()).toEqual([
    "theme",
    "weekStartsOn",
  ]);
});

test("whatever stands in the table, every setting has a valid value", () => {
  const key = fc.constantFrom(...Object.keys(Settings.shape), "__proto__", "constructor");
  fc.assert(
    fc.property(fc.array(fc.record({ key, value: fc.oneof(fc.json(), fc.string()) })), (rows) => {
      expect(Settings.safeParse(readSettings(rows).settings).success).toBe(true);
    }),
  );
});

test.each([
  ["http://graph.example", false],
  ["https://user:pass@graph.example", false],
  ["ftp://graph.example", false],
  ["https://graph.example/?x=1", false],
  ["http://127.0.0.1.evil.example", false],
  ["https://graph.example", true],
  ["http://127.0.0.1:8080", true],
  ["http://localhost:8080/base", true],
])("the Graph host %s: accepted %s", async (graphHost, isAccepted) => {
  await using app = await createTestApp();
  const result = await app.app.dispatch("settings.set", { graphHost });
  expect(result.ok).toBe(isAccepted);
});

test("starting at login is passed to the system", async () => {
  await using app = await createTestApp();
  await app.ipc.settings.set({ startAtLogin: true });
  expect(app.ports.autostart.isEnabled()).toBe(true);
});

test("the database is held against the promises of publishing beside the running app", async () => {
  await using run = await PublishingRun.start();
  const id = await run.scheduled("Green sofa", 10 * MINUTE);
  await run.clock.advance(12 * MINUTE);
  const well = await run.ipc.settings.checkInvariants({});
  expect(well.findings.length).toBeGreaterThan(20);
  expect(well.findings.filter(({ isHeld }) => !isHeld)).toEqual([]);
  const db = new Database(run.ports.paths.database);
  db.exec("drop trigger published_is_final; update publication set state = 'ready'");
  db.close();
  const { findings } = await run.ipc.settings.checkInvariants({});
  const broken = findings.filter(({ isHeld }) => !isHeld);
  expect(broken.map(({ number }) => number)).toEqual(expect.arrayContaining(["I2", "I6"]));
  expect(broken.find(({ name }) => name === "published stays published")?.rows).toEqual([id]);
  expect(run.ports.recorded.logs.map(({ event }) => event)).toContain("invariant.broken");
});
