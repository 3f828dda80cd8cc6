import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { inspect } from "node:util";

/** How a secret may slip through. The whole need not be looked for: it holds its halves, in every one of these shapes. */
const DISGUISES: Readonly<Record<string, (half: string) => readonly string[]>> = {
  clear: (half) => [half],
  "percent-encoded": (half) => [encodeURIComponent(half)],
  "in JSON": (half) => [JSON.stringify(half).slice(1, -1)],
  hex: (half) => {
    const hex = Buffer.from(half).toString("hex");
    return [hex, hex.toUpperCase()];
  },
  base64: (half) => [0, 1, 2].map((offset) => base64In(half, offset, "base64")),
  base64url: (half) => [0, 1, 2].map((offset) => base64In(half, offset, "base64url")),
  "UTF-16": (half) => [Buffer.from(half, "utf16le").toString("latin1")],
};

/** What stands in a base64 text for sure when `half` begins at that offset of a group of three bytes, whatever is around it. */
function base64In(half: string, offset: number, encoding: "base64" | "base64url"): string {
  const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(half)]);
  const begin = [0, 2, 3][offset] ?? 0;
  const text = bytes.toString(encoding).replace(/=+$/, "");
  return text.slice(begin, bytes.length % 3 === 0 ? undefined : -1);
}

export type Place = readonly [name: string, text: string];

/** Where a secret or one of its halves stands, and how: `log: base64 of the 2nd half of the page token`. */
export function tracesIn(
  places: readonly Place[],
  secrets: ReadonlyMap<string, string>,
): readonly string[] {
  const needles = [...secrets].flatMap(([secret, name]) => {
    const middle = Math.ceil(secret.length / 2);
    return [secret.slice(0, middle), secret.slice(middle)].flatMap((half, at) =>
      Object.entries(DISGUISES).flatMap(([disguise, shapes]) =>
        shapes(half).map((needle) => ({ needle, says: `${disguise}, half ${at + 1} of ${name}` })),
      ),
    );
  });
  const found = places.flatMap(([place, text]) =>
    needles.filter(({ needle }) => text.includes(needle)).map(({ says }) => `${place}: ${says}`),
  );
  return [...new Set(found)];
}

/** Every file of a folder as it lies there, by its name. */
export function filesIn(folder: string): readonly Place[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => [entry.name, readFileSync(join(entry.parentPath, entry.name), "latin1")]);
}

/** A value of the app with everything in it, as text. */
export function spelledOut(value: unknown): string {
  return inspect(value, {
    depth: 30,
    maxStringLength: null,
    maxArrayLength: null,
    showHidden: true,
  });
}
