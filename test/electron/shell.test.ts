import { spawnSync } from "node:child_process";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { createCheckpoint } from "../../electron/shell/checkpoint.ts";
import { desktopEntry } from "../../electron/shell/desktop-entry.ts";
import { mayOpen } from "../../electron/shell/may-open.ts";
import { isOwnPage } from "../../electron/shell/own-page.ts";
import { fileFor } from "../../electron/shell/screen-file.ts";
import { readStartOptions } from "../../electron/shell/start-options.ts";

const folder = resolve("/opt/app/dist/renderer");

test.each([
  ["/", "index.html"],
  ["/calendar", "index.html"],
  ["/composer/0197-ab", "index.html"],
  ["/assets/main-abc.js", "assets/main-abc.js"],
])("the screens' address %s is the file %s", (path, file) =>
  expect(fileFor(folder, path)).toBe(join(folder, file)),
);

test.each([
  "/../../../etc/passwd.txt",
  "/%2e%2e/%2e%2e/package.json",
  "/..%2f..%2fpackage.json",
  "/assets/..%2f..%2f..%2fmain/main.js",
  "/..\\..\\package.json",
  "/%5c..%5c..%5cpackage.json",
  "/x.js%00.png",
  "/%zz.js",
  "/../renderer-evil/x.js",
])("the screens' address %s serves nothing outside their folder", (path) => {
  const file = fileFor(folder, path);
  expect(file === undefined || file.startsWith(`${folder}/`)).toBe(true);
});

test.each(["app://studio/", "app://studio/outbox?x=1#y"])("%s is a page of the app", (address) =>
  expect(isOwnPage(address)).toBe(true),
);

test.each([
  "app://studio.evil.example/",
  "app://evil/",
  "app://studio:8080/",
  "app://user@studio/",
  "app://user:pass@studio/",
  "https://studio/",
  "app-media://studio/",
  "file:///studio/",
  "javascript:alert(1)",
  "data:text/html,app://studio/",
  "not an address",
  "",
])("%s is not a page of the app", (address) => expect(isOwnPage(address)).toBe(false));

test.each([
  "https://www.instagram.com/p/abc/",
  "http://127.0.0.1:4321/p/1",
  "http://localhost:80/",
  "http://[::1]:5000/",
])("%s may open in her browser", (address) => expect(mayOpen(address)).toBe(true));

test.each([
  "http://www.instagram.com/",
  "http://127.0.0.1.evil.example/",
  "http://localhost@evil.example/",
  "https://user:pass@instagram.com/",
  "file:///etc/passwd",
  "javascript:alert(1)",
  "ms-msdt:/id",
  "smb://server/share",
  "",
])("%s may not open in her browser", (address) => expect(mayOpen(address)).toBe(false));

test("the data folder and a silent start come from the command line, and nothing else does", () => {
  expect(readStartOptions([".", "--data=/srv/brand", "--hidden"])).toEqual({
    dataFolder: "/srv/brand",
    isHidden: true,
  });
  expect(readStartOptions(["--data", "/srv/brand", "--remote-debugging-port=9"])).toEqual({
    dataFolder: "/srv/brand",
    isHidden: false,
  });
  expect(readStartOptions(["--data="])).toEqual({ dataFolder: undefined, isHidden: false });
});

test("the autostart entry keeps spaces, quotes and percent signs of a folder's name", () => {
  expect(desktopEntry(["/opt/Defeah Studio/app", '--data=/home/a"b/50% off'])).toContain(
    'Exec="/opt/Defeah Studio/app" "--data=/home/a\\\\"b/50%% off"\n',
  );
});

const passTwice = `
  import { createCheckpoint } from ${JSON.stringify(resolve("electron/shell/checkpoint.ts"))};
  const pass = createCheckpoint(process.argv[1] === "packaged", { crashAt: process.argv[2] });
  for (const step of ["claimed", "intent-written", "claimed"]) { pass(step); console.log(step); }
`;
function passesOf(kind: string, spec: string) {
  const args = ["--input-type=module", "-e", passTwice, kind, spec];
  const { stdout, signal } = spawnSync(process.execPath, args, { encoding: "utf8" });
  return { passed: stdout.split("\n").filter(Boolean), signal };
}

test("a crash test ends the process at the named step, the named time", () => {
  expect(passesOf("sources", "intent-written")).toEqual({ passed: ["claimed"], signal: "SIGKILL" });
  expect(passesOf("sources", "claimed:2")).toEqual({
    passed: ["claimed", "intent-written"],
    signal: "SIGKILL",
  });
});

test("a packaged app has no crash points, whatever its environment says", () => {
  expect(passesOf("packaged", "claimed").signal).toBeNull();
  const plan = { crashAt: "claimed", freezeAt: "claimed" };
  expect(() => createCheckpoint(true, plan)("claimed")).not.toThrow();
});
