/** 8-bit RGB pixels, three bytes each, row by row. */
export type RgbPixels = { readonly data: Buffer; readonly width: number; readonly height: number };

const SHORT = 3;
const LONG = 4;
const UNDEFINED = 7;
const ICC_TAG = 34675;

/**
 * Pixels and their ICC profile as one uncompressed TIFF in memory: the only way to tell sharp what colours bare pixels
 * mean. Layout: header, pixels, profile, bits per sample, directory (TIFF 6.0).
 */
export function toUncompressedTiff(pixels: RgbPixels, icc: Buffer): Buffer {
  const { data, width, height } = pixels;
  const pad = (size: number) => size + (size % 2);
  const iccAt = 8 + pad(data.length);
  const bitsAt = iccAt + pad(icc.length);
  const directoryAt = bitsAt + 6;
  const tags: readonly (readonly [tag: number, type: number, count: number, value: number])[] = [
    [256, LONG, 1, width],
    [257, LONG, 1, height],
    [258, SHORT, 3, bitsAt],
    [259, SHORT, 1, 1],
    [262, SHORT, 1, 2],
    [273, LONG, 1, 8],
    [277, SHORT, 1, 3],
    [278, LONG, 1, height],
    [279, LONG, 1, data.length],
    [284, SHORT, 1, 1],
    [ICC_TAG, UNDEFINED, icc.length, iccAt],
  ];
  const file = Buffer.alloc(directoryAt + 2 + tags.length * 12 + 4);
  file.write("II*\0", 0, "latin1");
  file.writeUInt32LE(directoryAt, 4);
  data.copy(file, 8);
  icc.copy(file, iccAt);
  for (const channel of [0, 1, 2]) file.writeUInt16LE(8, bitsAt + channel * 2);
  file.writeUInt16LE(tags.length, directoryAt);
  tags.forEach(([tag, type, count, value], index) => {
    const at = directoryAt + 2 + index * 12;
    file.writeUInt16LE(tag, at);
    file.writeUInt16LE(type, at + 2);
    file.writeUInt32LE(count, at + 4);
    if (type === SHORT && count === 1) file.writeUInt16LE(value, at + 8);
    else file.writeUInt32LE(value, at + 8);
  });
  return file;
}
