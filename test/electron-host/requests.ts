import { fromChromium, toChromium } from "./addresses.ts";
import type { Cdp } from "./cdp.ts";
import { handlerOf, type HostSession } from "./sessions.ts";

type Paused = {
  readonly requestId: string;
  readonly resourceType: string;
  readonly frameId: string;
  readonly redirectedRequestId?: string;
  readonly request: {
    readonly url: string;
    readonly method: string;
    readonly headers: Record<string, string>;
  };
};

/** A page's wish to go somewhere; false forbids it. */
export type Navigation = {
  readonly url: string;
  readonly isMainFrame: boolean;
  readonly isRedirect: boolean;
};

/** Answers every request of one page: our schemes from their handlers, everything else as the session's filter says. */
export class Requests {
  private readonly cdp: Cdp;
  private readonly sessionId: string;
  private readonly mayNavigate: (navigation: Navigation) => boolean;
  private readonly mainFrameId: string;
  private readonly session: HostSession;

  constructor(page: {
    readonly session: HostSession;
    readonly cdp: Cdp;
    readonly sessionId: string;
    readonly mainFrameId: string;
    readonly mayNavigate: (navigation: Navigation) => boolean;
  }) {
    this.cdp = page.cdp;
    this.sessionId = page.sessionId;
    this.mainFrameId = page.mainFrameId;
    this.session = page.session;
    this.mayNavigate = page.mayNavigate;
  }

  async start(): Promise<void> {
    this.cdp.on(
      "Fetch.requestPaused",
      (paused: Paused) => {
        // The page may be gone before the answer is ready; then nobody waits for it.
        this.answer(paused).catch(() => {});
      },
      this.sessionId,
    );
    await this.cdp.send("Fetch.enable", { patterns: [{ urlPattern: "*" }] }, this.sessionId);
  }

  private answer(paused: Paused): Promise<unknown> {
    const { requestId } = paused;
    const url = fromChromium(paused.request.url);
    if (paused.resourceType === "Document" && !this.mayGo(paused, url))
      return this.say("Fetch.failRequest", { requestId, errorReason: "Aborted" });
    if (handlerOf(schemeOf(url))) return this.fulfill(paused, url);
    if (this.session.isCancelled(url, this.kindOf(paused)))
      return this.say("Fetch.failRequest", { requestId, errorReason: "BlockedByClient" });
    return this.say("Fetch.continueRequest", { requestId });
  }

  /** In Electron's words, as far as the app asks. */
  private kindOf({ resourceType, frameId }: Paused): string {
    if (resourceType !== "Document") return "other";
    return frameId === this.mainFrameId ? "mainFrame" : "subFrame";
  }

  private mayGo(paused: Paused, url: string): boolean {
    return this.mayNavigate({
      url,
      isMainFrame: paused.frameId === this.mainFrameId,
      isRedirect: paused.redirectedRequestId !== undefined,
    });
  }

  private async fulfill({ requestId, request }: Paused, url: string): Promise<unknown> {
    const response = await respond(url, request);
    if (!response) return this.say("Fetch.failRequest", { requestId, errorReason: "Failed" });
    const body = Buffer.from(await response.arrayBuffer()).toString("base64");
    return this.say("Fetch.fulfillRequest", {
      requestId,
      responseCode: response.status,
      responseHeaders: [...response.headers].map(([name, value]) => ({
        name,
        value: name === "location" ? toChromium(value) : value,
      })),
      body,
    });
  }

  private say(method: string, params: object): Promise<unknown> {
    return this.cdp.send(method, params, this.sessionId);
  }
}

/** Undefined when the handler failed: the page sees a failed request. */
async function respond(url: string, request: Paused["request"]): Promise<Response | undefined> {
  const handler = handlerOf(schemeOf(url));
  try {
    return await handler?.(
      new Request(url, { method: request.method, headers: plainHeaders(request.headers) }),
    );
  } catch {
    return undefined;
  }
}

function schemeOf(url: string): string {
  return new URL(url).protocol.slice(0, -1);
}

function plainHeaders(headers: Record<string, string>): [string, string][] {
  return Object.entries(headers).filter(([name]) => !name.startsWith(":"));
}
