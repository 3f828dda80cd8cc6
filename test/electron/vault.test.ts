import { readFileSync } from "node:fs";
import { inspect } from "node:util";
import { afterEach, describe, expect, test } from "vitest";
import { closeDatabase, openDatabase } from "../../electron/db/open.ts";
import type { Db } from "../../electron/db/db.ts";
import { Secret } from "../../electron/lib/secret.ts";
import { Vault } from "../../electron/lib/vault.ts";
import type { Keychain } from "../../electron/ports.ts";
import { fakePorts, type FakePorts } from "../fakes/ports.ts";

const TOKEN = "IGAAcanary0Token0That0Must0Never0Be0Seen0Anywhere0123456789";
let db: Db | undefined;
afterEach(() => {
  if (db) closeDatabase(db);
  db = undefined;
});

/** A vault as the app makes it at its start; the same ports again are the next start. */
async function start(ports: FakePorts, keychain: Partial<Keychain> = {}): Promise<Vault> {
  if (db) closeDatabase(db);
  ({ db } = openDatabase({
    file: ports.paths.database,
    backupFolder: ports.paths.backupFolder,
    migrationsFolder: `${ports.paths.resources}/migrations`,
    now: ports.clock.now(),
  }));
  const vault = new Vault({
    db,
    ports: { ...ports, keychain: { ...ports.keychain, ...keychain } },
  });
  await vault.start();
  return vault;
}

const sealedRows = () => db!.$client.prepare("select key, sealed, backend from secret").all();

test("the log hides each part of a secret that has several", async () => {
  const hidden: string[] = [];
  const ports = fakePorts();
  const log = { ...ports.log, hide: (value: string) => void hidden.push(value) };
  const vault = await start({ ...ports, log });
  const pair = JSON.stringify({
    accessKeyId: "AKIACANARY",
    secretAccessKey: "s3cr3t/canary",
    n: 1,
  });
  await vault.set("media-host", new Secret(pair));
  expect(hidden).toEqual([pair, "AKIACANARY", "s3cr3t/canary"]);
});

