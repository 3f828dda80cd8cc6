import { copyFileSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { drawPicture } from "../harness/pictures.ts";

const root = join(import.meta.dirname, "../..");
const brandPack = join(root, "resources/brand-pack");
const heic = join(root, "../shared/corpus/images/heic_IMG_5195.HEIC");

/** What she has on her desktop: photographs, one too tall for a feed post, one cut short, and an iPhone's. */
export type JourneyPictures = {
  readonly files: readonly string[];
  /** Imported, and needs a crop before it may go out. */
  readonly tall: string;
  readonly broken: string;
  /** Undefined where the collection of real photographs is not beside the project. */
  readonly heic: string | undefined;
  readonly importedCount: number;
};

/** Lays the files out in a folder of their own. */
export async function layOutPictures(): Promise<JourneyPictures> {
  const folder = mkdtempSync(join(tmpdir(), "defeah-pictures-"));
  const whole = ["vase-trio.jpg", "kitchen-shelf.jpg"].map((name) => {
    copyFileSync(join(brandPack, name), join(folder, name));
    return join(folder, name);
  });
  const tall = join(folder, "tall-hallway.jpg");
  await drawPicture({ width: 900, height: 1600 }).jpeg().toFile(tall);
  const broken = join(folder, "cut-short.jpg");
  const bytes = readFileSync(join(brandPack, "linen-stack.jpg"));
  writeFileSync(broken, bytes.subarray(0, Math.floor(bytes.length / 3)));
  const found = existsSync(heic) ? heic : undefined;
  if (!found) process.stdout.write(`No HEIC photograph here: ${heic}\n`);
  return {
    files: [...whole, broken, ...(found ? [found] : []), tall],
    tall,
    broken,
    heic: found,
    importedCount: found ? 4 : 3,
  };
}
