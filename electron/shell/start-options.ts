import { parseArgs } from "node:util";

/** What the command line may say. Everything else on it belongs to Electron or is dropped (`security.ts`). */
export type StartOptions = {
  /** `--data=<folder>`; several folders can be in use side by side. */
  readonly dataFolder: string | undefined;
  /** `--hidden`: start in the tray, as at login. */
  readonly isHidden: boolean;
};

/** The switches that a packaged app keeps. */
export const KNOWN_SWITCHES: readonly string[] = ["data", "hidden"];

/** Reads the arguments after the program's name. Unknown ones are ignored here. */
export function readStartOptions(args: readonly string[]): StartOptions {
  const { values } = parseArgs({
    args: [...args],
    options: { data: { type: "string" }, hidden: { type: "boolean" } },
    strict: false,
  });
  return {
    dataFolder: typeof values.data === "string" && values.data !== "" ? values.data : undefined,
    isHidden: values.hidden === true,
  };
}
