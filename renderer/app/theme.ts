import { useLayoutEffect, useSyncExternalStore } from "react";
import { ipc } from "../lib/ipc.ts";
import { useLive } from "../lib/use-live.ts";

/** Keeps `data-theme` on the document as the settings say; `system` follows the computer, live. */
export function useTheme(): void {
  const settings = useLive(ipc.settings.get, {}, ["settings.changed"]);
  const isDark = useSyncExternalStore(watchSystem, () => systemQuery().matches);
  const chosen = settings.value?.theme ?? "system";
  const theme = chosen === "system" ? (isDark ? "dark" : "light") : chosen;
  useLayoutEffect(() => {
    document.documentElement.dataset["theme"] = theme;
  }, [theme]);
}

function systemQuery(): MediaQueryList {
  return window.matchMedia("(prefers-color-scheme: dark)");
}

function watchSystem(listener: () => void): () => void {
  const query = systemQuery();
  query.addEventListener("change", listener);
  return () => query.removeEventListener("change", listener);
}
