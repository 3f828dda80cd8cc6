/** Bytes longer than this travel on their own, in pieces of this size. */
const PIECE = 768 * 1024;

/** Carries one piece of a long byte array ahead of the message that names it. */
export type SendPiece = (name: number, base64: string) => void;

/**
 * Turns what Electron's structured clone carries between the processes into JSON and back: plain values, `undefined`,
 * numbers that JSON lacks, dates and byte arrays. Self-contained, because the page runs this very function's text.
 */
export function createCodec(pieceBytes: number, sendPiece: SendPiece) {
  const arrived = new Map<number, Uint8Array[]>();
  let nextName = 0;
  const toBase64 = (bytes: Uint8Array): string =>
    (bytes as Uint8Array & { toBase64?(): string }).toBase64?.() ??
    Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64");
  const fromBase64 = (text: string): Uint8Array =>
    (Uint8Array as unknown as { fromBase64?(t: string): Uint8Array }).fromBase64?.(text) ??
    new Uint8Array(Buffer.from(text, "base64"));
  const packBytes = (bytes: Uint8Array): unknown => {
    if (bytes.byteLength <= pieceBytes) return { $bytes: toBase64(bytes) };
    nextName += 1;
    for (let at = 0; at < bytes.byteLength; at += pieceBytes)
      sendPiece(nextName, toBase64(bytes.subarray(at, at + pieceBytes)));
    return { $pieces: nextName };
  };
  const packScalar = (value: unknown): unknown => {
    if (value === undefined) return { $undefined: true };
    if (typeof value === "number" && !Number.isFinite(value)) return { $number: String(value) };
    if (typeof value === "bigint") return { $bigint: String(value) };
    if (typeof value === "function" || typeof value === "symbol")
      throw new Error("An object could not be cloned.");
    return value;
  };
  const pack = (value: unknown): unknown => {
    if (typeof value !== "object" || value === null) return packScalar(value);
    if (value instanceof Uint8Array) return packBytes(value);
    if (value instanceof ArrayBuffer) return packBytes(new Uint8Array(value));
    if (value instanceof Date) return { $date: value.getTime() };
    if (Array.isArray(value)) return value.map(pack);
    return { $object: Object.entries(value).map(([key, inner]) => [key, pack(inner)]) };
  };
  const takePieces = (name: number): Uint8Array => {
    const pieces = arrived.get(name) ?? [];
    arrived.delete(name);
    const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.byteLength, 0));
    let at = 0;
    for (const piece of pieces) {
      whole.set(piece, at);
      at += piece.byteLength;
    }
    return whole;
  };
  const unpackTagged = (packed: Record<string, unknown>): unknown => {
    if ("$object" in packed)
      return (packed["$object"] as [string, unknown][]).reduce<Record<string, unknown>>(
        (object, [key, inner]) =>
          Object.defineProperty(object, key, {
            value: unpack(inner),
            enumerable: true,
            configurable: true,
            writable: true,
          }),
        {},
      );
    if ("$bytes" in packed) return fromBase64(String(packed["$bytes"]));
    if ("$pieces" in packed) return takePieces(Number(packed["$pieces"]));
    if ("$date" in packed) return new Date(Number(packed["$date"]));
    if ("$number" in packed) return Number(packed["$number"]);
    return "$bigint" in packed ? BigInt(String(packed["$bigint"])) : undefined;
  };
  const unpack = (packed: unknown): unknown => {
    if (Array.isArray(packed)) return packed.map(unpack);
    if (typeof packed !== "object" || packed === null) return packed;
    return unpackTagged(packed as Record<string, unknown>);
  };
  return {
    pack,
    unpack,
    takePiece: (name: number, base64: string): void => {
      const pieces = arrived.get(name) ?? [];
      pieces.push(fromBase64(base64));
      arrived.set(name, pieces);
    },
  };
}

export type Codec = ReturnType<typeof createCodec>;
export { PIECE as PIECE_BYTES };
