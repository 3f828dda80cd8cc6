import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Jimp } from "jimp";
import sharp from "sharp";
import { PictureWorkers } from "../../electron/features/media/picture-workers.ts";
import { SystemClock } from "../../electron/lib/system-clock.ts";
import { isMet, median, middleHalf, type BenchResult, type Pair } from "./ratio.ts";

type Contender = "ours" | "sharp" | "jimp";
type Peer = Exclude<Contender, "ours">;
/** Milliseconds of one preparation: on the clock, and of processors over all threads. */
type Taken = { readonly ms: number; readonly processorMs: number };
type Input = { readonly name: string; readonly file: string; readonly reference: Buffer };

const root = join(import.meta.dirname, "../..");
const WIDTH = 1440;
const QUALITY = 88;
const SIZE = { width: 4000, height: 3000 };
const WHOLE = { aspect: "original", x: 0.5, y: 0.5 } as const;

/**
 * Prepares 12-megapixel photographs three ways, in turns on the same machine: ours as an import does it (a worker thread,
 * upright, colours, the thumbnail, the profile; reading the file included, storing it not), bare sharp doing the same
 * decoding, resize and compression and nothing else, and jimp. The figure is the median of the ratios of neighbouring
 * turns; what each takes of processors is printed beside it. The error against a picture resized without any loss is
 * printed too, so that speed is not bought with quality.
 */
export async function benchPictures(rounds = 9): Promise<BenchResult[]> {
  const folder = mkdtempSync(join(tmpdir(), "defeah-bench-"));
  const workers = new PictureWorkers({
    script: join(root, "electron/features/media/picture-worker.ts"),
    clock: new SystemClock(),
  });
  try {
    const inputs = await makeInputs(folder);
    const contenders = contendersWith(workers);
    const pairs = await takeTurns(inputs, contenders, rounds);
    const errors = await psnrOf(inputs, contenders);
    return [
      compare({ peer: "jimp", required: 10, pairs: pairs.jimp, errors }),
      compare({ peer: "sharp", required: 0.85, pairs: pairs.sharp, errors }),
    ];
  } finally {
    await workers.stop();
    rmSync(folder, { recursive: true });
  }
}

function contendersWith(
  workers: PictureWorkers,
): Record<Contender, (file: string) => Promise<Buffer>> {
  return {
    ours: async (file) =>
      Buffer.from((await workers.prepare({ file, crop: WHOLE, withThumbnail: true })).jpeg),
    // The same Huffman tables as ours, which make sharp faster: the comparison must not flatter us.
    sharp: (file) =>
      sharp(file, { ignoreIcc: true })
        .resize({ width: WIDTH })
        .jpeg({ quality: QUALITY, chromaSubsampling: "4:4:4", optimiseCoding: false })
        .toBuffer(),
    jimp: async (file) => {
      const picture = await Jimp.read(file);
      picture.resize({ w: WIDTH });
      return await picture.getBuffer("image/jpeg", { quality: QUALITY });
    },
  };
}

type Pairs = Record<Peer, Pair<Taken>[]>;

async function takeTurns(
  inputs: readonly Input[],
  contenders: ReturnType<typeof contendersWith>,
  rounds: number,
): Promise<Pairs> {
  for (const name of ["ours", "sharp"] as const)
    for (const { file } of inputs) await contenders[name](file); // first use loads and compiles
  const pairs: Pairs = { sharp: [], jimp: [] };
  for (let round = 0; round < rounds; round++)
    for (const [index, { file }] of inputs.entries()) {
      const take = (name: Contender) => takeOne(() => contenders[name](file));
      const isOursFirst = (round + index) % 2 === 0;
      pairs.sharp.push(await takePair(take, "sharp", isOursFirst));
      // jimp takes seconds: one picture a round is enough to know.
      if (index === round % inputs.length)
        pairs.jimp.push(await takePair(take, "jimp", isOursFirst));
    }
  return pairs;
}

/** Who goes first changes, so that neither always finds the other's warmth. */
async function takePair(
  take: (name: Contender) => Promise<Taken>,
  peer: Peer,
  isOursFirst: boolean,
): Promise<Pair<Taken>> {
  if (isOursFirst) {
    const ours = await take("ours");
    return { ours, peer: await take(peer) };
  }
  const theirs = await take(peer);
  return { ours: await take("ours"), peer: theirs };
}

async function takeOne(work: () => Promise<unknown>): Promise<Taken> {
  const start = performance.now();
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return { ms: performance.now() - start, processorMs: (user + system) / 1000 };
}

