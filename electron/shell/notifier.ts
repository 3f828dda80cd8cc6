import { Notification } from "electron";
import type { Log, Notifier } from "../ports.ts";

/** The system's notifications. macOS shows none for an unsigned app and says so by `failed` (Electron 42 and later). */
export class DesktopNotifier implements Notifier {
  /** Held until they are gone: a collected notification loses its click. */
  private readonly open = new Set<Notification>();
  private readonly deps: { readonly log: Log; readonly onClick: (route: string) => void };

  constructor(deps: { readonly log: Log; readonly onClick: (route: string) => void }) {
    this.deps = deps;
  }

  notify(note: { readonly title: string; readonly body: string; readonly route: string }): void {
    if (!Notification.isSupported()) {
      this.deps.log.error("notification.unsupported");
      return;
    }
    const notification = new Notification({ title: note.title, body: note.body });
    const forget = () => this.open.delete(notification);
    notification.on("click", () => {
      forget();
      this.deps.onClick(note.route);
    });
    notification.on("close", forget);
    notification.on("failed", (_event, reason) => {
      forget();
      this.deps.log.error("notification.failed", { reason });
    });
    this.open.add(notification);
    notification.show();
  }
}
