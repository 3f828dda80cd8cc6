import { FileRefused } from "./file-refused.ts";
import { readTiffTags } from "./tiff-tags.ts";

/** What the app can decode: `heic` through libheif in WebAssembly, the others through sharp. */
export type PictureFormat = "jpeg" | "png" | "webp" | "gif" | "tiff" | "avif" | "heic";

type Signature = readonly [at: number, bytes: string];

const PLAIN: readonly (readonly [PictureFormat, ...Signature[]])[] = [
  ["jpeg", [0, "\xff\xd8\xff"]],
  ["png", [0, "\x89PNG\r\n\x1a\n"]],
  ["webp", [0, "RIFF"], [8, "WEBP"]],
  ["gif", [0, "GIF8"]],
];
const VIDEOS: readonly Signature[] = [
  [0, "\x1aE\xdf\xa3"], // Matroska, WebM
  [8, "AVI "],
  [0, "FLV\x01"],
  [0, "OggS"],
  [0, "\x30\x26\xb2\x75\x8e\x66\xcf\x11"], // ASF: WMV
  [0, "\x00\x00\x01\xba"], // MPEG program stream
  [0, "\x00\x00\x01\xb3"], // MPEG video
];
const VIDEO_BRANDS =
  /^(isom|iso[2-9]|mp4[12]|avc1|qt {2}|M4V|3g[p2]|mmp4|dash|msnv|f4v|hvc1|cmfc|XAVC|MSNV)/i;

/** Known pictures without a decoder that comes with npm and is fit for strangers' files, each by its name. */
const UNSUPPORTED: readonly (readonly [Signature, name: string])[] = [
  [[0, "8BPS"], "A Photoshop file"],
  [[0, "%PDF"], "A PDF"],
  [[0, "%!PS"], "A PostScript or Illustrator file"],
  [[0, "BM"], "A BMP picture"],
  [[0, "\x00\x00\x01\x00"], "An icon file"],
  [[0, "\xff\x0a"], "A JPEG XL picture"],
  [[4, "JXL "], "A JPEG XL picture"],
  [[4, "jP  "], "A JPEG 2000 picture"],
  [[0, "\xff\x4f\xff\x51"], "A JPEG 2000 picture"],
  [[0, "FUJIFILMCCD-RAW"], "A Fujifilm RAW file"],
  [[0, "IIRO"], "An Olympus RAW file"],
  [[0, "IIRS"], "An Olympus RAW file"],
  [[0, "IIU\0"], "A Panasonic RAW file"],
  [[0, "FOVb"], "A Sigma RAW file"],
  [[0, "\x76\x2f\x31\x01"], "An OpenEXR picture"],
  [[0, "#?RADIANCE"], "A Radiance HDR picture"],
];
/** The byte order mark of UTF-8, declarations and comments may stand before `<svg`. */
const SVG = /^(?:ï»¿)?(?:\s|<\?[^>]*>|<!--[\s\S]*?-->|<!DOCTYPE[^>]*>)*<svg[\s>]/i;
const EXPORT_IT = "cannot be read here. Export it as a JPEG or PNG and add that.";

/**
 * What a file is, by its bytes; a name proves nothing.
 *
 * @throws FileRefused for what is no picture, or one that cannot be decoded here, by name.
 */
export function recogniseFormat(bytes: Uint8Array): PictureFormat {
  if (bytes.length === 0)
    throw new FileRefused("empty", "The file is empty. Copy it again from where it came.");
  const has = ([at, text]: Signature) => matches(bytes, at, text);
  const plain = PLAIN.find(([, ...signatures]) => signatures.every(has));
  if (plain) return plain[0];
  const head = new TextDecoder("latin1").decode(bytes.subarray(0, 512));
  if (has([4, "ftyp"])) return fromBrands(head);
  if (has([0, "II*\0"]) || has([0, "MM\0*"])) return fromTiff(bytes);
  throw refusalByName(bytes, head);
}

