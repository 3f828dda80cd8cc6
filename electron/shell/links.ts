import { shell } from "electron";
import { AppError } from "../../shared/result.ts";
import type { Links } from "../ports.ts";
import { mayOpen } from "./may-open.ts";

/** Opens pages in her browser. Addresses come from main or from the platform, never from a screen. */
export const browserLinks: Links = {
  open: async (address) => {
    if (!mayOpen(address))
      throw new AppError("invalid-input", "This address is not a page that the app may open.");
    await shell.openExternal(address);
  },
};
