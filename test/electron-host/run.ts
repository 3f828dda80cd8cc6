import { readFileSync } from "node:fs";
import { registerHooks } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

/**
 * `node run.ts <folder> [arguments]`: what `electron <folder> [arguments]` does, on Node and an installed Chromium.
 * From here on `import … from "electron"` means the host.
 */
const [, , folder = ".", ...args] = process.argv;
const root = resolve(folder);
const face = new URL("electron.ts", import.meta.url).href;
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === "electron" ? { url: face, shortCircuit: true } : next(specifier, context),
});
process.argv = [process.argv[0] ?? "electron", root, ...args];

const { main } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { main: string };
const { app } = await import("./app.ts");
await import("./control.ts");
app.configure(root);
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => app.quit());
await import(pathToFileURL(join(root, main)).href);
app.becomeReady();
