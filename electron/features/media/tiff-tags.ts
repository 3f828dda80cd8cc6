/** Type sizes in bytes, by TIFF type number (TIFF 6.0, section 2). Types not listed are skipped. */
const VALUE_SIZE: Readonly<Record<number, number>> = { 1: 1, 3: 2, 4: 4, 13: 4 };

/**
 * The first number of each tag in a TIFF's first directory: enough to tell a camera's raw file from a picture, and
 * whether EXIF (which is a TIFF) names a place. Undefined when these bytes are no TIFF. Reads within bounds only.
 */
export function readTiffTags(bytes: Uint8Array): ReadonlyMap<number, number> | undefined {
  if (bytes.length < 8) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const order = view.getUint16(0);
  if (order !== 0x4949 && order !== 0x4d4d) return undefined;
  const isLittle = order === 0x4949;
  const start = view.getUint32(4, isLittle);
  if (start + 2 > bytes.length) return undefined;
  const count = view.getUint16(start, isLittle);
  const tags = new Map<number, number>();
  for (let index = 0; index < count; index++) {
    const entry = start + 2 + index * 12;
    if (entry + 12 > bytes.length) break;
    tags.set(view.getUint16(entry, isLittle), firstValue(view, entry, isLittle));
  }
  return tags;
}

function firstValue(view: DataView, entry: number, isLittle: boolean): number {
  const size = VALUE_SIZE[view.getUint16(entry + 2, isLittle)] ?? 0;
  const isInside = size * view.getUint32(entry + 4, isLittle) <= 4;
  if (size === 1 && isInside) return view.getUint8(entry + 8);
  if (size === 2 && isInside) return view.getUint16(entry + 8, isLittle);
  return view.getUint32(entry + 8, isLittle);
}

const GPS_DIRECTORY = 0x8825;

/** True when EXIF, with or without its `Exif\0\0` head, says where a picture was taken. */
export function hasLocation(exif: Uint8Array): boolean {
  const head = new TextDecoder("latin1").decode(exif.subarray(0, 6));
  const tags = readTiffTags(head === "Exif\0\0" ? exif.subarray(6) : exif);
  return tags?.has(GPS_DIRECTORY) ?? false;
}
