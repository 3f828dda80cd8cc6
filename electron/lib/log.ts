import { appendFileSync, existsSync, mkdirSync, renameSync, statSync } from "node:fs";
import { dirname } from "node:path";
import type { Log } from "../ports.ts";
import { Redactor } from "./redact.ts";

const LONGEST_FILE_BYTES = 5 * 1024 * 1024;
const LONGEST_LINE = 16_000;
const DEEPEST_CAUSE = 5;

/** Appends one JSON line an event to a file; the file before it is kept as `.1`. Everything passes the redactor. */
export class FileLog implements Log {
  private readonly file: string;
  private readonly now: () => number;
  private readonly redactor = new Redactor();

  constructor(file: string, now: () => number) {
    this.file = file;
    this.now = now;
    mkdirSync(dirname(file), { recursive: true });
  }

  info(event: string, detail: Readonly<Record<string, unknown>> = {}): void {
    this.write("info", event, detail);
  }

  error(event: string, detail: Readonly<Record<string, unknown>> = {}): void {
    this.write("error", event, detail);
  }

  hide(value: string): void {
    this.redactor.hide(value);
  }

  private write(level: string, event: string, detail: Readonly<Record<string, unknown>>): void {
    const line = JSON.stringify(
      { at: new Date(this.now()).toISOString(), level, event, ...detail },
      plain,
    );
    try {
      this.rotate();
      appendFileSync(this.file, `${this.redactor.redact(line).slice(0, LONGEST_LINE)}\n`);
    } catch {
      // A full disk must not turn a log line into a failed publication.
    }
  }

  private rotate(): void {
    if (existsSync(this.file) && statSync(this.file).size > LONGEST_FILE_BYTES)
      renameSync(this.file, `${this.file}.1`);
  }
}

function plain(_key: string, value: unknown): unknown {
  if (typeof value === "bigint") return value.toString();
  return value instanceof Error ? describeError(value, 0) : value;
}

function describeError(error: Error, depth: number): unknown {
  const code = "code" in error && typeof error.code === "string" ? error.code : undefined;
  const cause =
    error.cause instanceof Error && depth < DEEPEST_CAUSE
      ? describeError(error.cause, depth + 1)
      : undefined;
  return { name: error.name, message: error.message, code, stack: error.stack, cause };
}
