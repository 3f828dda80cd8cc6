import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The few facts needed before the database opens. Everything else is a setting in the database. */
export type Boot = {
  readonly width: number;
  readonly height: number;
  /** Null: let the system place the window. */
  readonly x: number | null;
  readonly y: number | null;
  readonly isMaximized: boolean;
  /** She has been told once that closing the window does not stop the publishing. */
  readonly knowsTray: boolean;
};

export const MIN_WIDTH = 960;
export const MIN_HEIGHT = 640;
const MOST_PIXELS = 20_000;
const DEFAULTS: Boot = {
  width: 1280,
  height: 800,
  x: null,
  y: null,
  isMaximized: false,
  knowsTray: false,
};

const IS_SOUND: { readonly [K in keyof Boot]: (value: unknown) => boolean } = {
  width: (value) => isWithin(value, MIN_WIDTH),
  height: (value) => isWithin(value, MIN_HEIGHT),
  x: (value) => value === null || isWithin(value, -MOST_PIXELS),
  y: (value) => value === null || isWithin(value, -MOST_PIXELS),
  isMaximized: (value) => typeof value === "boolean",
  knowsTray: (value) => typeof value === "boolean",
};

/**
 * `boot.json` in the data folder. Nonsense in one key gives that key's default and harms no other. It is written through
 * electron-store, which is loaded with the first change only: with its schemas it costs 35 ms before the first window, and
 * reading needs none of it.
 */
export class BootFile {
  private readonly dataFolder: string;
  private readonly onFailure: (error: unknown) => void;
  private facts: Boot;
  private saving: Promise<void> = Promise.resolve();

  /** `onFailure` hears of a change that could not be written: it holds until the app ends. */
  constructor(dataFolder: string, onFailure: (error: unknown) => void) {
    this.dataFolder = dataFolder;
    this.onFailure = onFailure;
    this.facts = { ...DEFAULTS, ...soundParts(readStored(join(dataFolder, "boot.json"))) };
  }

  read(): Boot {
    return this.facts;
  }

  write(change: Partial<Boot>): void {
    this.facts = { ...this.facts, ...change };
    this.saving = this.saving.then(() => this.save(change)).catch(this.onFailure);
  }

  /** Resolves once every change so far is on the disk, or has been given up. */
  saved(): Promise<void> {
    return this.saving;
  }

  private async save(change: Partial<Boot>): Promise<void> {
    const { default: Store } = await import("electron-store");
    new Store({ name: "boot", cwd: this.dataFolder, clearInvalidConfig: true }).set(change);
  }
}

function readStored(file: string): Readonly<Record<string, unknown>> {
  try {
    const stored: unknown = JSON.parse(readFileSync(file, "utf8"));
    return typeof stored === "object" && stored !== null ? { ...stored } : {};
  } catch {
    return {}; // not there yet, or no JSON: the usual window
  }
}

function soundParts(stored: Readonly<Record<string, unknown>>): Partial<Boot> {
  const sound = Object.entries(IS_SOUND).filter(
    ([key, isSound]) => Object.hasOwn(stored, key) && isSound(stored[key]),
  );
  return Object.fromEntries(sound.map(([key]) => [key, stored[key]]));
}

function isWithin(value: unknown, least: number): boolean {
  return Number.isInteger(value) && Number(value) >= least && Number(value) <= MOST_PIXELS;
}
