import { EventEmitter } from "node:events";
import { readFileSync } from "node:fs";
import type * as Electron from "electron";
import { fromChromium, originOf, toChromium } from "./addresses.ts";
import type { Cdp, Listener } from "./cdp.ts";
import { createCodec, PIECE_BYTES, type Codec } from "./codec.ts";
import { answerInvoke } from "./ipc-main.ts";
import { BINDING, pageScripts, PRELOAD_WORLD, RECEIVE } from "./page-scripts.ts";
import { Requests, type Navigation } from "./requests.ts";
import { session, type HostSession } from "./sessions.ts";

let lastId = 0;

type Frame = { url: string; origin: string };
type FromPage = {
  readonly piece?: number;
  readonly base64?: string;
  readonly call?: number;
  readonly channel?: string;
  readonly args?: unknown;
};

/** One page: its frame, its preload's world, its navigations. Lives from `attach` until the browser lets go of it. */
export class HostWebContents extends EventEmitter {
  readonly id: number;
  readonly session: HostSession;
  readonly mainFrame: Frame = { url: "about:blank", origin: "null" };
  private readonly preferences: Electron.WebPreferences;
  private readonly attached = Promise.withResolvers<void>();
  private page: { readonly cdp: Cdp; readonly sessionId: string } | undefined;
  private codec: Codec = this.makeCodec();
  private preloadContext: number | undefined;
  private openHandler: (details: { url: string }) => { action: string } = () => ({
    action: "allow",
  });
  /** The address main asked for; a page's own navigations are asked about, this one is not. */
  private ordered: string | undefined;

  constructor(preferences: Electron.WebPreferences) {
    super();
    lastId += 1;
    this.id = lastId;
    const { session: given, ...others } = preferences;
    this.session = (given as HostSession | undefined) ?? session.defaultSession;
    this.preferences = others;
  }

  async loadURL(address: string): Promise<void> {
    await this.attached.promise;
    this.ordered = address;
    const reply = await this.ask<{ errorText?: string }>("Page.navigate", {
      url: toChromium(address),
    });
    if (reply.errorText) throw new Error(`${reply.errorText} loading '${address}'`);
  }

  send(channel: string, ...args: unknown[]): void {
    this.deliver({ channel, value: this.codec.pack(args) });
  }

  getURL(): string {
    return this.mainFrame.url;
  }

  reload(): void {
    this.ordered = this.mainFrame.url;
    void this.ask("Page.reload").catch(() => {});
  }

  getLastWebPreferences(): Electron.WebPreferences {
    return this.preferences;
  }

  setWindowOpenHandler(handler: (details: never) => { action: string }): void {
    this.openHandler = handler as typeof this.openHandler;
  }

  /** Whether a page opened by this one may live. */
  mayOpen(address: string): boolean {
    return this.openHandler({ url: fromChromium(address) }).action === "allow";
  }

  /** Takes over a page of the browser: its requests, its preload, its news. */
  async attach(page: { readonly cdp: Cdp; readonly sessionId: string }): Promise<void> {
    this.page = page;
    const { cdp, sessionId } = page;
    const { frameTree } = await this.ask<{ frameTree: { frame: { id: string } } }>(
      "Page.getFrameTree",
    );
    const mainFrameId = frameTree.frame.id;
    const requests = new Requests({
      cdp,
      sessionId,
      mainFrameId,
      session: this.session,
      mayNavigate: (navigation) => this.mayNavigate(navigation),
    });
    this.listen(mainFrameId);
    await Promise.all([
      requests.start(),
      this.ask("Page.enable"),
      this.ask("Page.setLifecycleEventsEnabled", { enabled: true }),
      this.listenToScripts(),
      this.installPreload(),
    ]);
    this.attached.resolve();
  }

  /** Sends one command to the page. */
  ask<T = Record<string, unknown>>(method: string, params: object = {}): Promise<T> {
    if (!this.page) return Promise.reject(new Error(`${method}: no page yet`));
    return this.page.cdp.send<T>(method, params, this.page.sessionId);
  }