function compare(with_: {
  readonly peer: Peer;
  readonly required: number;
  readonly pairs: readonly Pair<Taken>[];
  readonly errors: Record<Contender, number>;
}): BenchResult {
  const { peer, required, pairs, errors } = with_;
  const ratios = pairs.map((pair) => pair.peer.ms / pair.ours.ms);
  const line = {
    name: `prepare a 12 MP photograph, against ${peer === "jimp" ? "jimp" : "bare sharp"}`,
    ours: median(pairs.map((pair) => pair.ours.ms)),
    peer: median(pairs.map((pair) => pair.peer.ms)),
    sense: "faster",
    ratio: median(ratios),
    required,
  } as const;
  const isAsGood = errors.ours >= errors[peer] - 0.3;
  return {
    ...line,
    ok: isMet(line) && isAsGood,
    detail: describe(pairs, ratios, { errors, peer }),
  };
}

function describe(
  pairs: readonly Pair<Taken>[],
  ratios: readonly number[],
  { errors, peer }: { readonly errors: Record<Contender, number>; readonly peer: Peer },
): string {
  const processor = pairs.map((pair) => pair.peer.processorMs / pair.ours.processorMs);
  const fastest =
    Math.min(...pairs.map((pair) => pair.peer.ms)) / Math.min(...pairs.map((pair) => pair.ours.ms));
  return `median of ${pairs.length} pairs (middle half): ratio ${middleHalf(ratios)}; of processor time ${middleHalf(processor)}; of the fastest turns ${fastest.toFixed(2)}; PSNR (higher is closer to lossless): ours ${errors.ours.toFixed(1)} dB, ${peer} ${errors[peer].toFixed(1)} dB; ours with its thumbnail and profile, ${peer} without`;
}

/** Mean PSNR in dB of what each makes, against the same resize of all pixels without JPEG in between. */
async function psnrOf(
  inputs: readonly Input[],
  contenders: ReturnType<typeof contendersWith>,
): Promise<Record<Contender, number>> {
  const psnr = async (name: Contender) => {
    let sum = 0;
    for (const input of inputs) {
      const made = await sharp(await contenders[name](input.file), { ignoreIcc: true })
        .raw()
        .toBuffer();
      sum += psnrBetween(made, input.reference);
    }
    return sum / inputs.length;
  };
  return { ours: await psnr("ours"), sharp: await psnr("sharp"), jimp: await psnr("jimp") };
}

function psnrBetween(a: Buffer, b: Buffer): number {
  if (a.length !== b.length) throw new Error("The pictures differ in size");
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += (a[at]! - b[at]!) ** 2;
  return 10 * Math.log10(255 ** 2 / (sum / a.length));
}

/** Photographs: the corpus where it is, else drawn light and shade; grain on each, as a camera leaves it. */
async function makeInputs(folder: string): Promise<Input[]> {
  const corpus = join(root, "../shared/corpus/images");
  const photographs = ["sharp_2569067123_aca715a2ee_o.jpg", "jpg_hdr_iphone_hdr_YES.jpg"]
    .map((name) => join(corpus, name))
    .filter((file) => existsSync(file));
  const scenes = await Promise.all([
    ...photographs.map((file) =>
      sharp(file)
        .resize({ ...SIZE, fit: "fill" })
        .raw()
        .toBuffer(),
    ),
    drawScene(),
  ]);
  return await Promise.all(
    scenes.map(async (scene, index) => {
      const raw = { ...SIZE, channels: 3 } as const;
      const grain = await makeGrain();
      const photograph = await sharp(scene, { raw })
        .composite([{ input: grain, raw: { ...SIZE, channels: 3 }, blend: "soft-light" }])
        .withIccProfile("srgb")
        .jpeg({ quality: 93 })
        .toBuffer();
      const file = join(folder, `${index}.jpg`);
      writeFileSync(file, photograph);
      const all = await sharp(photograph, { ignoreIcc: true }).raw().toBuffer();
      const reference = await sharp(all, { raw }).resize({ width: WIDTH }).raw().toBuffer();
      return { name: String(index), file, reference };
    }),
  );
}

function makeGrain(): Promise<Buffer> {
  const noise = { type: "gaussian", mean: 128, sigma: 14 } as const;
  return sharp({ create: { ...SIZE, channels: 3, background: "#808080", noise } })
    .raw()
    .toBuffer();
}

function drawScene(): Promise<Buffer> {
  const shapes = Array.from({ length: 160 }, (_, index) => {
    const [x, y] = [(index * 977) % SIZE.width, (index * 613) % SIZE.height];
    return `<ellipse cx="${x}" cy="${y}" rx="${40 + ((index * 37) % 260)}" ry="${30 + ((index * 53) % 180)}" fill="hsl(${(index * 47) % 360} 45% 55%)" opacity="0.7"/>`;
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${SIZE.width}" height="${SIZE.height}"><defs><linearGradient id="g" x2="0.4" y2="1"><stop stop-color="#f5e7d3"/><stop offset="1" stop-color="#4b5a4c"/></linearGradient></defs><rect width="100%" height="100%" fill="url(#g)"/>${shapes.join("")}</svg>`;
  return sharp(Buffer.from(svg)).flatten().removeAlpha().raw().toBuffer();
}

if (import.meta.main) for (const line of await benchPictures()) console.log(line);
