import { mkdirSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import type * as Electron from "electron";
import { askOnScreen } from "./dialog-page.ts";
import { shown } from "./desktop.ts";
import { openInBrowser } from "./open-in-browser.ts";
import { hostSettings } from "./settings.ts";

/** A dialog as a test sees it: what it says, and how to answer it. */
export type OpenDialog = {
  readonly kind: "files" | "question";
  readonly title: string;
  readonly detail: string;
  readonly buttons: readonly string[];
  readonly answer: (value: readonly string[] | number) => void;
};

/** Dialogs that nobody has answered yet. */
export const openDialogs = new Set<OpenDialog>();

function ask(question: Omit<OpenDialog, "answer">): Promise<readonly string[] | number> {
  if (!hostSettings.isTested) return askOnScreen(question);
  return new Promise((resolve) => {
    const dialog: OpenDialog = {
      ...question,
      answer: (value) => {
        openDialogs.delete(dialog);
        resolve(value);
      },
    };
    openDialogs.add(dialog);
  });
}

async function askForPath(title: string, name: string): Promise<string> {
  const answer = await ask({ kind: "files", title, detail: name, buttons: [] });
  return Array.isArray(answer) ? String(answer[0] ?? "") : "";
}

async function askToSave(title: string, path: string): Promise<string> {
  const buttons = ["Cancel", "Save"];
  const pressed = await ask({ kind: "question", title, detail: `To ${path}`, buttons });
  if (pressed !== 1) return "";
  mkdirSync(dirname(path), { recursive: true });
  return path;
}

/** `dialog`: in a test it waits for the test's answer; otherwise a small page asks. */
export const dialog = {
  showOpenDialog: async (...args: readonly object[]) => {
    const options = args.at(-1) as Electron.OpenDialogOptions;
    const answer = await ask({
      kind: "files",
      title: options.title ?? "Open",
      detail: "",
      buttons: [],
    });
    const filePaths = Array.isArray(answer) ? (answer as string[]) : [];
    return { canceled: filePaths.length === 0, filePaths };
  },
  /** A test answers with the path. On screen there is no field for one: it is saved where she keeps downloads, or not. */
  showSaveDialog: async (...args: readonly object[]) => {
    const { title = "Save", defaultPath = "file" } = args.at(-1) as Electron.SaveDialogOptions;
    const filePath = hostSettings.isTested
      ? await askForPath(title, defaultPath)
      : await askToSave(title, join(homedir(), "Downloads", defaultPath));
    return { canceled: filePath === "", filePath };
  },
  showMessageBox: async (...args: readonly object[]) => {
    const { message, detail = "", buttons = ["OK"] } = args.at(-1) as Electron.MessageBoxOptions;
    const answer = await ask({ kind: "question", title: message, detail, buttons });
    return { response: Number(answer), checkboxChecked: false };
  },
} satisfies { readonly [K in keyof Electron.Dialog]?: unknown };

/** `shell`: links are remembered; outside a test they open in her browser. */
export const shell = {
  openExternal: (url: string) => {
    shown.links.push(url);
    return hostSettings.isTested ? Promise.resolve() : openInBrowser(url);
  },
  openPath: (path: string) => {
    shown.links.push(path);
    return hostSettings.isTested ? Promise.resolve("") : openInBrowser(path).then(() => "");
  },
} satisfies Partial<Electron.Shell>;
