import { createInterface } from "node:readline/promises";
import { leadsBack } from "../lib/redirect.ts";
import type { LoginWindow } from "../ports.ts";

/** Without a window the page is hers to open: its address is printed, and the one it led to is pasted back, as one line. */
export const printedLogin: LoginWindow = {
  show: async ({ url, redirectUri }, signal) => {
    const lines = createInterface({ input: process.stdin, output: process.stderr });
    try {
      const pasted = await lines.question(
        `Open this page, log in, and paste the address it ends at (it begins with ${redirectUri}):\n${url}\n> `,
        { signal },
      );
      return leadsBack(pasted.trim(), redirectUri) ? pasted.trim() : undefined;
    } catch (error) {
      // Ended by whoever asked, or by the end of the input: no login.
      if (signal.aborted || (error instanceof Error && error.name === "AbortError"))
        return undefined;
      throw error;
    } finally {
      lines.close();
    }
  },
};
