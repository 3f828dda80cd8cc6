import type { IncomingMessage } from "node:http";
import { jsonReply, problemReply, readForm, type Params, type Reply } from "../exchange.ts";
import type { EndpointName } from "../faults.ts";
import { misbehave, type Outcome } from "../misbehave.ts";
import type { Practice } from "../practice.ts";
import { authorizePage, decide } from "./authorize.ts";
import { debugToken } from "./debug-token.ts";
import {
  exchangeFacebook,
  exchangeInstagramCode,
  exchangeInstagramToken,
} from "./exchange-code.ts";

/** True for what is asked without a token: the pages of a login and the exchanges after it. */
export function isLoginPath(path: string): boolean {
  return /^(\/v\d+\.\d+)?\/(oauth\/(authorize|access_token)|dialog\/oauth|access_token|debug_token)(\/decide)?\/?$/.test(
    path,
  );
}

/** Answers a login's pages, and its calls under the fault that meets them. */
export async function answerLogin(
  practice: Practice,
  request: IncomingMessage,
  url: URL,
): Promise<Outcome> {
  const path = url.pathname.replace(/\/$/, "");
  if (path.endsWith("/oauth/authorize")) return authorizePage(practice, url, "instagram");
  if (path.endsWith("/oauth/authorize/decide")) return decide(practice, url, "instagram");
  if (path.endsWith("/dialog/oauth")) return authorizePage(practice, url, "facebook");
  if (path.endsWith("/dialog/oauth/decide")) return decide(practice, url, "facebook");
  try {
    const { params } = await readForm(request, url);
    const call = findCall(path, request.method ?? "GET", params);
    // What a login brings is secret: of its parameters nothing is kept.
    const about = { method: request.method ?? "GET", path, params: {}, objectId: "" };
    practice.seen.add({ endpoint: call.name, at: practice.now(), ...about, creationId: null });
    return await misbehave(practice.faults.meet(call.name), {
      act: () => Promise.resolve(act(practice, params, call)),
      // Nobody calls here with a token that could die.
      endToken: () => {},
      faults: practice.faults,
    });
  } catch (error) {
    return problemReply(error);
  }
}

type LoginCall = {
  readonly name: EndpointName;
  readonly answer: (practice: Practice, params: Params) => object | Reply;
};

/** Instagram's code exchange is a POST without a version; Facebook's has a version, or is a GET. */
function findCall(path: string, method: string, params: Params): LoginCall {
  if (path.endsWith("/debug_token")) return { name: "debug-token", answer: debugToken };
  if (!path.endsWith("/oauth/access_token"))
    return { name: "exchange", answer: exchangeInstagramToken };
  if (path === "/oauth/access_token" && method === "POST")
    return { name: "code", answer: exchangeInstagramCode };
  const isExchange = params.get("grant_type") === "fb_exchange_token";
  return { name: isExchange ? "exchange" : "code", answer: exchangeFacebook };
}

function act(practice: Practice, params: Params, { answer }: LoginCall): Reply {
  try {
    const answered = answer(practice, params);
    return "body" in answered && "status" in answered ? answered : jsonReply(answered);
  } catch (error) {
    return problemReply(error);
  }
}