  /**
   * Hears of the preload's world and its calls. No stacks of errors are kept for it: each `Error` that a script makes would
   * have its whole file parsed again for the positions in it (33 ms of a start), and Electron has no such listener.
   */
  private async listenToScripts(): Promise<void> {
    await this.ask("Runtime.enable");
    await this.ask("Runtime.setMaxCallStackSizeToCapture", { size: 0 });
  }

  private async installPreload(): Promise<void> {
    const { preload } = this.preferences;
    if (!preload) return;
    const scripts = pageScripts(readFileSync(preload, "utf8"));
    await this.ask("Runtime.addBinding", { name: BINDING, executionContextName: PRELOAD_WORLD });
    await this.ask("Page.addScriptToEvaluateOnNewDocument", { source: scripts.page });
    await this.ask("Page.addScriptToEvaluateOnNewDocument", {
      source: scripts.preload,
      worldName: PRELOAD_WORLD,
    });
  }

  private listen(mainFrameId: string): void {
    this.hear(
      "Runtime.executionContextCreated",
      ({ context }: { context: { id: number; name: string; auxData: { frameId: string } } }) => {
        if (context.name !== PRELOAD_WORLD || context.auxData.frameId !== mainFrameId) return;
        this.preloadContext = context.id;
        this.codec = this.makeCodec();
      },
    );
    this.hear(
      "Runtime.bindingCalled",
      ({ executionContextId, payload }: { executionContextId: number; payload: string }) => {
        if (executionContextId === this.preloadContext)
          this.take(executionContextId, JSON.parse(payload) as FromPage);
      },
    );
    this.hear("Page.frameNavigated", ({ frame }: { frame: { id: string; url: string } }) => {
      if (frame.id === mainFrameId) this.wentTo(frame.url);
    });
    this.hear("Page.navigatedWithinDocument", (news: { frameId: string; url: string }) => {
      if (news.frameId === mainFrameId) this.wentTo(news.url);
    });
    this.hear("Page.lifecycleEvent", ({ frameId, name }: { frameId: string; name: string }) => {
      if (frameId !== mainFrameId || this.mainFrame.url === "about:blank") return;
      if (name === "firstPaint" || name === "load") this.emit("painted");
      if (name === "load") this.emit("did-finish-load");
    });
  }

  private hear(method: string, fn: Listener): void {
    this.page?.cdp.on(method, fn, this.page.sessionId);
  }

  private wentTo(address: string): void {
    this.mainFrame.url = fromChromium(address);
    this.mainFrame.origin = originOf(this.mainFrame.url);
    this.emit("did-navigate", {}, this.mainFrame.url);
  }

  private mayNavigate({ url, isMainFrame, isRedirect }: Navigation): boolean {
    if (isMainFrame && !isRedirect && this.ordered === url) {
      this.ordered = undefined;
      return true;
    }
    let isPrevented = false;
    const event = {
      url,
      isMainFrame,
      preventDefault: () => {
        isPrevented = true;
      },
    };
    if (isRedirect) this.emit("will-redirect", event);
    else {
      if (isMainFrame) this.emit("will-navigate", event);
      this.emit("will-frame-navigate", event);
    }
    return !isPrevented;
  }

  private take(context: number, message: FromPage): void {
    if (message.piece !== undefined) {
      this.codec.takePiece(message.piece, message.base64 ?? "");
      return;
    }
    const args = this.codec.unpack(message.args) as unknown[];
    const event = { sender: this, senderFrame: this.mainFrame };
    void answerInvoke(message.channel ?? "", event, args).then(
      (value) => this.deliver({ call: message.call, value: this.codec.pack(value) }, context),
      (error: unknown) => this.deliver({ call: message.call, error: String(error) }, context),
    );
  }

  private makeCodec(): Codec {
    return createCodec(PIECE_BYTES, (piece, base64) => this.deliver({ piece, base64 }));
  }

  private deliver(message: object, context = this.preloadContext): void {
    if (context === undefined || context !== this.preloadContext) return;
    this.ask("Runtime.callFunctionOn", {
      functionDeclaration: `(text) => ${RECEIVE}(text)`,
      executionContextId: context,
      arguments: [{ value: JSON.stringify(message) }],
    }).catch(() => {
      // the document went away; Electron drops the message too
    });
  }
}
