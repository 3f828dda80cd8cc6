import {
  closeSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { LedgerEntry } from "./ledger.ts";

/** Append-only file of what was executed, one JSON line each, on the disk before the caller hears of it. */
export class LedgerFile {
  readonly entries: LedgerEntry[] = [];
  private readonly file: number;
  private length: number;
  private isClosed = false;

  /**
   * Opens `folder`, replays it and drops a last line that a kill tore.
   *
   * @throws when a line before the last is damaged: the oracle must not guess.
   */
  constructor(folder: string) {
    mkdirSync(folder, { recursive: true });
    this.file = openSync(join(folder, "ledger.jsonl"), "a+");
    const whole = readFileSync(this.file);
    const { entries, length } = replay(whole.toString("utf8"));
    this.entries.push(...entries);
    this.length = length;
    if (length < whole.length) this.cutBack();
  }

  /** Returns once the line is on the disk. A write that fails half-way leaves no trace. */
  append(entry: LedgerEntry): void {
    // The number of a closed file may by now be another file's.
    if (this.isClosed) throw new Error("The practice Instagram has stopped.");
    const line = Buffer.from(`${JSON.stringify(entry)}\n`);
    try {
      for (let done = 0; done < line.length; done += writeSync(this.file, line, done));
      fsyncSync(this.file);
    } catch (error) {
      this.cutBack();
      throw error;
    }
    this.length += line.length;
    this.entries.push(entry);
  }

  close(): void {
    this.isClosed = true;
    closeSync(this.file);
  }

  private cutBack(): void {
    ftruncateSync(this.file, this.length);
    fsyncSync(this.file);
  }
}

function replay(text: string): { readonly entries: LedgerEntry[]; readonly length: number } {
  const lines = text.split("\n");
  const entries: LedgerEntry[] = [];
  let length = 0;
  for (const [index, line] of lines.entries()) {
    const isLast = index >= lines.length - 2 && (lines[index + 1] ?? "") === "";
    const entry = line === "" ? undefined : parseLine(line);
    const isWhole = index < lines.length - 1;
    if (entry && isWhole) {
      entries.push(entry);
      length += Buffer.byteLength(line) + 1;
    } else if (line !== "" && !isLast)
      throw new Error(`The practice Instagram's ledger is damaged at line ${index + 1}.`);
  }
  return { entries, length };
}

function parseLine(line: string): LedgerEntry | undefined {
  try {
    return LedgerEntry.parse(JSON.parse(line));
  } catch {
    // A line that a kill tore is no JSON: the caller decides by its place.
    return undefined;
  }
}
