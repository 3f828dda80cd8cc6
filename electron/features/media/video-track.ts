import { childBoxes, damaged, type Box } from "./box-reader.ts";
import { MAX_SAMPLES } from "./video-job.ts";
import { cutShort } from "./whole-file.ts";

/** What the index says of one track. */
export type IndexedTrack = {
  /** `vide`, `soun`, `meta`, `tmcd`… */
  readonly handler: string;
  /** The four letters of its coding, such as `avc1`. */
  readonly coding: string;
  /** Where the coding's own description (`avcC`, `hvcC`) stands in bytes; null without. */
  readonly description: Buffer | null;
  /** Of QuickTime's `fiel` box: 2 is interlaced; null when it does not say. */
  readonly fields: number | null;
  readonly samples: number;
  readonly edits: EditList | null;
};

/** What of a track's media is shown. */
export type EditList = {
  /** Seconds that are shown, over all edits; 0 means to the end. */
  readonly shownS: number;
  /** More than one piece, or a changed speed: cannot be undone without coding anew. */
  readonly isCut: boolean;
};

type Source = { readonly index: Buffer; readonly fileSize: number; readonly timescale: number };

/** @throws FileRefused when its tables are larger than themselves, absurd, or point past the end of the file. */
export function readTrack(source: Source, trak: Box): IndexedTrack {
  const { index } = source;
  const hdlr = find(index, trak, ["mdia", "hdlr"]);
  const table = find(index, trak, ["mdia", "minf", "stbl"]);
  if (!hdlr || !table || hdlr.from + 12 > hdlr.to) throw damaged();
  const handler = index.toString("latin1", hdlr.from + 8, hdlr.from + 12);
  const entry = describe(index, find(index, table, ["stsd"]));
  const coding = entry?.type ?? "";
  return {
    handler,
    coding,
    samples: countSamples(source, table, { handler, coding }),
    ...(handler === "vide" && entry ? readPictureEntry(index, entry) : NO_PICTURE),
    edits: readEdits(source, find(index, trak, ["edts", "elst"])),
  };
}

const NO_PICTURE = { description: null, fields: null } as const;

/** Boxes of a picture's coding stand behind 78 bytes of fixed fields. */
function readPictureEntry(index: Buffer, entry: Box): Pick<IndexedTrack, "description" | "fields"> {
  if (entry.from + 78 > entry.to) return NO_PICTURE;
  const boxes = childBoxes(index, { from: entry.from + 78, to: entry.to });
  const config = boxes.find(({ type }) => type === "avcC" || type === "hvcC");
  const fiel = boxes.find(({ type }) => type === "fiel");
  return {
    description: config ? index.subarray(config.from, config.to) : null,
    fields: fiel ? (index[fiel.from] ?? null) : null,
  };
}

function find(index: Buffer, parent: Box, path: readonly string[]): Box | undefined {
  let at: Box | undefined = parent;
  for (const name of path) at = at && childBoxes(index, at).find(({ type }) => type === name);
  return at;
}

/** The first way in which the track's samples are coded. */
function describe(index: Buffer, stsd: Box | undefined): Box | undefined {
  return stsd && childBoxes(index, { from: stsd.from + 8, to: stsd.to })[0];
}

/** Each table says how many entries it has, and must have room for them; how many bytes each takes stands beside. */
const TABLES = { stts: 8, ctts: 8, stsc: 12, stco: 4, co64: 8, stss: 4 } as const;

function countSamples(
  source: Source,
  stbl: Box,
  track: Pick<IndexedTrack, "handler" | "coding">,
): number {
  if (track.handler !== "vide" && track.handler !== "soun") return 0;
  // Uncompressed sound has 48,000 samples a second, honestly; they are never read.
  const isRaw = track.handler === "soun" && track.coding !== "mp4a";
  let samples = 0;
  for (const box of childBoxes(source.index, stbl)) {
    if (box.type === "stsz" || box.type === "stz2") samples = readSampleCount(source.index, box);
    else checkTable(source, box, isRaw);
  }
  if (!isRaw && samples > MAX_SAMPLES) throw damaged();
  return samples;
}

function readSampleCount(index: Buffer, box: Box): number {
  if (box.from + 12 > box.to) throw damaged();
  const samples = index.readUInt32BE(box.from + 8);
  // One size for all stands alone; else each has 4 bytes, or half a byte at the least.
  const isListed = box.type === "stz2" || index.readUInt32BE(box.from + 4) === 0;
  const room = (box.to - box.from - 12) * (box.type === "stz2" ? 2 : 0.25);
  if (isListed && samples > room) throw damaged();
  return samples;
}

function checkTable({ index, fileSize }: Source, box: Box, isRaw: boolean): void {
  const width = TABLES[box.type as keyof typeof TABLES];
  if (width === undefined) return;
  const entries = box.from + 8 <= box.to ? index.readUInt32BE(box.from + 4) : Infinity;
  if (entries > (box.to - box.from - 8) / width) throw damaged();
  if (!isRaw && (box.type === "stts" || box.type === "ctts")) demandSane(index, box, entries);
  if (!isRaw && box.type === "stsc") demandSteps(index, box, entries);
  if (box.type === "stco" || box.type === "co64") demandInFile(index, box, fileSize);
}

/** A few bytes can claim runs of equal samples that add up to billions. */
function demandSane(index: Buffer, box: Box, entries: number): void {
  let total = 0;
  for (let entry = 0; entry < entries; entry++)
    total += index.readUInt32BE(box.from + 8 + entry * 8);
  if (total > MAX_SAMPLES) throw damaged();
}

/** From which chunk on how many samples stand in each: a reader walks from one such chunk to the next. */
function demandSteps(index: Buffer, box: Box, entries: number): void {
  let before = 0;
  for (let entry = 0; entry < entries; entry++) {
    const firstChunk = index.readUInt32BE(box.from + 8 + entry * 12);
    const samples = index.readUInt32BE(box.from + 12 + entry * 12);
    if (firstChunk <= before || firstChunk > MAX_SAMPLES) throw damaged();
    if (samples === 0 || samples > MAX_SAMPLES) throw damaged();
    before = firstChunk;
  }
}

function demandInFile(index: Buffer, box: Box, fileSize: number): void {
  const isLong = box.type === "co64";
  const step = isLong ? 8 : 4;
  for (let at = box.from + 8; at + step <= box.to; at += step) {
    const offset = isLong ? Number(index.readBigUInt64BE(at)) : index.readUInt32BE(at);
    if (offset >= fileSize) throw cutShort("video");
  }
}

function readEdits({ index, timescale }: Source, elst: Box | undefined): EditList | null {
  if (!elst || elst.from + 8 > elst.to) return null;
  const isLong = index[elst.from] === 1;
  const width = isLong ? 20 : 12;
  const entries = index.readUInt32BE(elst.from + 4);
  if (entries > (elst.to - elst.from - 8) / width) throw damaged();
  let shown = 0;
  let pieces = 0;
  let isCut = false;
  for (let at = elst.from + 8; at < elst.from + 8 + entries * width; at += width) {
    const length = isLong ? Number(index.readBigUInt64BE(at)) : index.readUInt32BE(at);
    const start = isLong ? Number(index.readBigInt64BE(at + 8)) : index.readInt32BE(at + 4);
    const rate = index.readInt16BE(at + width - 4);
    if (start === -1) continue; // nothing is shown for so long: the track begins later
    pieces++;
    shown += length;
    if (rate !== 1 || pieces > 1) isCut = true;
  }
  return { shownS: shown / timescale, isCut };
}
