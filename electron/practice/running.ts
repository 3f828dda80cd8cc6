import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { join } from "node:path";
import { answerCall } from "./api.ts";
import { Arrivals, tidyArrivals } from "./arrivals.ts";
import { answerControl, type Controlled } from "./control.ts";
import { problemReply } from "./exchange.ts";
import { Faults } from "./fault-engine.ts";
import { BEHAVIOUR } from "./limits.ts";
import { answerLogin, isLoginPath } from "./login/answer.ts";
import { LoginCodes } from "./login/codes.ts";
import type { Outcome } from "./misbehave.ts";
import { answerPage } from "./pages/pages.ts";
import { Pictures } from "./pictures.ts";
import { listen } from "./port.ts";
import type { Practice } from "./practice.ts";
import { isApiPath } from "./routes.ts";
import { SeenCalls } from "./seen.ts";
import { send } from "./send.ts";
import type { PracticeOptions } from "./server.ts";
import { Steering, type Changeable } from "./steering.ts";
import { Store } from "./store.ts";
import { Troubles } from "./troubles.ts";
import { answerUpload, isUploadPath } from "./upload.ts";
import { Usage } from "./usage.ts";

/** A practice Instagram that listens. */
export type Running = {
  readonly server: Server;
  readonly practice: Practice;
  readonly steering: Steering;
  /** `http://127.0.0.1:PORT`. */
  readonly origin: string;
};

type Host = {
  readonly options: PracticeOptions;
  /** The server's own clock. */
  readonly now: () => number;
  readonly isOpen: () => boolean;
  /** Who answers `/__control`. */
  readonly controlled: Controlled;
};

/** Replays the ledger and listens. @throws when the ledger is damaged before its last line. */
export async function run(host: Host): Promise<Running> {
  const { folder, ids, faults, port } = host.options;
  const { now, isOpen } = host;
  const behaviour: Changeable = { ...BEHAVIOUR, ...host.options.behaviour };
  let origin = "";
  const parts = {
    pictures: new Pictures(folder),
    arrivals: new Arrivals(folder),
    faults: new Faults(now),
    troubles: new Troubles(),
    codes: new LoginCodes(now),
    usage: new Usage(() => behaviour.callBudget),
    seen: new SeenCalls(),
    behaviour,
    now,
    isOpen,
    origin: () => origin,
  };
  if (faults) parts.faults.set(faults);
  const store = new Store(folder, ids && (() => ids.next()));
  const practice = { ...parts, store };
  const server = createServer(
    (request, response) => void serve({ host, practice }, request, response),
  );
  try {
    origin = `http://127.0.0.1:${await listen(server, { rememberIn: join(folder, "port"), wanted: port })}`;
    tidyArrivals(practice);
    return { server, practice, steering: new Steering(practice, behaviour), origin };
  } catch (error) {
    store.ledger.close();
    throw error;
  }
}

type Serving = { readonly host: Host; readonly practice: Practice };

async function serve(
  serving: Serving,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const outcome = await answer(serving, request).catch(problemReply);
  if (outcome === "drop") response.destroy();
  else if (outcome !== "silence") send({ request, response }, outcome, serving.practice.now());
}

async function answer({ host, practice }: Serving, request: IncomingMessage): Promise<Outcome> {
  // A page of the web that had its name pointed at this address (DNS rebinding) says that name here.
  if (!/^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(request.headers.host ?? ""))
    return { status: 403, headers: {}, body: "" };
  const url = URL.parse(request.url ?? "/", practice.origin());
  if (!url) return { status: 400, headers: {}, body: "" };
  const { pathname } = url;
  const isControl = pathname.startsWith("/__control/");
  if (isControl && host.options.control === true)
    return answerControl(host.controlled, request, pathname);
  if (isUploadPath(pathname)) return answerUpload(practice, request, pathname);
  if (isLoginPath(pathname)) return answerLogin(practice, request, url);
  if (!isControl && isApiPath(request.method ?? "GET", pathname))
    return answerCall(practice, request, url);
  return answerPage(practice, pathname);
}
