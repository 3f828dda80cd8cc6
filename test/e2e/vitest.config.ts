import { defineConfig } from "vitest/config";
import { findBrowser } from "../harness/find-browser.ts";

/** The built app as a user meets it, in Electron or on the host. One file at a time: each opens windows. */
export default defineConfig({
  test: {
    dir: import.meta.dirname,
    // Without a browser there is no window to test: ensure-browser.ts has said so before.
    include: findBrowser() ? ["**/*.test.ts"] : [],
    passWithNoTests: true,
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 15_000 } },
    env: { TZ: "UTC" },
  },
});
