import { EventEmitter } from "node:events";
import type { HostWebContents } from "./web-contents.ts";

type Source = "system" | "light" | "dark";

/** `nativeTheme`: told to each page as `prefers-color-scheme`. The system's own theme is what Chromium says; light to us. */
class HostTheme extends EventEmitter {
  private source: Source = "system";
  private readonly pages = new Set<HostWebContents>();

  get themeSource(): Source {
    return this.source;
  }

  set themeSource(source: Source) {
    this.source = source;
    for (const page of this.pages) this.apply(page);
    this.emit("updated");
  }

  get shouldUseDarkColors(): boolean {
    return this.source === "dark";
  }

  tell(page: HostWebContents): void {
    this.pages.add(page);
    this.apply(page);
  }

  private apply(page: HostWebContents): void {
    const value = this.source === "system" ? "" : this.source;
    page
      .ask("Emulation.setEmulatedMedia", { features: [{ name: "prefers-color-scheme", value }] })
      .catch(() => this.pages.delete(page));
  }
}

export const nativeTheme = new HostTheme();
