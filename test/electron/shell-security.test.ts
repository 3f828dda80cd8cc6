import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";

/** What of Electron's checklist is read rather than run: the sources and the packaging file. The rest is `test/e2e/security.test.ts`. */
const root = resolve(import.meta.dirname, "../..");
const read = (file: string) => readFileSync(join(root, file), "utf8");
const sources = ["main.ts", "preload.ts"]
  .map((file) => join("electron", file))
  .concat(readdirSync(join(root, "electron/shell")).map((file) => join("electron/shell", file)))
  .filter((file) => file.endsWith(".ts"));

test.each([
  ["6", /webSecurity:\s*false/],
  ["8", /allowRunningInsecureContent/],
  ["9", /experimentalFeatures/],
  ["10", /enableBlinkFeatures/],
  ["11", /allowpopups|webviewTag:\s*true/],
  ["2", /nodeIntegration\w*:\s*true/],
  ["3", /contextIsolation:\s*false/],
  ["4", /sandbox:\s*false|no-sandbox/],
  // `file:///*` is a pattern of what is blocked, not an address that is opened.
  ["18", /loadFile\(|["'`]file:\/\/\/(?!\*)/],
  ["secrets", /setUsePlainTextEncryption|\bencryptString\(|\bdecryptString\(/],
  ["one channel each way", /ipcMain\.on\(|ipcRenderer\.(send|sendSync|postMessage)\(/],
])("item %s: nothing in the shell says %s", (_item, forbidden) => {
  expect(sources.filter((file) => forbidden.test(read(file)))).toEqual([]);
});

test("item 4: the sandbox and the schemes are set before Electron is ready", () => {
  const shell = read("electron/shell/shell.ts");
  const before = shell.slice(shell.indexOf("export function createShell"), shell.indexOf("class "));
  expect(before).toContain("lockDown();");
  expect(before).toContain("registerSchemes();");
  expect(read("electron/shell/security.ts")).toContain("app.enableSandbox();");
});

test("item 5: both permission handlers and the device handler are set", () => {
  const security = read("electron/shell/security.ts");
  for (const handler of ["PermissionRequest", "PermissionCheck", "DevicePermission"])
    expect(security).toContain(`set${handler}Handler(`);
});

test("item 13: all three kinds of navigation are guarded", () => {
  const security = read("electron/shell/security.ts");
  for (const event of ["will-navigate", "will-redirect", "will-frame-navigate"])
    expect(security).toContain(`"${event}"`);
});

test("item 16: Electron is pinned exactly, to a line supported as of 2026-11 (43, 44, 45)", () => {
  const { devDependencies } = JSON.parse(read("package.json")) as {
    devDependencies: Record<string, string>;
  };
  expect(devDependencies["electron"]).toMatch(/^4[345]\.\d+\.\d+$/);
});

test("item 19: the fuses of the package", () => {
  const config = read("electron-builder.yml");
  const fuses = /electronFuses:\n((?: {2}.*\n)+)/.exec(config)?.[1] ?? "";
  const set = Object.fromEntries(
    [...fuses.matchAll(/^ {2}(\w+): (true|false)/gm)].map(([, name, value]) => [
      name,
      value === "true",
    ]),
  );
  expect(set).toEqual({
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    loadBrowserProcessSpecificV8Snapshot: false,
    grantFileProtocolExtraPrivileges: false,
  });
});

test("item 20: the preload exposes two functions and hands no event object on", () => {
  const preload = read("electron/preload.ts");
  expect(preload.match(/exposeInMainWorld/g)).toHaveLength(1);
  expect(preload).not.toMatch(/listener\(_?event/);
  expect(preload.match(/^ {2}\w+: \(/gm)).toEqual(["  invoke: (", "  subscribe: ("]);
});
