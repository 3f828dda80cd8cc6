import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { basename, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { AppError } from "../shared/result.ts";
import { createApp, type App } from "./app.ts";
import { createHeadlessPorts } from "./headless/ports.ts";
import type { Ports } from "./ports.ts";

const USAGE = `Defeah Studio from the command line

  npm run cli -- <feature.verb> '<json>' [--data <folder>]   run one command, print its reply as JSON
  npm run cli -- serve [--data <folder>]                      run the publisher without a window until stopped

A file's bytes go in as {"$file": "<path>"}, such as
  npm run cli -- media.import '{"name": "vase.jpg", "bytes": {"$file": "./vase.jpg"}}'

There is no keychain here. A real account's token comes from the environment: DEFEAH_TOKEN=<token>, connected anew at each start.`;

/** Runs one command line. Resolves with the exit code: 0 done, 1 refused, 2 not understood. */
export async function runCli(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { data: { type: "string" }, help: { type: "boolean", short: "h" } },
    allowPositionals: true,
  });
  const [route, json = "{}"] = positionals;
  if (values.help || !route) {
    print(USAGE);
    return values.help ? 0 : 2;
  }
  const stopped = Promise.withResolvers<void>();
  const ports = createHeadlessPorts({
    dataFolder: values.data ?? defaultDataFolder(),
    root: resolve(import.meta.dirname, ".."),
    onNote: ({ title, body }) => printError(`${title}: ${body}`),
    quit: stopped.resolve,
  });
  tellOfSurprises(ports);
  const app = createApp(ports);
  await app.start({ publishes: route === "serve" });
  try {
    await connectFromEnvironment(app);
    return route === "serve" ? await serve(stopped) : await runRoute(app, route, json);
  } finally {
    await app.stop();
  }
}

/** Node would print what nobody caught word for word, and there may be a token in the words: it goes through the log's redactor. */
function tellOfSurprises({ log, paths }: Pick<Ports, "log" | "paths">): void {
  const words = `Something unexpected happened. The log has it: ${paths.logFile}`;
  for (const [event, name] of [
    ["uncaughtException", "process.uncaught"],
    ["unhandledRejection", "process.unhandled"],
  ] as const)
    process.on(event, (error) => {
      log.error(name, { error });
      printError(words);
    });
}

async function serve(stopped: PromiseWithResolvers<void>): Promise<number> {
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, stopped.resolve);
  print(JSON.stringify({ serving: true, pid: process.pid }));
  await stopped.promise;
  return 0;
}

async function runRoute(app: App, route: string, json: string): Promise<number> {
  const result = await app.dispatch(route, withFiles(JSON.parse(json)));
  print(JSON.stringify(result.ok ? result.data : { error: result.error }, null, 2));
  return result.ok ? 0 : 1;
}

async function connectFromEnvironment(app: App): Promise<void> {
  const token = process.env["DEFEAH_TOKEN"];
  if (!token) return;
  delete process.env["DEFEAH_TOKEN"];
  const result = await app.dispatch("accounts.connect", { token });
  if (!result.ok) throw new AppError(result.error.code, result.error.message);
}

/** JSON cannot hold bytes: `{"$file": "<path>"}` becomes the bytes of that file. */
function withFiles(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withFiles);
  if (typeof value !== "object" || value === null) return value;
  const file = (value as Record<string, unknown>)["$file"];
  if (typeof file === "string") return new Uint8Array(readFileSync(file));
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withFiles(inner)]));
}

/** Where Electron keeps the app's data on this system, so that both doors open the same folder. */
function defaultDataFolder(): string {
  if (process.platform === "win32")
    return join(process.env["APPDATA"] ?? homedir(), "Defeah Studio");
  if (process.platform === "darwin")
    return join(homedir(), "Library/Application Support/Defeah Studio");
  return join(process.env["XDG_CONFIG_HOME"] ?? join(homedir(), ".config"), "Defeah Studio");
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

function printError(text: string): void {
  process.stderr.write(`${text}\n`);
}

function explain(error: unknown): string {
  if (error instanceof AppError) return error.message;
  if (error instanceof SyntaxError) return `The second argument is not JSON: ${error.message}`;
  return error instanceof Error ? error.message : String(error);
}

if (process.argv[1] && basename(process.argv[1]).startsWith("cli"))
  try {
    process.exitCode = await runCli(process.argv.slice(2));
  } catch (error) {
    // The last catch of the process: one line in words instead of a stack.
    printError(explain(error));
    process.exitCode = 1;
  }
