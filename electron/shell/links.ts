import { shell } from "electron";
import { AppError } from "../../shared/result.ts";
import type { Links } from "../ports.ts";

const THIS_COMPUTER: ReadonlySet<string> = new Set(["127.0.0.1", "localhost", "[::1]"]);

/** Opens pages in her browser. Addresses come from main or from the platform, never from a screen. */
export const browserLinks: Links = {
  open: async (address) => {
    if (!mayOpen(address))
      throw new AppError("invalid-input", "This address is not a page that the app may open.");
    await shell.openExternal(address);
  },
};

/** https anywhere; http on this computer only; no name or password in it; nothing else (`file:`, `javascript:`, an app's scheme). */
export function mayOpen(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  if (url.username !== "" || url.password !== "") return false;
  return url.protocol === "https:" || (url.protocol === "http:" && THIS_COMPUTER.has(url.hostname));
}
