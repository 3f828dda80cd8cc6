/** A part of a file, both ends included. */
export type ByteRange = { readonly first: number; readonly last: number };

/** The most that is read for one answer: the browser asks for the next part when it gets there. */
const MAX_PART_BYTES = 4 * 1024 * 1024;

/**
 * What of a file of `size` bytes a `Range` header asks for (RFC 9110 section 14.2): a part, `none` when it asks for no
 * part or in a way that may be ignored, `outside` when there is no such part.
 */
export function readRange(header: string | null, size: number): ByteRange | "none" | "outside" {
  const [, from = "", to = ""] = /^bytes=(\d*)-(\d*)$/.exec(header ?? "") ?? [];
  if (from === "" && to === "") return "none";
  if (from === "") {
    const first = Math.max(0, size - Number(to));
    return Number(to) === 0 || size === 0 ? "outside" : part(first, size - 1);
  }
  const first = Number(from);
  const last = to === "" ? size - 1 : Math.min(Number(to), size - 1);
  if (to !== "" && Number(to) < first) return "none";
  return first >= size ? "outside" : part(first, last);
}

function part(first: number, last: number): ByteRange {
  return { first, last: Math.min(last, first + MAX_PART_BYTES - 1) };
}
