import { app, dialog, shell } from "electron";
import { AppError } from "../../shared/result.ts";
import type { Log, Paths } from "../ports.ts";

const QUIT = 0;
const OPEN_FOLDER = 1;

/** The app could not start: one sentence that says why and what to do, the way to the data folder, and the end. Never a stack. */
export async function explainAndLeave(
  error: unknown,
  deps: { readonly log: Log; readonly paths: Paths },
): Promise<void> {
  deps.log.error("app.start-failed", { error });
  const { response } = await dialog.showMessageBox({
    type: "error",
    message: "Defeah Studio could not start",
    detail: sentence(error, deps.paths),
    buttons: ["Quit", "Open the data folder"],
    defaultId: QUIT,
    cancelId: QUIT,
    noLink: true,
  });
  if (response === OPEN_FOLDER) await shell.openPath(deps.paths.dataFolder);
  app.exit(1);
}

function sentence(error: unknown, paths: Paths): string {
  if (error instanceof AppError) return error.message;
  return `Something unexpected happened. Nothing of yours was changed. The log has the details: ${paths.logFile}`;
}
