import { join, resolve } from "node:path";
import react from "@vitejs/plugin-react";
import { build } from "vite";

const here = import.meta.dirname;
const root = resolve(here, "../../..");

/** Builds the renderer with its made-up main process into a folder of its own. Returns the folder. */
export async function buildPreview(): Promise<string> {
  const folder = join(root, "dist/preview", String(process.pid));
  await build({
    root: here,
    configFile: false,
    logLevel: "warn",
    plugins: [react()],
    build: { outDir: folder, emptyOutDir: true, minify: false, target: "chrome140" },
  });
  return folder;
}

/** Where the drawn scenes are as JPEG. */
export const SCENES = join(root, "resources/brand-pack");
