import { spawn, type ChildProcess } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Command } from "./queue-child.ts";

/** One scheduler in a process of its own. */
export class Child {
  /** Jobs that began: when they were due and when they did, epoch ms UTC. */
  readonly began: { readonly dueAt: number; readonly at: number }[] = [];
  private readonly process: ChildProcess;
  private readonly waiting: (() => void)[] = [];

  constructor(script: string, folder: string) {
    this.process = spawn(process.execPath, [join(import.meta.dirname, script), folder], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    const lines = createInterface({ input: this.process.stdout! });
    lines.on("line", (line) => this.hear(JSON.parse(line) as Line));
  }

  get pid(): number {
    return this.process.pid ?? 0;
  }

  /** Resolves when the child says that it is done with a command. */
  async ask(command: Command): Promise<void> {
    this.process.stdin?.write(`${JSON.stringify(command)}\n`);
    await this.done();
  }

  done(): Promise<void> {
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  async kill(): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    const gone = new Promise((resolve) => this.process.once("exit", resolve));
    this.process.kill("SIGKILL");
    await gone;
  }

  private hear(line: Line): void {
    if ("began" in line) this.began.push({ dueAt: line.began, at: line.at });
    else this.waiting.shift()?.();
  }
}

type Line = { readonly began: number; readonly at: number } | { readonly done: string };
