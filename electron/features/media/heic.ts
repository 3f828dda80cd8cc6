import { createRequire } from "node:module";
import { MAX_PIXELS } from "./picture-job.ts";
import { FileRefused } from "./file-refused.ts";

type HeifImage = {
  get_width(): number;
  get_height(): number;
  is_primary(): boolean;
  display(target: Rgba, done: (filled: Rgba | null) => void): void;
  free(): void;
};
type Libheif = { readonly HeifDecoder: new () => { decode(bytes: Uint8Array): HeifImage[] } };

/** Four bytes a pixel, row by row. */
export type Rgba = {
  readonly data: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
};

let libheif: Libheif | undefined;

/**
 * Decodes an HEVC picture with libheif in WebAssembly, because sharp's own build has no HEVC (its patents). libheif turns
 * and mirrors it as the file says, so EXIF's orientation, which says the same once more, must be ignored.
 *
 * @throws FileRefused `unreadable` or `too-many-pixels`.
 */
export async function decodeHeic(bytes: Uint8Array): Promise<Rgba> {
  // Loaded at the first HEIC only. It has no types and is CommonJS, hence require.
  libheif ??= createRequire(import.meta.url)("libheif-js/wasm-bundle.js") as Libheif;
  const images = new libheif.HeifDecoder().decode(bytes);
  const image = images.find((candidate) => candidate.is_primary()) ?? images[0];
  try {
    if (!image) throw damaged();
    const width = image.get_width();
    const height = image.get_height();
    if (width * height > MAX_PIXELS) throw tooManyPixels(width, height);
    return await new Promise((resolve, reject) => {
      const target = { data: new Uint8ClampedArray(width * height * 4), width, height };
      image.display(target, (filled) => (filled ? resolve(filled) : reject(damaged())));
    });
  } finally {
    for (const each of images) each.free();
  }
}

export function damaged(): FileRefused {
  return new FileRefused(
    "unreadable",
    "The file is damaged and cannot be shown whole. Copy it again from where it came, or export it anew.",
  );
}

export function tooManyPixels(width: number, height: number): FileRefused {
  const millions = (pixels: number) => Math.round(pixels / 1_000_000);
  return new FileRefused(
    "too-many-pixels",
    `The picture has ${millions(width * height)} million pixels; up to ${millions(MAX_PIXELS)} million can be opened. Export it smaller.`,
  );
}
