import { nativeTheme } from "electron";
import type { Result } from "../../shared/result.ts";

type Themed = {
  dispatch(path: string, input: unknown): Promise<Result<unknown>>;
  readonly events: { subscribe(fn: (name: string, payload: unknown) => void): () => void };
};

/** The window's frame, the system's dialogs and the page's `prefers-color-scheme` follow the setting. */
export function followTheme(app: Themed): void {
  const read = async () => {
    const reply = await app.dispatch("settings.get", {});
    const theme = reply.ok ? themeOf(reply.data) : undefined;
    if (theme !== undefined && theme !== nativeTheme.themeSource) nativeTheme.themeSource = theme;
  };
  app.events.subscribe((name) => {
    if (name === "settings.changed") void read();
  });
  void read();
}

function themeOf(settings: unknown): "system" | "light" | "dark" | undefined {
  if (typeof settings !== "object" || settings === null || !("theme" in settings)) return undefined;
  const { theme } = settings;
  return theme === "system" || theme === "light" || theme === "dark" ? theme : undefined;
}
