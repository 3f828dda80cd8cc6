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
