import { mkdtemp } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Bridge } from "../../shared/contract/client.ts";
import { launchApp, type LaunchedApp } from "./launch-app.ts";

/** The twenty items of Electron's checklist that a running app can show; the files are read in `test/electron/shell-security.test.ts`. */
declare global {
  interface Window {
    readonly bridge: Bridge;
  }
}

let app: LaunchedApp;
let page: Page;
/** A server out there, which must never hear from a page. */
const outside = createServer((request, response) => {
  heard.push(request.url ?? "");
  response.end("<title>outside</title>");
});
const heard: string[] = [];
let outsideUrl = "";

beforeAll(async () => {
  await new Promise<void>((resolve) => outside.listen(0, "127.0.0.1", resolve));
  outsideUrl = `http://127.0.0.1:${(outside.address() as AddressInfo).port}`;
  app = await launchApp();
  page = await app.page();
  await page.waitForFunction(() => "bridge" in window);
});

afterAll(async () => {
  await app.close();
  outside.close();
});

test("1, 7: a page's script reaches no network: not by fetch, socket, picture, beacon or frame", async () => {
  const results = await page.evaluate(async (url) => {
    const failed = (promise: Promise<unknown>) =>
      promise.then(
        () => "went through",
        () => "refused",
      );
    const picture = new Promise((resolve, reject) => {
      const image = new Image();
      image.addEventListener("load", resolve);
      image.addEventListener("error", reject);
      image.src = `${url}/picture`;
    });
    const socket = new Promise((resolve, reject) => {
      const opened = new WebSocket(url.replace("http", "ws"));
      opened.addEventListener("open", resolve);
      opened.addEventListener("error", reject);
    });
    const frame = document.createElement("iframe");
    frame.src = `${url}/frame`;
    document.body.append(frame);
    navigator.sendBeacon(`${url}/beacon`, "x");
    return Promise.all([failed(fetch(`${url}/fetch`)), failed(picture), failed(socket)]);
  }, outsideUrl);
  expect(results).toEqual(["refused", "refused", "refused"]);
  expect(heard).toEqual([]);
});

test("2, 3, 4: no Node in the page, the preload in a world of its own, the sandbox on", async () => {
  const seen = await page.evaluate(() => [
    "require" in window,
    "process" in window,
    "module" in window,
    "electron" in window,
    Object.keys(window).filter((name) => /electron|host|ipc/i.test(name)).length,
  ]);
  expect(seen).toEqual([false, false, false, false, 0]);
  const { windows } = await app.desktop.state();
  expect(windows[0]?.preferences).toMatchObject({
    nodeIntegration: false,
    contextIsolation: true,
    sandbox: true,
    webSecurity: true,
    webviewTag: false,
  });
});

test("5: camera, place, MIDI and the clipboard's contents are refused without asking", async () => {
  const states = await page.evaluate(() =>
    Promise.all(
      (["geolocation", "camera", "microphone", "midi", "notifications", "clipboard-read"] as const)
        .map((name) => navigator.permissions.query({ name: name as PermissionName }))
        .map((asked) => asked.then(({ state }) => state)),
    ),
  );
  expect(states).toEqual(Array.from({ length: 6 }, () => "denied"));
  const place = await page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        navigator.geolocation.getCurrentPosition(
          () => resolve("told"),
          ({ code }) => resolve(code === 1 ? "denied" : `other ${code}`),
        );
      }),
  );
  expect(place).toBe("denied");
});

test("7: an injected script, handler, style sheet or HTML string does not run", async () => {
  const violated = await page.evaluate(async () => {
    const directives: string[] = [];
    document.addEventListener("securitypolicyviolation", (event) => {
      directives.push(event.effectiveDirective);
    });
    const attempt = (fn: () => void) => {
      try {
        fn();
      } catch {
        directives.push("threw");
      }
    };
    const button = document.createElement("button");
    document.body.append(button);
    attempt(() => button.setAttribute("onclick", "window.wasHacked = true"));
    button.click();
    attempt(() => {
      button.innerHTML = "<img src=x onerror='window.wasHacked = true'>";
    });
    attempt(() => {
      const script = document.createElement("script");
      script.append(document.createTextNode("window.wasHacked = true"));
      document.body.append(script);
    });
    const style = document.createElement("style");
    style.append("body { display: none }");
    document.body.append(style);
    await new Promise((resolve) => setTimeout(resolve));
    return { directives, wasHacked: "wasHacked" in window };
  });
  expect(violated.wasHacked).toBe(false);
  expect(violated.directives.filter((name) => name === "threw")).toHaveLength(2);
  expect(violated.directives.some((name) => name.startsWith("require-trusted-types"))).toBe(true);
  expect(violated.directives.some((name) => name.startsWith("style-src"))).toBe(true);
});

