import {
  EncodedAudioPacketSource,
  EncodedPacketSink,
  EncodedVideoPacketSource,
  FilePathTarget,
  Mp4OutputFormat,
  Output,
  type EncodedPacket,
  type InputAudioTrack,
  type InputTrack,
  type InputVideoTrack,
} from "mediabunny";
import { damaged } from "./box-reader.ts";
import { openVideo } from "./probe-video.ts";
import { silentPackets } from "./silent-packets.ts";
import type { VideoIndex } from "./video-index.ts";

/** Sound this much off its picture is noticed by nobody (ITU-R BT.1359: 45 ms early, 125 ms late). */
const UNHEARD_S = 0.03;

/** What is copied of a track: from where, how many packets, and by how much they move in time. */
type Cut = {
  readonly first: EncodedPacket;
  readonly count: number;
  readonly shiftS: number;
  /** Packets before it in time are left out; they lean on what is cut away. */
  readonly fromS: number;
  /** The first begins with the file, wherever it stood, and is shown for longer. */
  readonly isFromZero: boolean;
};

/**
 * Packs the streams of `file` into `out` as they are: index first, no edit list, nothing but one picture and one sound.
 * Where an edit list hid the beginning, the copy begins at the last frame that stands alone: `leadInS` seconds earlier.
 */
export async function remuxVideo(
  file: string,
  out: string,
  index: VideoIndex,
): Promise<{ readonly leadInS: number }> {
  const { input, video, audio } = await openVideo(file);
  try {
    const end = (handler: string) =>
      index.tracks.find((track) => track.handler === handler)?.edits?.shownS || Infinity;
    const picture = await cutPicture(video, end("vide"));
    const leadInS = Math.max(0, -picture.fromS);
    const sound = audio && (await cutSound(audio, end("soun"), leadInS));
    await write(out, { video, picture, audio: sound && audio, sound });
    return { leadInS };
  } finally {
    input.dispose();
  }
}

async function cutPicture(video: InputVideoTrack, endS: number): Promise<Cut> {
  const sink = new EncodedPacketSink(video);
  const first =
    (await sink.getKeyPacket(0, { metadataOnly: true })) ??
    (await sink.getFirstKeyPacket({ metadataOnly: true }));
  if (!first) throw damaged();
  const fromS = first.timestamp;
  const count = await countUntil(video, { first, fromS, endS });
  return { first, count, fromS, shiftS: Math.max(0, -fromS), isFromZero: true };
}

async function cutSound(
  audio: InputAudioTrack,
  endS: number,
  leadInS: number,
): Promise<Cut | null> {
  const sink = new EncodedPacketSink(audio);
  const first =
    (await sink.getPacket(-leadInS, { metadataOnly: true })) ??
    (await sink.getFirstPacket({ metadataOnly: true }));
  if (!first) return null;
  const fromS = first.timestamp;
  const count = await countUntil(audio, { first, fromS, endS });
  const startS = fromS + leadInS;
  // What begins later than that is led in by silence; the rest of a packet is moved away.
  const shiftS = startS > UNHEARD_S ? leadInS : -fromS;
  return { first, count, fromS, shiftS, isFromZero: false };
}

/** Packets from `first` in coding order to the last one that begins before the end. */
async function countUntil(
  track: InputTrack,
  part: { readonly first: EncodedPacket; readonly fromS: number; readonly endS: number },
): Promise<number> {
  const sink = new EncodedPacketSink(track);
  let count = 0;
  let last = 0;
  for await (const packet of sink.packets(part.first, undefined, { metadataOnly: true })) {
    count++;
    if (packet.timestamp < part.endS) last = count;
  }
  return last;
}

type Streams = {
  readonly video: InputVideoTrack;
  readonly picture: Cut;
  readonly audio: InputAudioTrack | null;
  readonly sound: Cut | null;
};

async function write(out: string, streams: Streams): Promise<void> {
  const { video, picture, audio, sound } = streams;
  const codec = await video.getCodec();
  const audioCodec = audio ? await audio.getCodec() : null;
  if (!codec) throw damaged();
  const output = new Output({
    format: new Mp4OutputFormat({ fastStart: "reserve" }),
    target: new FilePathTarget(out),
  });
  const pictures = new EncodedVideoPacketSource(codec);
  output.addVideoTrack(pictures, {
    rotation: await video.getRotation(),
    flip: await video.getFlip(),
    maximumPacketCount: picture.count,
  });
  const silence = audio && sound ? await silentPackets(audio, sound.fromS + sound.shiftS) : [];
  const sounds = audioCodec ? new EncodedAudioPacketSource(audioCodec) : null;
  if (sounds && sound)
    output.addAudioTrack(sounds, { maximumPacketCount: sound.count + silence.length });
  try {
    await output.start();
    await Promise.all([
      copy({ track: video, cut: picture, before: [] }, (packet, meta) =>
        pictures.add(packet, meta),
      ),
      sounds && audio && sound
        ? copy({ track: audio, cut: sound, before: silence }, (packet, meta) =>
            sounds.add(packet, meta),
          )
        : undefined,
    ]);
    await output.finalize();
  } catch (error) {
    await output.cancel();
    throw error;
  }
}

type Add = (
  packet: EncodedPacket,
  meta?: {
    decoderConfig: NonNullable<Awaited<ReturnType<InputVideoTrack["getDecoderConfig"]>>>;
  } & {
    decoderConfig: NonNullable<Awaited<ReturnType<InputAudioTrack["getDecoderConfig"]>>>;
  },
) => Promise<void>;

async function copy(
  part: {
    readonly track: InputVideoTrack | InputAudioTrack;
    readonly cut: Cut;
    readonly before: readonly EncodedPacket[];
  },
  add: Add,
): Promise<void> {
  const { track, cut, before } = part;
  const decoderConfig = await track.getDecoderConfig();
  if (!decoderConfig) throw damaged();
  const meta = { decoderConfig } as Parameters<Add>[1];
  const sink = new EncodedPacketSink(track);
  for (const packet of before) await add(packet, meta);
  const from = await sink.getPacket(cut.first.timestamp);
  let number = 0;
  for await (const packet of sink.packets(from ?? undefined)) {
    if (number++ >= cut.count) break;
    if (packet.timestamp < cut.fromS) continue;
    const timestamp =
      cut.isFromZero && number === 1 ? 0 : Math.max(0, packet.timestamp + cut.shiftS);
    await add(packet.clone({ timestamp }), meta);
  }
}