function refusalByName(bytes: Uint8Array, head: string): FileRefused {
  const has = ([at, text]: Signature) => matches(bytes, at, text);
  if (VIDEOS.some(has) || isTransportStream(bytes)) return videoRefused();
  const unsupported = UNSUPPORTED.find(([signature]) => has(signature));
  if (unsupported) return unsupportedFormat(unsupported[1]);
  if (SVG.test(head)) return unsupportedFormat("A drawing (SVG)");
  return new FileRefused(
    "not-a-picture",
    "This is neither a picture nor a video. Photographs as JPEG, HEIC, PNG, WebP, AVIF, TIFF or GIF and videos as MP4 or MOV can be added.",
  );
}

function matches(bytes: Uint8Array, at: number, text: string): boolean {
  if (bytes.length < at + text.length) return false;
  for (let index = 0; index < text.length; index++)
    if (bytes[at + index] !== text.charCodeAt(index)) return false;
  return true;
}

/** ISO media files (HEIF, AVIF, MP4, CR3) say what they are in their `ftyp` box: a major brand, then compatible ones. */
function fromBrands(head: string): PictureFormat {
  const size = Math.min(512, Math.max(16, head.charCodeAt(2) * 256 + head.charCodeAt(3)));
  const major = head.slice(8, 12);
  const brands = [major, ...(head.slice(16, size).match(/.{4}/gs) ?? [])];
  if (major === "crx ") throw unsupportedFormat("A Canon RAW file");
  if (brands.some((brand) => brand === "avif" || brand === "avis")) return "avif";
  if (brands.some((brand) => /^(hei[csmx]|hev[cxsm])$/.test(brand))) return "heic";
  if (VIDEO_BRANDS.test(major)) throw videoRefused();
  if (brands.includes("mif1") || brands.includes("msf1"))
    throw unsupportedFormat("An HEIF picture that is neither HEVC nor AV1");
  throw videoRefused();
}

const TAG = { isReduced: 254, compression: 259, photometric: 262, subDirectories: 330, dng: 50706 };
const RAW_COMPRESSIONS = new Set<number | undefined>([32767, 32769, 34713, 65535]); // Sony, Epson, Nikon, Pentax
const RAW_PHOTOMETRICS = new Set<number | undefined>([32803, 34892]); // colour filter array, linear raw

/** A camera's raw file is a TIFF as well; what opens easily in it is a small preview, which must not pass for the photograph. */
function fromTiff(bytes: Uint8Array): PictureFormat {
  if (matches(bytes, 8, "CR")) throw unsupportedFormat("A Canon RAW file");
  const tags = readTiffTags(bytes) ?? new Map<number, number>();
  if (tags.has(TAG.dng)) throw unsupportedFormat("A DNG RAW file");
  const isRaw =
    RAW_COMPRESSIONS.has(tags.get(TAG.compression)) ||
    RAW_PHOTOMETRICS.has(tags.get(TAG.photometric)) ||
    (tags.get(TAG.isReduced) === 1 && tags.has(TAG.subDirectories));
  if (isRaw) throw unsupportedFormat("A camera's RAW file");
  return "tiff";
}

/**
 * Which of the two kinds of video Instagram takes a file is, by its first bytes; undefined for whatever else it is. Old
 * QuickTime files begin without saying what they are.
 */
export function recogniseVideo(head: Uint8Array): "mp4" | "mov" | undefined {
  const start = new TextDecoder("latin1").decode(head.subarray(0, 12));
  const box = start.slice(4, 8);
  if (["moov", "mdat", "wide", "skip", "free", "pnot"].includes(box)) return "mov";
  const major = start.slice(8, 12);
  if (box !== "ftyp" || !VIDEO_BRANDS.test(major)) return undefined;
  return major === "qt  " ? "mov" : "mp4";
}

function isTransportStream(bytes: Uint8Array): boolean {
  return bytes.length > 376 && bytes[0] === 0x47 && bytes[188] === 0x47 && bytes[376] === 0x47;
}

function videoRefused(): FileRefused {
  return new FileRefused(
    "unsupported-format",
    "This is a video, but neither an MP4 nor a MOV. Export it as an MP4 with H.264 and AAC, and add that.",
  );
}

function unsupportedFormat(name: string): FileRefused {
  return new FileRefused("unsupported-format", `${name} ${EXPORT_IT}`);
}
