import { join } from "node:path";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin, type UserConfig } from "vite";

const root = import.meta.dirname;

/** Brought by Electron, native, or WebAssembly beside its loader: required at run time from `node_modules`. */
const EXTERNAL = ["electron", "better-sqlite3", "sharp", "libheif-js"];
const isExternal = (id: string) =>
  id.startsWith("node:") || EXTERNAL.some((name) => id === name || id.startsWith(`${name}/`));

/** Electron 45 carries Node 24 and Chromium 152; the host needs at least these. */
const NODE = "node24";
const CHROME = "chrome144";

/** Everything but the externals goes into the files, so that the package carries few modules. */
const bundleAll = { external: EXTERNAL, noExternal: true } as const;

/** The main process: ES modules, and each thread's module as an entry of its own. */
const main = {
  consumer: "server",
  resolve: bundleAll,
  build: {
    outDir: join(root, "dist/main"),
    emptyOutDir: true,
    target: NODE,
    minify: false,
    rolldownOptions: {
      input: {
        main: join(root, "electron/main.ts"),
        "picture-worker": join(root, "electron/features/media/picture-worker.ts"),
        "video-worker": join(root, "electron/features/media/video-worker.ts"),
        "watch-worker": join(root, "electron/watch/watch-worker.ts"),
        "reader-worker": join(root, "electron/watch/reader-worker.ts"),
      },
      external: isExternal,
      output: { entryFileNames: "[name].js", chunkFileNames: "[name]-[hash].js" },
    },
  },
} satisfies NonNullable<UserConfig["environments"]>[string];

/** A sandboxed preload is one CommonJS file that may require `electron` and nothing else. */
const preload = {
  consumer: "server",
  resolve: bundleAll,
  build: {
    outDir: join(root, "dist/preload"),
    emptyOutDir: true,
    target: CHROME,
    minify: false,
    rolldownOptions: {
      input: { preload: join(root, "electron/preload.ts") },
      external: ["electron"],
      output: { format: "cjs", entryFileNames: "preload.cjs", codeSplitting: false },
    },
  },
} satisfies NonNullable<UserConfig["environments"]>[string];

/** All that `first-reads.ts` imports: small enough to be there long before the rest (`test/e2e/first-files.test.ts`). */
const FIRST_READS =
  /renderer\/(app\/first-reads|lib\/(early-answers|ipc)|features\/calendar\/(days|range))\.ts$|shared\/(contract\/client|result|rules\/schedule)\.ts$|\0(temporal|rolldown)/;

/** The screens, served as `app://studio/`. No inlined files and no preload shim: the content security policy refuses both. */
const renderer = {
  build: {
    outDir: join(root, "dist/renderer"),
    emptyOutDir: true,
    target: CHROME,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: {
        index: join(root, "renderer/index.html"),
        "first-reads": join(root, "renderer/app/first-reads.ts"),
      },
      output: {
        codeSplitting: {
          groups: [
            { name: "first-reads", test: FIRST_READS, priority: 2 },
            // What the first screen needs comes in one file: shared with later screens, it would be cut into a dozen, each
            // with its own way through the main process before the first frame.
            { name: "first", tags: ["$initial"], priority: 1 },
          ],
        },
      },
    },
  },
} satisfies NonNullable<UserConfig["environments"]>[string];

/** Chromium has Temporal of its own since 144, so the screens go without the 55 KB that stand in for it in Node 24. */
const ownTemporal = {
  name: "own-temporal",
  enforce: "pre",
  applyToEnvironment: ({ name }) => name === "client",
  resolveId: (id) => (id === "temporal-polyfill" ? "\0temporal" : undefined),
  load: (id) => (id === "\0temporal" ? "export const { Temporal } = globalThis;" : undefined),
} satisfies Plugin;

/** The page asks for `first-reads.ts` before everything else, and runs it as soon as it is there. */
const askFirst = {
  name: "ask-first",
  applyToEnvironment: ({ name }) => name === "client",
  transformIndexHtml: {
    order: "post",
    handler: (_html, { bundle = {} }) =>
      Object.values(bundle)
        .filter((file) => file.type === "chunk" && file.name === "first-reads" && file.isEntry)
        .map(({ fileName }) => ({
          tag: "script",
          attrs: { type: "module", async: true, crossorigin: true, src: `/${fileName}` },
          injectTo: "head-prepend",
        })),
  },
} satisfies Plugin;

/** One file builds the three programs of the app: `vite build --app`. */
export default defineConfig({
  root: join(root, "renderer"),
  base: "/",
  envDir: false,
  clearScreen: false,
  plugins: [react(), ownTemporal, askFirst],
  // Without source maps: they would carry the folders of the machine that built.
  build: { sourcemap: false },
  environments: { client: renderer, main, preload },
  builder: {
    buildApp: async (builder) => {
      for (const name of ["main", "preload", "client"]) {
        const environment = builder.environments[name];
        if (environment) await builder.build(environment);
      }
    },
  },
});
