/**
 * What the app needs from the outside world, in its own words. Each port has one adapter in `shell/` (Electron), one in
 * `headless/` (plain Node) where it makes sense without a window, and one fake in `test/fakes/`.
 */
export interface Clock {
  /** Epoch ms UTC, as the computer believes. */
  now(): number;
  /** Milliseconds since some moment in the past; does not jump when the wall clock is set. May stand still in sleep. */
  elapsedMs(): number;
  /** Runs `fn` once at `at` (epoch ms UTC), however far away. Returns how to call it off. */
  at(at: number, fn: () => void): () => void;
}

export interface Ids {
  /** A UUID v7: sorts by time. */
  next(): string;
  /** A number in [0, 1) for jitter; never for secrets. */
  random(): number;
}

/** The OS's own encryption. `durable` is false when it offers none worth the name: secrets then live in memory only. */
export interface Keychain {
  /** Asked once at start; encrypts a probe and looks at what came out. */
  probe(): Promise<{ readonly durable: boolean; readonly backend: string }>;
  encrypt(text: string): Promise<Uint8Array>;
  /**
   * `shouldReEncrypt` after a key change. @throws an error whose `code` is `temporarily-unavailable` when the OS cannot open it
   * just now (locked): it is waited for. Any other error: the key is gone, and she must log in again.
   */
  decrypt(
    sealed: Uint8Array,
  ): Promise<{ readonly text: string; readonly shouldReEncrypt: boolean }>;
}

export interface Windows {
  /** Opens the window, or brings it to the front, at a screen such as `/outbox`. */
  show(route?: string): void;
  send(name: string, payload: unknown): void;
  isFocused(): boolean;
}

export type TrayView = {
  readonly state: "idle" | "publishing" | "attention" | "paused";
  /** `Next: Green sofa, 18:30` or why there is none. */
  readonly tooltip: string;
  readonly next: readonly { readonly label: string; readonly route: string }[];
  readonly attention: readonly { readonly label: string; readonly route: string }[];
  readonly paused: boolean;
  readonly startAtLogin: boolean;
};
export type TrayCommand =
  | { readonly kind: "open"; readonly route?: string }
  | { readonly kind: "set-paused"; readonly paused: boolean }
  | { readonly kind: "publish-next" }
  | { readonly kind: "new-draft" }
  | { readonly kind: "set-start-at-login"; readonly enabled: boolean }
  | { readonly kind: "quit" };
export interface Tray {
  show(view: TrayView): void;
  onCommand(fn: (command: TrayCommand) => void): () => void;
}

export interface Notifier {
  /** A click opens the window at `route`. */
  notify(note: { readonly title: string; readonly body: string; readonly route: string }): void;
}

export interface Dialogs {
  /** Paths of picture files she chose; empty when she changed her mind. */
  pickPictures(): Promise<readonly string[]>;
  /** The path she chose for a new file; null when she changed her mind. An existing file has been asked about by then. */
  saveFile(file: { readonly title: string; readonly name: string }): Promise<string | null>;
  /** Returns the index of the button pressed. The first is the safe one. */
  ask(question: {
    readonly title: string;
    readonly detail: string;
    readonly buttons: readonly string[];
  }): Promise<number>;
}

export interface Power {
  onResume(fn: () => void): () => void;
  onSuspend(fn: () => void): () => void;
  /** Keeps the computer from sleeping until the returned function is called. */
  keepAwake(reason: string): () => void;
}

export interface Network {
  isOnline(): boolean;
  onChange(fn: (isOnline: boolean) => void): () => void;
}

export interface Links {
  /** Opens an https page in the browser (http only on this computer). Called with URLs that main made or the platform gave. */
  open(url: string): Promise<void>;
}

/** Meta's own login page. What she types there is between her and Meta. */
export interface LoginWindow {
  /**
   * Shows `url` until it wants to lead to `redirectUri`, and resolves with that whole address, which is never asked for.
   * Undefined when she closed it or `signal` aborted.
   */
  show(
    login: { readonly url: string; readonly redirectUri: string },
    signal: AbortSignal,
  ): Promise<string | undefined>;
}

export interface Autostart {
  isEnabled(): boolean;
  setEnabled(enabled: boolean): void;
}

/** A thread of the app's own code beside main. What it is told and what it says are plain values. */
export interface Thread {
  post(message: unknown): void;
  stop(): Promise<void>;
}
export interface Threads {
  /** `script` is one of `paths`; `onEnd` is called once, however it ended, with the error if that was why. */
  start(
    script: string,
    options: {
      readonly data: unknown;
      readonly onMessage: (message: unknown) => void;
      readonly onEnd: (error: Error | undefined) => void;
    },
  ): Thread;
}

/** Ids and events only: no captions, no tokens, no full URLs. The sink redacts all the same. */
export interface Log {
  info(event: string, detail?: Readonly<Record<string, unknown>>): void;
  error(event: string, detail?: Readonly<Record<string, unknown>>): void;
  /** From now on this value never reaches the log. The vault calls it for each secret it handles. */
  hide(value: string): void;
}

/** Absolute folders and files. */
export type Paths = {
  readonly dataFolder: string;
  readonly database: string;
  readonly mediaFolder: string;
  readonly backupFolder: string;
  readonly logFile: string;
  /** `resources`, as shipped. */
  readonly resources: string;
  /** The modules of the threads that read strangers' files. */
  readonly pictureWorker: string;
  readonly videoWorker: string;
  /** The module of the watch over the publisher, and that of long reads of a database. */
  readonly watchWorker: string;
  readonly readerWorker: string;
};

export type Ports = {
  readonly clock: Clock;
  readonly ids: Ids;
  /** Node's own, never Chromium's: Chromium re-sends a POST when a kept-alive socket dies (docs/decisions). */
  readonly fetch: typeof fetch;
  readonly keychain: Keychain;
  readonly windows: Windows;
  readonly tray: Tray;
  readonly notifier: Notifier;
  readonly dialogs: Dialogs;
  readonly power: Power;
  readonly network: Network;
  readonly links: Links;
  readonly loginWindow: LoginWindow;
  readonly autostart: Autostart;
  readonly paths: Paths;
  readonly log: Log;
  readonly threads: Threads;
  readonly host: {
    readonly version: string;
    /** The process's way out. */
    quit(): void;
    /** Ends as `quit` does and starts anew on the same data folder, with the window. */
    relaunch(): void;
    /**
     * A command of the system that shows a warning of fixed words by itself, for when main hangs and can show nothing; null
     * where there is none: the words then go to the standard error.
     */
    readonly lastResort: readonly string[] | null;
  };
  /** Passed at each named step of the publish path. Does nothing, except under the crash tests, which die there. */
  readonly checkpoint: (step: string) => void;
};
