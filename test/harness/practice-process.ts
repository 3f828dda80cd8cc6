import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import type { FaultScript } from "../../electron/practice/faults.ts";
import type { LedgerEntry } from "../../electron/practice/ledger.ts";
import type { NewApp } from "../../electron/practice/login/register.ts";
import type { Behaviour } from "../../electron/practice/limits.ts";
import type { SeenCall } from "../../electron/practice/seen.ts";
import type { Trouble } from "../../electron/practice/troubles.ts";
import { PracticeServer } from "../../electron/practice/server.ts";

/** The practice Instagram as a process of its own, for tests that kill the app, or it. Steered over `/__control`. */
export class PracticeProcess {
  readonly origin: string;
  private readonly child: ChildProcess;

  private constructor(child: ChildProcess, origin: string) {
    this.child = child;
    this.origin = origin;
  }

  /** Resolves once it listens. @throws when it ends before. */
  static async start(options: {
    readonly folder: string;
    readonly port?: number;
    readonly behaviour?: Partial<Behaviour>;
  }): Promise<PracticeProcess> {
    const args = [
      "--folder",
      options.folder,
      "--behaviour",
      JSON.stringify(options.behaviour ?? {}),
    ];
    if (options.port !== undefined) args.push("--port", String(options.port));
    const child = spawn(process.execPath, [import.meta.filename, ...args], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const first = once(createInterface(child.stdout), "line").then(([line]) => String(line));
    const ended = once(child, "exit").then(() => "");
    const line = await Promise.race([first, ended]);
    if (line === "") throw new Error("The practice process ended before it listened.");
    const { origin } = JSON.parse(line) as { origin: string };
    return new PracticeProcess(child, origin);
  }

  setFaults(script: FaultScript): Promise<object> {
    return this.control("POST", "faults", script);
  }

  /** The same username again is the same account, with another token. */
  createAccount(
    username: string,
    options: { readonly login?: "instagram" | "facebook"; readonly permissions?: string[] } = {},
  ): Promise<{ readonly platformUserId: string; readonly token: string }> {
    return this.control("POST", "accounts", { username, ...options });
  }

  /** From now on. */
  setBehaviour(change: Partial<Behaviour>): Promise<object> {
    return this.control("POST", "behaviour", change);
  }

  /** An app that people can log in to. */
  registerApp(app: NewApp): Promise<object> {
    return this.control("POST", "apps", app);
  }

  /** Null takes the account out of its trouble. */
  setTrouble(platformUserId: string, trouble: Trouble | null): Promise<object> {
    return this.control("POST", "trouble", { platformUserId, trouble });
  }

  /** Ends every token for the account. */
  revoke(platformUserId: string, subcode: number | null = 458): Promise<object> {
    return this.control("POST", "revoke", { platformUserId, subcode });
  }

  ledger(): Promise<readonly LedgerEntry[]> {
    return this.control("GET", "ledger");
  }

  seen(): Promise<readonly SeenCall[]> {
    return this.control("GET", "seen");
  }

  shiftClock(shiftMs: number): Promise<object> {
    return this.control("POST", "clock", { shiftMs });
  }

  release(name: string): Promise<object> {
    return this.control("POST", "release", { name });
  }

  async isHeld(name: string): Promise<boolean> {
    return (await this.control<{ held: boolean }>("POST", "held", { name })).held;
  }

  commentByHand(comment: {
    readonly mediaId: string;
    readonly username: string;
    readonly text: string;
  }): Promise<{ readonly commentId: string }> {
    return this.control("POST", "comment-by-hand", comment);
  }

  postByHand(post: {
    readonly platformUserId: string;
    readonly caption: string;
    readonly format?: "image" | "reel" | "story";
  }): Promise<{ readonly mediaId: string; readonly permalink: string }> {
    return this.control("POST", "post-by-hand", post);
  }

  /** SIGKILL, as a power cut does it to a process. Resolves once it is gone. */
  async kill(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const gone = once(this.child, "exit");
    this.child.kill("SIGKILL");
    await gone;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.kill();
  }

  private async control<T>(method: string, command: string, body?: object): Promise<T> {
    const reply = await fetch(`${this.origin}/__control/${command}`, {
      method,
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const answer: unknown = await reply.json();
    if (!reply.ok) throw new Error(`${command}: ${JSON.stringify(answer)}`);
    return answer as T;
  }
}

/** Runs until killed, or until whoever started it is gone. Its first line says where it listens. */
async function run(): Promise<void> {
  const { values } = parseArgs({
    options: {
      folder: { type: "string" },
      port: { type: "string" },
      behaviour: { type: "string", default: "{}" },
    },
  });
  if (values.folder === undefined) throw new Error("--folder is missing");
  const server = new PracticeServer({
    folder: values.folder,
    control: true,
    behaviour: JSON.parse(values.behaviour) as Partial<Behaviour>,
    ...(values.port === undefined ? {} : { port: Number(values.port) }),
  });
  await server.start();
  console.log(JSON.stringify({ origin: server.origin }));
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) process.exit();
  }, 500);
}

if (import.meta.main) await run();