describe("with a keychain", () => {
  test("a secret is sealed with its backend's name and comes back after a restart", async () => {
    const ports = fakePorts();
    const vault = await start(ports);
    await vault.set("a", new Secret(TOKEN));
    expect(vault).toMatchObject({ isDurable: true, backend: "fake" });
    expect(vault.isStored("a")).toBe(true);
    expect(sealedRows()).toMatchObject([{ key: "a", backend: "fake" }]);
    const again = await start(ports);
    expect((await again.get("a"))?.reveal()).toBe(TOKEN);
    expect(readFileSync(ports.paths.database).includes(TOKEN)).toBe(false);
  });

  test("a deleted secret is gone for good", async () => {
    const ports = fakePorts();
    const vault = await start(ports);
    await vault.set("a", new Secret(TOKEN));
    await vault.delete("a");
    expect(await vault.get("a")).toBeUndefined();
    expect(await (await start(ports)).get("a")).toBeUndefined();
  });

  test.each(["", "  \n"])("a good secret is not replaced by %j", async (empty) => {
    const ports = fakePorts();
    const vault = await start(ports);
    await vault.set("a", new Secret(TOKEN));
    await expect(vault.set("a", new Secret(empty))).rejects.toMatchObject({ code: "internal" });
    expect((await vault.get("a"))?.reveal()).toBe(TOKEN);
    expect((await (await start(ports)).get("a"))?.reveal()).toBe(TOKEN);
  });

  test("after a key change the secret is sealed anew when it is next read", async () => {
    const ports = fakePorts();
    await (await start(ports)).set("a", new Secret(TOKEN));
    const before = sealedRows();
    const rotated = await start(ports, {
      encrypt: async (text) =>
        Buffer.concat([await ports.keychain.encrypt(text), Buffer.from(" ")]),
      decrypt: async (sealed) => ({
        ...(await ports.keychain.decrypt(sealed)),
        shouldReEncrypt: true,
      }),
    });
    expect((await rotated.get("a"))?.reveal()).toBe(TOKEN);
    expect(sealedRows()).not.toEqual(before);
    expect((await (await start(ports)).get("a"))?.reveal()).toBe(TOKEN);
  });

  test("a row that still opens is kept when sealing it anew fails", async () => {
    const ports = fakePorts();
    await (await start(ports)).set("a", new Secret(TOKEN));
    const before = sealedRows();
    const rotated = await start(ports, {
      encrypt: () => Promise.reject(new Error("no")),
      decrypt: async (sealed) => ({
        ...(await ports.keychain.decrypt(sealed)),
        shouldReEncrypt: true,
      }),
    });
    expect((await rotated.get("a"))?.reveal()).toBe(TOKEN);
    expect(sealedRows()).toEqual(before);
  });

  test("a secret that cannot be opened counts as missing, but its row stays for the day it can", async () => {
    const ports = fakePorts();
    await (await start(ports)).set("a", new Secret(TOKEN));
    const locked = await start(ports, { decrypt: () => Promise.reject(new Error("bad key")) });
    expect(await locked.get("a")).toBeUndefined();
    expect(sealedRows()).toHaveLength(1);
    expect((await (await start(ports)).get("a"))?.reveal()).toBe(TOKEN);
  });

  test.each([
    Object.assign(new Error("locked"), { code: "temporarily-unavailable" }),
    new Error("Decryption is temporarily unavailable. Please try again."),
  ])("a keychain that is locked just now is waited for (%s)", async (locked) => {
    const ports = fakePorts();
    await (await start(ports)).set("a", new Secret(TOKEN));
    let isLocked = true;
    const vault = await start(ports, {
      decrypt: (sealed) => (isLocked ? Promise.reject(locked) : ports.keychain.decrypt(sealed)),
    });
    await expect(vault.get("a")).rejects.toMatchObject({
      code: "account-disconnected",
      retryAt: ports.clock.now() + 60_000,
    });
    isLocked = false;
    expect((await vault.get("a"))?.reveal()).toBe(TOKEN);
  });

  test.each([
    [
      "opens as something else",
      { decrypt: () => Promise.resolve({ text: "?", shouldReEncrypt: false }) },
    ],
    ["cannot seal", { encrypt: () => Promise.reject(new Error("no")) }],
  ])("a secret the keychain %s serves until the app quits, and says so", async (_, keychain) => {
    const ports = fakePorts();
    const vault = await start(ports, keychain);
    await vault.set("a", new Secret(TOKEN));
    expect((await vault.get("a"))?.reveal()).toBe(TOKEN);
    expect(vault.isStored("a")).toBe(false);
    expect(sealedRows()).toEqual([]);
  });
});

describe("without a keychain worth the name", () => {
  test("a secret lives until the app quits, never on the disk, and the vault says so", async () => {
    const ports = fakePorts();
    ports.given.durable = false;
    const vault = await start(ports);
    await vault.set("a", new Secret(TOKEN));
    expect(vault).toMatchObject({ isDurable: false, backend: "basic_text" });
    expect(vault.isStored("a")).toBe(false);
    expect((await vault.get("a"))?.reveal()).toBe(TOKEN);
    expect(sealedRows()).toEqual([]);
    expect(await (await start(ports)).get("a")).toBeUndefined();
  });

  test("a keychain whose probe fails is none", async () => {
    const vault = await start(fakePorts(), { probe: () => Promise.reject(new Error("no bus")) });
    expect(vault.isDurable).toBe(false);
  });
});

test("a secret does not print, whichever way it is printed", () => {
  const secret = new Secret(TOKEN);
  const prints = [
    String(secret),
    ["", secret].join(""),
    JSON.stringify({ secret }),
    inspect({ secret }, { depth: 9, showHidden: true }),
    String(new Error("x", { cause: secret }).cause),
    JSON.stringify(Object.entries(secret)),
  ];
  expect(prints.join()).not.toContain(TOKEN);
  expect(() => structuredClone({ secret }).secret.reveal()).toThrow();
});
