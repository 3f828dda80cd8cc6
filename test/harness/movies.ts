import { randomBytes } from "node:crypto";

/** What a made-up video says of itself. Its pictures are noise: nothing that reads it decodes them. */
export type MovieFacts = {
  readonly seconds: number;
  readonly width: number;
  readonly height: number;
  readonly frameRate: number;
  readonly codec: string;
  /** H.264's `profile_idc`: 100 is High, 122 is 4:2:2. */
  readonly profile: number;
  readonly isFastStart: boolean;
  readonly hasEditList: boolean;
  readonly isTurned: boolean;
  /** Null: without sound. */
  readonly audio: {
    readonly codec: string;
    readonly channels: number;
    readonly hertz: number;
  } | null;
  /** Of the noise. */
  readonly bytes: number;
};

const USUAL: MovieFacts = {
  seconds: 10,
  width: 1080,
  height: 1920,
  frameRate: 30,
  codec: "avc1",
  profile: 100,
  isFastStart: true,
  hasEditList: false,
  isTurned: false,
  audio: { codec: "mp4a", channels: 2, hertz: 48_000 },
  bytes: 4000,
};

/** An MP4 of nothing but its boxes, as ISO 14496-12 lays them out, and noise. */
export function movie(facts: Partial<MovieFacts> = {}): Buffer {
  const all = { ...USUAL, ...facts };
  const ftyp = box("ftyp", Buffer.from("isom\0\0\x02\0isomiso2avc1mp41", "latin1"));
  const mdat = box("mdat", randomBytes(all.bytes));
  const tracks = [videoTrack(all), ...(all.audio ? [audioTrack(all, all.audio)] : [])];
  const moov = box("moov", header("mvhd", all.seconds, 80), ...tracks);
  return Buffer.concat(all.isFastStart ? [ftyp, moov, mdat] : [ftyp, mdat, moov]);
}

function box(type: string, ...contents: readonly Buffer[]): Buffer {
  const body = Buffer.concat(contents);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(body.length + 8);
  head.write(type, 4, "latin1");
  return Buffer.concat([head, body]);
}

/** `mvhd` and `mdhd` of version 0: the timescale is 1000. */
function header(type: string, seconds: number, rest: number): Buffer {
  const bytes = Buffer.alloc(20);
  bytes.writeUInt32BE(1000, 12);
  bytes.writeUInt32BE(Math.round(seconds * 1000), 16);
  return box(type, bytes, Buffer.alloc(rest));
}

function videoTrack(facts: MovieFacts): Buffer {
  const { codec, width, height, profile, isTurned, hasEditList, seconds, frameRate } = facts;
  const entry = Buffer.alloc(78);
  entry.writeUInt16BE(isTurned ? height : width, 24);
  entry.writeUInt16BE(isTurned ? width : height, 26);
  const avcC = box("avcC", Buffer.from([1, profile, 0, 40]));
  const samples = Math.round(seconds * frameRate);
  return box(
    "trak",
    trackHeader(isTurned),
    ...(hasEditList ? [box("edts", box("elst", Buffer.alloc(20)))] : []),
    mdia("vide", seconds, { entry: box(codec, entry, avcC), samples }),
  );
}

function audioTrack({ seconds }: MovieFacts, audio: NonNullable<MovieFacts["audio"]>): Buffer {
  const entry = Buffer.alloc(28);
  entry.writeUInt16BE(audio.channels, 16);
  entry.writeUInt16BE(audio.hertz % 65_536, 24);
  const samples = Math.round((seconds * audio.hertz) / 1024);
  return box(
    "trak",
    trackHeader(false),
    mdia("soun", seconds, { entry: box(audio.codec, entry), samples }),
  );
}

/** With a matrix that leaves the picture as it is, or turns it by 90 degrees. */
function trackHeader(isTurned: boolean): Buffer {
  const bytes = Buffer.alloc(84);
  const one = 0x0001_0000;
  const matrix = isTurned ? [0, one, 0, -one, 0, 0] : [one, 0, 0, 0, one, 0];
  for (const [index, value] of matrix.entries()) bytes.writeInt32BE(value, 40 + 4 * index);
  return box("tkhd", bytes);
}

function mdia(
  handler: "vide" | "soun",
  seconds: number,
  { entry, samples }: { readonly entry: Buffer; readonly samples: number },
): Buffer {
  const hdlr = Buffer.alloc(24);
  hdlr.write(handler, 8, "latin1");
  const count = Buffer.alloc(8);
  count.writeUInt32BE(1, 4);
  const stts = Buffer.alloc(8);
  stts.writeUInt32BE(samples);
  const stbl = box("stbl", box("stsd", count, entry), box("stts", count, stts));
  return box("mdia", header("mdhd", seconds, 4), box("hdlr", hdlr), box("minf", stbl));
}
