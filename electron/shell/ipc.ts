import { ipcMain, type IpcMainInvokeEvent } from "electron";
import type { Result } from "../../shared/result.ts";
import type { Log } from "../ports.ts";
import { isOwnPage, OWN_ORIGIN } from "./own-page.ts";

type Dispatch = (path: string, input: unknown) => Promise<Result<unknown>>;

/** Answers the one request channel. A sender that is not the top frame of our own window on our own page gets nothing. */
export function answerRequests(deps: {
  readonly dispatch: Dispatch;
  readonly log: Log;
  /** The ids of the web contents of windows that we opened. */
  readonly isOurWindow: (contentsId: number) => boolean;
}): void {
  ipcMain.handle("request", (event, route: unknown, input: unknown) => {
    if (isTrusted(event, deps.isOurWindow)) return deps.dispatch(String(route), input);
    deps.log.error("ipc.refused-sender", { contentsId: event.sender.id });
    return {
      ok: false,
      error: { code: "not-found", message: "The app has no such command." },
    } satisfies Result<never>;
  });
}

/** `senderFrame` is null once the frame has navigated away or gone (Electron 33 and later). */
function isTrusted(event: IpcMainInvokeEvent, isOurWindow: (id: number) => boolean): boolean {
  const frame = event.senderFrame;
  return (
    frame !== null &&
    isOurWindow(event.sender.id) &&
    frame === event.sender.mainFrame &&
    frame.origin === OWN_ORIGIN &&
    isOwnPage(frame.url)
  );
}
