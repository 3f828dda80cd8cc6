import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { layOut } from "../../electron/lib/data-folder.ts";
import type { Ports, TrayCommand, TrayView } from "../../electron/ports.ts";
import { FakeClock } from "./clock.ts";
import { fakeThreads } from "./threads.ts";

const root = join(import.meta.dirname, "../..");

/** Every port as a fake: records what the app does, answers what a test laid out beforehand. */
export type FakePorts = Ports & {
  readonly clock: FakeClock;
  readonly recorded: {
    readonly shown: string[];
    readonly sent: { name: string; payload: unknown }[];
    readonly trays: TrayView[];
    readonly notes: { title: string; body: string; route: string }[];
    readonly links: string[];
    readonly logs: { level: string; event: string; detail: unknown }[];
    readonly steps: string[];
    readonly relaunches: number[];
  };
  /** What the test lays out: files she picks, buttons she presses, whether the keychain is worth the name. */
  readonly given: {
    picks: string[][];
    answers: number[];
    /** Where she saves files, under the names that the app proposes; null: she presses Cancel. */
    saveFolder: string | null;
    durable: boolean;
    online: boolean;
    /** What she does in each login window: the address it leads to, or undefined when she closes it. */
    logins: ((login: {
      readonly url: string;
      readonly redirectUri: string;
      readonly signal: AbortSignal;
    }) => Promise<string | undefined> | string | undefined)[];
    /** The watch over the publisher looks too. Set before the app starts. */
    isWatched: boolean;
  };
  readonly fire: {
    tray(command: TrayCommand): void;
    resume(): void;
    suspend(): void;
    online(isOnline: boolean): void;
  };
};

export function fakePorts(
  overrides: Partial<Ports> & { readonly clock?: FakeClock } = {},
): FakePorts {
  const folder = mkdtempSync(join(tmpdir(), "defeah-test-"));
  const recorded: FakePorts["recorded"] = {
    shown: [],
    sent: [],
    trays: [],
    notes: [],
    links: [],
    logs: [],
    steps: [],
    relaunches: [],
  };
  const given: FakePorts["given"] = {
    picks: [],
    logins: [],
    answers: [],
    saveFolder: null,
    durable: true,
    online: true,
    isWatched: false,
  };
  const heard = {
    tray: new Set<(c: TrayCommand) => void>(),
    resume: new Set<() => void>(),
    suspend: new Set<() => void>(),
    online: new Set<(o: boolean) => void>(),
  };
  let nextId = 0;
  let startsAtLogin = false;
  const listen =
    <F>(set: Set<F>) =>
    (fn: F) => {
      set.add(fn);
      return () => void set.delete(fn);
    };
  const paths = pathsIn(folder);
  const clock = overrides.clock ?? new FakeClock();
  return {
    clock,
    ids: { next: () => `id-${String(++nextId).padStart(6, "0")}`, random: () => 0.5 },
    fetch: loopbackFetch,
    keychain: {
      probe: () =>
        Promise.resolve({ durable: given.durable, backend: given.durable ? "fake" : "basic_text" }),
      encrypt: (text) =>
        Promise.resolve(Buffer.from(`sealed:${Buffer.from(text).toString("base64")}`)),
      decrypt: (sealed) =>
        Promise.resolve({
          text: Buffer.from(Buffer.from(sealed).toString().slice(7), "base64").toString(),
          shouldReEncrypt: false,
        }),
    },
    windows: {
      show: (route) => void recorded.shown.push(route ?? "/"),
      send: (name, payload) => void recorded.sent.push({ name, payload }),
      isFocused: () => false,
    },
    tray: { show: (view) => void recorded.trays.push(view), onCommand: listen(heard.tray) },
    notifier: { notify: (note) => void recorded.notes.push({ ...note }) },
    dialogs: {
      pickPictures: () => answerOf(given.picks, "pickPictures"),
      saveFile: ({ name }) =>
        Promise.resolve(given.saveFolder === null ? null : join(given.saveFolder, name)),
      ask: (question) => answerOf(given.answers, question.title),
    },
    power: {
      onResume: listen(heard.resume),
      onSuspend: listen(heard.suspend),
      keepAwake: () => () => {},
    },
    network: { isOnline: () => given.online, onChange: listen(heard.online) },
    loginWindow: {
      show: (login, signal) => {
        const answer = given.logins.shift();
        if (answer) return Promise.resolve(answer({ ...login, signal }));
        return Promise.reject(new Error(`Unanswered login: ${login.url}`));
      },
    },
    links: { open: (url) => Promise.resolve(void recorded.links.push(url)) },
    autostart: {
      isEnabled: () => startsAtLogin,
      setEnabled: (enabled) => void (startsAtLogin = enabled),
    },
    paths,
    log: {
      info: (event, detail) => void recorded.logs.push({ level: "info", event, detail }),
      error: (event, detail) => void recorded.logs.push({ level: "error", event, detail }),
      hide: () => {},
    },
    threads: fakeThreads(clock, () => given.isWatched),
    host: {
      version: "0.1.0",
      quit: () => {},
      relaunch: () => void recorded.relaunches.push(clock.now()),
      lastResort: null,
    },
    checkpoint: (step) => void recorded.steps.push(step),
    ...overrides,
    recorded,
    given,
    fire: {
      tray: (command) => heard.tray.forEach((fn) => fn(command)),
      resume: () => heard.resume.forEach((fn) => fn()),
      suspend: () => heard.suspend.forEach((fn) => fn()),
      online: (isOnline) => {
        given.online = isOnline;
        heard.online.forEach((fn) => fn(isOnline));
      },
    },
  };
}

/** The data folder's layout, as `shell` and `headless` make it. */
export function pathsIn(folder: string): Ports["paths"] {
  return layOut(folder, {
    resources: join(root, "resources"),
    pictureWorker: join(root, "electron/features/media/picture-worker.ts"),
    videoWorker: join(root, "electron/features/media/video-worker.ts"),
    watchWorker: join(root, "electron/watch/watch-worker.ts"),
    readerWorker: join(root, "electron/watch/reader-worker.ts"),
  });
}

function answerOf<T>(answers: T[], question: string): Promise<T> {
  const answer = answers.shift();
  return answer === undefined
    ? Promise.reject(new Error(`Unanswered dialog: ${question}`))
    : Promise.resolve(answer);
}

/** Node's own, for servers of the test on this computer; anything else fails the test by name. */
const loopbackFetch: typeof fetch = (input, init) => {
  const { origin, hostname } = new URL(input instanceof Request ? input.url : input);
  return hostname === "127.0.0.1"
    ? fetch(input, init)
    : Promise.reject(new Error(`Unexpected network: ${origin}`));
};
