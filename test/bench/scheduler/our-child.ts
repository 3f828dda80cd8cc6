import { createApp } from "../../../electron/app.ts";
import { createHeadlessPorts } from "../../../electron/headless/ports.ts";
import { join } from "node:path";

/** The whole app on plain Node, on the data folder it is given, until it is killed. */
const root = join(import.meta.dirname, "../../..");
const dataFolder = process.argv[2] ?? "";
const quit = () => {};
await createApp(createHeadlessPorts({ dataFolder, root, onNote: quit, quit })).start();
process.stdout.write('{"done":"work"}\n');
