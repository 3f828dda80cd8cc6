import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Jimp } from "jimp";
import sharp from "sharp";
import { PictureWorkers } from "../../electron/features/media/picture-workers.ts";
import { SystemClock } from "../../electron/lib/system-clock.ts";

/** One line of `npm run bench`. `ratio` is how many times faster ours is; it must reach `required`. */
export type BenchResult = {
  readonly name: string;
  readonly ratio: number;
  readonly required: number;
  readonly ok: boolean;
  readonly detail: string;
};
type Contender = "ours" | "sharp" | "jimp";
type Input = { readonly name: string; readonly file: string; readonly reference: Buffer };

const root = join(import.meta.dirname, "../..");
const WIDTH = 1440;
const QUALITY = 88;
const SIZE = { width: 4000, height: 3000 };
const WHOLE = { aspect: "original", x: 0.5, y: 0.5 } as const;

/**
 * Prepares 12-megapixel photographs three ways, in turns on the same machine: ours (a worker thread, upright, colours,
 * thumbnail, profile), bare sharp doing the same resize and compression and nothing else, and jimp. Of each picture the
 * fastest turn counts, because whatever else the machine does only ever adds to it; then the mean of the pictures.
 * jimp has fewer turns, so on a busy machine its ratio flatters us; it has a wide margin on a quiet one.
 * The error against a picture resized without any loss is printed too, so that speed is not bought with quality.
 */
export async function benchPictures(rounds = 6): Promise<BenchResult[]> {
  const folder = mkdtempSync(join(tmpdir(), "defeah-bench-"));
  const workers = new PictureWorkers({
    script: join(root, "electron/features/media/picture-worker.ts"),
    clock: new SystemClock(),
  });
  try {
    const inputs = await makeInputs(folder);
    const contenders = contendersWith(workers);
    const times = await takeTurns(inputs, contenders, rounds);
    const errors = await psnrOf(inputs, contenders);
    return [
      compare({ peer: "jimp", required: 10, times, errors }),
      compare({ peer: "sharp", required: 0.85, times, errors }),
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

async function takeTurns(
  inputs: readonly Input[],
  contenders: ReturnType<typeof contendersWith>,
  rounds: number,
): Promise<Record<Contender, number>> {
  const names = ["ours", "sharp", "jimp"] as const;
  for (const name of ["ours", "sharp"] as const)
    for (const { file } of inputs) await contenders[name](file); // first use loads and compiles
  const best = new Map<string, number>();
  for (let round = 0; round < rounds; round++)
    for (const [index, { name: picture, file }] of inputs.entries()) {
      // jimp takes seconds: one picture a round is enough to know.
      const turn = names.filter((name) => name !== "jimp" || index === round % inputs.length);
      for (const name of round % 2 ? turn : turn.toReversed()) {
        const start = performance.now();
        await contenders[name](file);
        const key = `${name} ${picture}`;
        best.set(key, Math.min(best.get(key) ?? Infinity, performance.now() - start));
      }
    }
  const mean = (name: Contender) =>
    inputs.reduce((sum, input) => sum + (best.get(`${name} ${input.name}`) ?? Number.NaN), 0) /
    inputs.length;
  return { ours: mean("ours"), sharp: mean("sharp"), jimp: mean("jimp") };
}

function compare(with_: {
  readonly peer: "jimp" | "sharp";
  readonly required: number;
  readonly times: Record<Contender, number>;
  readonly errors: Record<Contender, number>;
}): BenchResult {
  const { peer, required, times, errors } = with_;
  const ratio = times[peer] / times.ours;
  const isAsGood = errors.ours >= errors[peer] - 0.3;
  const words = (name: Contender) =>
    `${name} ${times[name].toFixed(0)} ms at ${errors[name].toFixed(1)} dB`;
  return {
    name: `prepare a 12 MP photograph, against ${peer === "jimp" ? "jimp" : "bare sharp"}`,
    ratio: Math.round(ratio * 100) / 100,
    required,
    ok: ratio >= required && isAsGood,
    detail: `${words("ours")}, ${words(peer)} (PSNR, higher is closer to lossless)`,
  };
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

if (process.argv[1] === import.meta.filename) {
  const results = await benchPictures();
  console.table(results);
  console.log(JSON.stringify(results));
  process.exitCode = results.every(({ ok }) => ok) ? 0 : 1;
}
