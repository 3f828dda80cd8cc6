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
import { z } from "zod";

const at = z.number();
const Picture = z.object({ file: z.string(), width: z.number(), height: z.number() });
const Words = {
  caption: z.string().nullable(),
  altText: z.string().nullable(),
  isAiGenerated: z.boolean(),
};

/** One effect that this server executed. `at` is the server's own clock, epoch ms UTC. Tokens stand here as hashes. */
export const LedgerEntry = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("account"),
    at,
    platformUserId: z.string(),
    appScopedId: z.string(),
    username: z.string(),
    name: z.string(),
  }),
  z.object({
    kind: z.literal("token"),
    at,
    platformUserId: z.string(),
    hash: z.string(),
    expiresAt: z.number(),
  }),
  z.object({
    kind: z.literal("token-death"),
    at,
    hash: z.string(),
    subcode: z.number().nullable(),
  }),
  z.object({
    kind: z.literal("container"),
    at,
    containerId: z.string(),
    platformUserId: z.string(),
    ...Words,
    /** Of the bytes that were fetched from `image_url`. */
    sha256: z.string(),
    picture: Picture,
    readyAt: z.number(),
    /** Set when processing is to end in ERROR with this code. */
    failure: z.number().nullable(),
  }),
  z.object({
    kind: z.literal("publish"),
    at,
    containerId: z.string(),
    mediaId: z.string(),
    platformUserId: z.string(),
    shortcode: z.string(),
    ...Words,
    sha256: z.string(),
    picture: Picture,
  }),
  z.object({
    kind: z.literal("post-by-hand"),
    at,
    mediaId: z.string(),
    platformUserId: z.string(),
    shortcode: z.string(),
    ...Words,
    sha256: z.string(),
    picture: Picture,
  }),
]);
export type LedgerEntry = z.infer<typeof LedgerEntry>;

/** Append-only file of what was executed, one JSON line each, on the disk before the caller hears of it. */
export class Ledger {
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
