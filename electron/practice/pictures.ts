import { createHash } from "node:crypto";
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";

/** Pictures and videos as files named by their own hash. */
export class Pictures {
  private readonly folder: string;

  constructor(folder: string) {
    this.folder = join(folder, "pictures");
    mkdirSync(this.folder, { recursive: true });
  }

  /** Returns the picture's name, once its bytes are on the disk. */
  keep(bytes: Buffer): string {
    const name = `${sha256(bytes)}.jpg`;
    const path = join(this.folder, name);
    if (existsSync(path)) return name;
    const unfinished = `${path}.${process.pid}`;
    const file = openSync(unfinished, "w");
    try {
      for (let done = 0; done < bytes.length; done += writeSync(file, bytes, done));
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(unfinished, path);
    return name;
  }

  /** Takes over a whole video of that hash from `path`, which is gone then. Returns its name. */
  takeVideo(path: string, hash: string): string {
    const name = `${hash}.mp4`;
    renameSync(path, join(this.folder, name));
    return name;
  }

  /** Path of a kept file; undefined for any other name, so that no name reaches another folder. */
  pathOf(name: string): string | undefined {
    if (!/^[0-9a-f]{64}\.(jpg|mp4)$/.test(name)) return undefined;
    const path = join(this.folder, name);
    return existsSync(path) ? path : undefined;
  }
}

export function sha256(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}
