import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.{ts,tsx}"],
    exclude: ["test/e2e/**", "test/bench/**"],
    testTimeout: 30_000,
    hookTimeout: 30_000,
    env: { TZ: "UTC" },
  },
});