test("11, 12: a <webview> is an unknown element", async () => {
  const isPlain = await page.evaluate(() => {
    const view = document.createElement("webview");
    return view instanceof HTMLUnknownElement || view.constructor === HTMLElement;
  });
  expect(isPlain).toBe(true);
});

test("13: the window does not leave the app: not by script, link, form or redirect", async () => {
  const before = page.url();
  for (const way of ["script", "link", "form"] as const)
    await page.evaluate(
      ([kind, url]) => {
        if (kind === "script") location.href = `${url}/script`;
        else if (kind === "link")
          Object.assign(document.createElement("a"), { href: `${url}/link` }).click();
        else {
          const form = Object.assign(document.createElement("form"), { action: `${url}/form` });
          document.body.append(form);
          form.submit();
        }
      },
      [way, outsideUrl] as const,
    );
  expect(await page.evaluate(() => "bridge" in window)).toBe(true);
  expect(page.url()).toBe(before);
  expect(heard).toEqual([]);
});

test("14: the page opens no window", async () => {
  await page.evaluate((url) => {
    window.open(`${url}/window`);
    window.open("/calendar");
    window.open(`${url}/noopener`, "_blank", "noopener");
    const link = Object.assign(document.createElement("a"), {
      href: `${url}/blank`,
      target: "_blank",
    });
    document.body.append(link);
    link.click();
  }, outsideUrl);
  await expect.poll(() => page.context().pages().length).toBe(1);
  expect(page.context().pages()).toEqual([page]);
  // The host closes a page that may not open; only Electron never makes it, so only there nothing can have been asked for.
  if (app.kind === "electron") expect(heard).toEqual([]);
  heard.length = 0;
});

test("17: a request of another window, an inner frame, a gone frame or a foreign page gets no answer", async () => {
  const refused = {
    ok: false,
    error: { code: "not-found", message: "The app has no such command." },
  };
  const ask = (forged: Parameters<typeof app.desktop.invokeAs>[0]) =>
    app.desktop.invokeAs(forged, "settings.get", {});
  expect(await ask({ frame: "inner" })).toEqual(refused);
  expect(await ask({ frame: "gone" })).toEqual(refused);
  expect(await ask({ frame: "main", isOtherWindow: true })).toEqual(refused);
  expect(await ask({ frame: "main", url: "https://evil.example/" })).toEqual(refused);
  expect(await ask({ frame: "main", url: "app://studio.evil.example/" })).toEqual(refused);
  expect(await ask({ frame: "main", url: "app://studio/calendar" })).toMatchObject({ ok: true });
});

test("18: screens and pictures come by their own schemes; nothing outside the screens' folder, no unknown id", async () => {
  const statuses = await page.evaluate(async () => {
    const load = (src: string) =>
      new Promise<string>((resolve) => {
        const image = new Image();
        image.addEventListener("load", () => resolve("shown"));
        image.addEventListener("error", () => resolve("refused"));
        image.src = src;
      });
    return Promise.all([
      load("app-media://media/none/thumbnail"),
      load("app-media://media/..%2f..%2fstudio.sqlite/picture"),
      load("app-media://etc/passwd"),
      load("/..%2f..%2fresources/tray/idle.png"),
      load("file:///etc/passwd"),
    ]);
  });
  expect(statuses).toEqual(Array.from({ length: 5 }, () => "refused"));
});

test("20: the page is given two functions, frozen, and no event object", async () => {
  const seen = await page.evaluate(async () => {
    const listened = new Promise<number>((resolve) => {
      const undo = window.bridge.subscribe((...args) => {
        undo();
        resolve(args.length);
      });
    });
    await window.bridge.invoke("settings.set", { theme: "dark" });
    await window.bridge.invoke("settings.set", { theme: "system" });
    return {
      keys: Object.keys(window.bridge),
      isFrozen: Object.isFrozen(window.bridge),
      isFixed: Object.getOwnPropertyDescriptor(window, "bridge")?.configurable === false,
      listenerArguments: await listened,
    };
  });
  expect(seen).toEqual({
    keys: ["invoke", "subscribe"],
    isFrozen: true,
    isFixed: true,
    listenerArguments: 2,
  });
});

test("a packaged app drops the switches it does not know", async () => {
  const data = await mkdtemp(join(tmpdir(), "defeah-switches-"));
  await using packaged = await launchApp({
    data,
    args: ["--hidden", "--remote-debugging-port=9", "--inspect", "--load-extension=/tmp/x"],
    env: { ELECTRON_HOST_PACKAGED: "1" },
  });
  expect((await packaged.desktop.state()).removedSwitches).toEqual([
    "remote-debugging-port",
    "inspect",
    "load-extension",
  ]);
});
