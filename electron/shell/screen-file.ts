import { extname, isAbsolute, join, relative, resolve } from "node:path";

/** A path without an ending is a screen's address. Undefined for whatever would leave the folder. */
export function fileFor(folder: string, pathname: string): string | undefined {
  const path = decoded(pathname);
  if (path === undefined || path.includes("\0") || path.includes("\\")) return undefined;
  const file = resolve(join(folder, extname(path) === "" ? "index.html" : path));
  const inside = relative(resolve(folder), file);
  return inside.startsWith("..") || isAbsolute(inside) ? undefined : file;
}

function decoded(pathname: string): string | undefined {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return undefined; // a malformed escape names no file
  }
}
