import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { desktopOnHost, type Desktop } from "../e2e/desktop.ts";
import { root } from "./data-folder.ts";

/** Short, so that thousands of settle times fit into minutes. What the app really waits is `PUBLISHING_TIMES`. */
const TEST_TIMES = {
  graph: { publishTimeoutMs: 1500, readTimeoutMs: 3000, retryDelaysMs: [50, 100] },
  publishing: {
    pollMs: [100, 200],
    settleMs: 250,
    settleMaxMs: 1000,
    retryMs: 100,
    retryMaxMs: 500,
    recheckMs: 500,
    afterworkMs: 100,
    afterworkRetryMs: 200,
    afterworkRetryMaxMs: 1000,
  },
};

export type Start = {
  readonly data: string;
  /** `DEFEAH_CRASH_AT`. */
  readonly crashAt?: string;
  /** With the waits the app really has. */
  readonly isUnhurried?: boolean;
  /** Added to the environment. */
  readonly env?: Readonly<Record<string, string>>;
};

/**
 * The built main process on the Electron host, started as at login: in the tray, without a window. Real Electron's main
 * process is not tried here: its keychain cannot be filled from outside, and the window that could needs a display.
 */
export class MainProcess {
  /** Its tray and notifications. */
  readonly desktop: Desktop;
  private readonly child: ChildProcess;
  private readonly ended: Promise<NodeJS.Signals | null>;
  private readonly data: string;
  private readonly opensBefore: number;
  private output = "";

  constructor({ data, crashAt, isUnhurried = false, env = {} }: Start) {
    this.data = data;
    this.opensBefore = countOpens(data);
    const run = join(root, "test/electron-host/run.ts");
    this.child = spawn(process.execPath, [run, root, `--data=${data}`, "--hidden"], {
      env: {
        ...process.env,
        ELECTRON_HOST_KEYRING: "durable",
        DEFEAH_CRASH_AT: crashAt ?? "",
        DEFEAH_TEST_TIMES: isUnhurried ? "" : JSON.stringify(TEST_TIMES),
        ...env,
      },
      // With a channel the host takes itself for tested: it touches no display.
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    this.desktop = desktopOnHost(this.child);
    this.ended = once(this.child, "exit").then(([, signal]) => signal as NodeJS.Signals | null);
    const keep = (chunk: Buffer) => {
      this.output = (this.output + chunk.toString("utf8")).slice(-4000);
    };
    this.child.stdout?.on("data", keep);
    this.child.stderr?.on("data", keep);
  }

  get isRunning(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  /** True once this start has opened its database and begins with what it finds there. */
  hasOpened(): boolean {
    return countOpens(this.data) > this.opensBefore;
  }

  /** What it has said, for a failure's message. */
  get said(): string {
    return this.output;
  }

  /** True once it died by SIGKILL, false after `withinMs` or when it ended in another way. */
  async dies(withinMs: number): Promise<boolean> {
    const timeout = Promise.withResolvers<"alive">();
    const timer = setTimeout(() => timeout.resolve("alive"), withinMs);
    const end = await Promise.race([this.ended, timeout.promise]);
    clearTimeout(timer);
    return end === "SIGKILL";
  }

  async kill(): Promise<void> {
    this.child.kill("SIGKILL");
    await this.ended;
  }

  /** No part of it does anything for so long. */
  async standsStill(ms: number): Promise<void> {
    this.child.kill("SIGSTOP");
    await new Promise((resolve) => setTimeout(resolve, ms));
    this.child.kill("SIGCONT");
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.kill();
  }
}

/** The starts so far, by the app's own log. */
function countOpens(data: string): number {
  return readFileSync(join(data, "log.jsonl"), "utf8").split('"vault.probed"').length - 1;
}
