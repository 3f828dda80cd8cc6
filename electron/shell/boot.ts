import ElectronStore from "electron-store";

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

/** `boot.json` in the data folder, through electron-store. Nonsense in one key gives that key's default and harms no other. */
export class BootFile {
  private readonly store: ElectronStore;

  constructor(dataFolder: string) {
    this.store = new ElectronStore({ name: "boot", cwd: dataFolder, clearInvalidConfig: true });
  }

  read(): Boot {
    return { ...DEFAULTS, ...soundParts(this.store.store) };
  }

  write(change: Partial<Boot>): void {
    this.store.set(change);
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
