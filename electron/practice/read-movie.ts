import {
  boxesIn,
  contentsOf,
  findBox,
  sourceOf,
  withFile,
  type Box,
  type Source,
} from "./boxes.ts";

export type VideoTrack = {
  readonly codec: string;
  /** As shown: turned when the track says so. */
  readonly width: number;
  readonly height: number;
  readonly frameRate: number;
  /** H.264's `profile_idc`, from `avcC`. */
  readonly profile: number | null;
};

export type AudioTrack = {
  readonly codec: string;
  readonly channels: number;
  readonly sampleRate: number;
};

/** What a video file says of itself. Nothing is decoded. */
export type Movie = {
  /** `moov` before `mdat`. */
  readonly isFastStart: boolean;
  readonly hasEditList: boolean;
  readonly durationMs: number;
  readonly video: VideoTrack | null;
  readonly audio: AudioTrack | null;
};

const MOOV_BYTES = 64 * 1024 * 1024;

/** Reads the boxes of an MP4 or MOV (ISO 14496-12 and -15); undefined when the file is neither. */
export function readMovie(path: string): Movie | undefined {
  return withFile(path, (file) => {
    const top = [...boxesIn(file)];
    const moov = top.find((box) => box.type === "moov");
    const mdat = top.find((box) => box.type === "mdat");
    if (!moov || !mdat || moov.to - moov.from > MOOV_BYTES) return undefined;
    const source = sourceOf(contentsOf(file, moov));
    try {
      return {
        isFastStart: moov.start < mdat.start,
        ...readTracks(source, { type: "moov", start: 0, from: 0, to: source.size }),
      };
    } catch (error) {
      // A box shorter than its own layout: the file is damaged.
      if (error instanceof RangeError) return undefined;
      throw error;
    }
  });
}

function readTracks(source: Source, moov: Box): Omit<Movie, "isFastStart"> {
  const tracks = [...boxesIn(source, moov.from, moov.to)].filter((box) => box.type === "trak");
  const ofKind = (kind: string): Box | undefined =>
    tracks.find((track) => handlerOf(source, track) === kind);
  const video = ofKind("vide");
  const audio = ofKind("soun");
  return {
    hasEditList: tracks.some((track) => findBox(source, track, "edts", "elst") !== undefined),
    durationMs: 1000 * secondsOf(source, findBox(source, moov, "mvhd")),
    video: video ? readVideo(source, video) : null,
    audio: audio ? readAudio(source, audio) : null,
  };
}

function handlerOf(source: Source, track: Box): string {
  const hdlr = findBox(source, track, "mdia", "hdlr");
  return hdlr ? contentsOf(source, hdlr).toString("latin1", 8, 12) : "";
}

/** Of `mvhd` and `mdhd`, which are laid out alike: version 1 has 64-bit times. */
function secondsOf(source: Source, header: Box | undefined): number {
  if (!header) return 0;
  const bytes = contentsOf(source, header);
  const isLong = bytes.readUInt8(0) === 1;
  const timescale = bytes.readUInt32BE(isLong ? 20 : 12);
  const duration = isLong ? Number(bytes.readBigUInt64BE(24)) : bytes.readUInt32BE(16);
  return timescale === 0 ? 0 : duration / timescale;
}

function readVideo(source: Source, track: Box): VideoTrack {
  const { codec, bytes } = sampleEntry(source, track);
  const tkhd = findBox(source, track, "tkhd");
  const isTurned = tkhd !== undefined && isOnItsSide(contentsOf(source, tkhd));
  const [width, height] = [bytes.readUInt16BE(24), bytes.readUInt16BE(26)];
  const seconds = secondsOf(source, findBox(source, track, "mdia", "mdhd"));
  return {
    codec,
    width: isTurned ? height : width,
    height: isTurned ? width : height,
    frameRate: seconds === 0 ? 0 : countSamples(source, track) / seconds,
    profile: profileOf(bytes),
  };
}

function readAudio(source: Source, track: Box): AudioTrack {
  const { codec, bytes } = sampleEntry(source, track);
  return { codec, channels: bytes.readUInt16BE(16), sampleRate: bytes.readUInt16BE(24) };
}

/** The first sample description: its name, and its contents after the box's head. */
function sampleEntry(source: Source, track: Box): { codec: string; bytes: Buffer } {
  const stsd = findBox(source, track, "mdia", "minf", "stbl", "stsd");
  const first = stsd && boxesIn(source, stsd.from + 8, stsd.to).next().value;
  if (!first) throw new RangeError("There is no sample description.");
  return { codec: first.type, bytes: contentsOf(source, first) };
}

/** True when the matrix of `tkhd` turns by 90 or 270 degrees. */
function isOnItsSide(tkhd: Buffer): boolean {
  const matrixAt = tkhd.readUInt8(0) === 1 ? 52 : 40;
  return tkhd.readInt32BE(matrixAt) === 0 && tkhd.readInt32BE(matrixAt + 4) !== 0;
}

function countSamples(source: Source, track: Box): number {
  const stts = findBox(source, track, "mdia", "minf", "stbl", "stts");
  if (!stts) return 0;
  const bytes = contentsOf(source, stts);
  let samples = 0;
  for (let at = 8; at + 8 <= bytes.length; at += 8) samples += bytes.readUInt32BE(at);
  return samples;
}

function profileOf(entry: Buffer): number | null {
  const source = sourceOf(entry);
  const avcC = [...boxesIn(source, 78)].find((box) => box.type === "avcC");
  return avcC ? contentsOf(source, avcC).readUInt8(1) : null;
}
