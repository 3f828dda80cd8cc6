import { fromChromium, toChromium } from "./addresses.ts";
import type { Cdp } from "./cdp.ts";
import { Chromium } from "./chromium.ts";
import { hostSettings } from "./settings.ts";

export type PageHandle = {
  readonly cdp: Cdp;
  readonly sessionId: string;
  readonly targetId: string;
};
type Target = {
  readonly targetId: string;
  readonly type: string;
  readonly url: string;
  readonly openerId?: string;
};
type Owner = { mayOpen(address: string): boolean; gone(): void };
export type Place = {
  readonly width: number;
  readonly height: number;
  readonly appUrl: string;
  /** In a browser context of its own, which goes with it. */
  readonly isPrivate?: boolean;
};

/** The installed Chromium, started with the first window and not before, so that a hidden start costs nothing. */
class Browser {
  private running: Promise<Chromium> | undefined;
  private profileFolder = "";
  private switches: readonly string[] = [];
  private first: Promise<PageHandle> | undefined;
  private readonly owners = new Map<string, Owner>();
  private launched = Promise.withResolvers<Chromium>();

  /** Where profiles go (Electron's `sessionData`), and the switches the app appends before it is ready. */
  use(profileFolder: string, switches: readonly string[]): void {
    this.profileFolder = profileFolder;
    this.switches = switches;
  }

  /** A page of our own, at `about:blank`. The browser's first page serves the first window. */
  async open(place: Place, owner: Owner): Promise<PageHandle> {
    this.running ??= this.launch(place);
    const chromium = await this.running;
    const page = await (place.isPrivate
      ? this.createPrivate(chromium.cdp)
      : (this.takeFirst() ?? this.create(chromium.cdp)));
    this.owners.set(page.targetId, owner);
    return page;
  }

  async close(): Promise<void> {
    const running = await this.running?.catch(() => undefined);
    await running?.close();
  }

  /** The debugging address, once a window has started the browser. */
  async debugUrl(): Promise<string> {
    const { debugUrl } = await this.launched.promise;
    return debugUrl;
  }

  private takeFirst(): Promise<PageHandle> | undefined {
    const { first } = this;
    this.first = undefined;
    return first;
  }

  private async createPrivate(cdp: Cdp): Promise<PageHandle> {
    const { browserContextId } = await cdp.send<{ browserContextId: string }>(
      "Target.createBrowserContext",
      { disposeOnDetach: true },
    );
    return this.create(cdp, { browserContextId });
  }

  private async create(cdp: Cdp, place: object = {}): Promise<PageHandle> {
    const { targetId } = await cdp.send<{ targetId: string }>("Target.createTarget", {
      url: "about:blank",
      newWindow: true,
      ...place,
    });
    return attachTo(cdp, targetId);
  }

  private async launch(place: Place): Promise<Chromium> {
    const chromium = Chromium.launch({
      profileFolder: this.profileFolder,
      isHeadless: hostSettings.isTested || !hostSettings.hasDisplay,
      isDebuggable: hostSettings.isTested,
      switches: this.switches,
      ...place,
      appUrl: toChromium(place.appUrl),
    });
    chromium.onExit(() => this.forget());
    await this.watch(chromium.cdp);
    this.launched.resolve(chromium);
    return chromium;
  }

  /** She closed the last window, or the browser crashed: its windows are gone, the app is not. */
  private forget(): void {
    this.running = undefined;
    this.first = undefined;
    this.launched = Promise.withResolvers<Chromium>();
    for (const owner of this.owners.values()) owner.gone();
    this.owners.clear();
  }

  private async watch(cdp: Cdp): Promise<void> {
    cdp.on("Target.targetDestroyed", ({ targetId }: { targetId: string }) => {
      this.owners.get(targetId)?.gone();
      this.owners.delete(targetId);
    });
    cdp.on("Target.attachedToTarget", (news: { targetInfo: Target; sessionId: string }) => {
      // The page may have gone by itself meanwhile.
      this.letIn(cdp, news).catch(() => {});
    });
    await cdp.send("Target.setDiscoverTargets", { discover: true });
    await cdp.send("Target.setAutoAttach", {
      autoAttach: true,
      waitForDebuggerOnStart: true,
      flatten: true,
      filter: [{ type: "page" }],
    });
    const { targetInfos } = await cdp.send<{ targetInfos: readonly Target[] }>("Target.getTargets");
    const page = targetInfos.find(({ type }) => type === "page");
    if (page) this.first = attachTo(cdp, page.targetId);
  }

  /** A new page waits here before it loads anything: one that its opener may not open is closed. */
  private async letIn(
    cdp: Cdp,
    { targetInfo, sessionId }: { readonly targetInfo: Target; readonly sessionId: string },
  ): Promise<void> {
    const { targetId, openerId = "", url } = targetInfo;
    const opener = this.owners.get(openerId);
    if (opener && !opener.mayOpen(fromChromium(url)))
      await cdp.send("Target.closeTarget", { targetId });
    else await cdp.send("Runtime.runIfWaitingForDebugger", {}, sessionId);
  }
}

async function attachTo(cdp: Cdp, targetId: string): Promise<PageHandle> {
  const { sessionId } = await cdp.send<{ sessionId: string }>("Target.attachToTarget", {
    targetId,
    flatten: true,
  });
  return { cdp, sessionId, targetId };
}

export const browser = new Browser();
