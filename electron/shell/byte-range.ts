/** A part of a file, both ends included. */
export type ByteRange = { readonly first: number; readonly last: number };

/**
 * What of a file of `size` bytes a `Range` header asks for (RFC 9110 section 14.2): a part, `none` when it asks for no
 * part or in a way that may be ignored, `outside` when there is no such part.
 */
export function readRange(header: string | null, size: number): ByteRange | "none" | "outside" {
  const [, from = "", to = ""] = /^bytes=(\d*)-(\d*)$/.exec(header ?? "") ?? [];
  if (from === "" && to === "") return "none";
  if (from === "") return lastBytes(Number(to), size);
  const first = Number(from);
  if (first >= size) return "outside";
  if (to === "") return { first, last: size - 1 };
  return Number(to) < first ? "none" : { first, last: Math.min(Number(to), size - 1) };
}

function lastBytes(count: number, size: number): ByteRange | "outside" {
  if (count === 0 || size === 0) return "outside";
  return { first: Math.max(0, size - count), last: size - 1 };
}
