import type { IncomingMessage } from "node:http";
import { jsonReply, problemReply, readForm, type Form, type Reply } from "./exchange.ts";
import type { Effect, FaultRule } from "./faults.ts";
import { misbehave, type Outcome } from "./misbehave.ts";
import type { OpenCall, Practice } from "./practice.ts";
import { rateLimit } from "./problem.ts";
import { findRoute, type Route } from "./routes.ts";
import { authenticate, needScope, type Session } from "./session.ts";
import { hashToken } from "./tokens.ts";

type Asked = {
  readonly request: IncomingMessage;
  readonly form: Form;
  readonly path: string;
  readonly route: Route;
  readonly effect: Effect | undefined;
};

/** Answers one call of the Graph API, under the fault that meets it. */
export async function answerCall(
  practice: Practice,
  request: IncomingMessage,
  url: URL,
): Promise<Outcome> {
  try {
    const form = await readForm(request, url);
    const route = findRoute(request.method ?? "GET", url.pathname, practice.store);
    const rule = meet(practice, { request, route, form, path: url.pathname });
    const asked = { request, form, path: url.pathname, route, effect: rule?.effect };
    const outcome = await misbehave(rule, {
      act: () => act(practice, asked),
      endToken: (subcode) => endToken(practice, asked, subcode),
      faults: practice.faults,
    });
    return typeof outcome === "string" ? outcome : withUsage(practice, asked, outcome);
  } catch (error) {
    return problemReply(error);
  }
}

function meet(
  practice: Practice,
  { request, route, form: { params }, path }: Omit<Asked, "effect">,
): FaultRule | undefined {
  if (route.name === null) return undefined;
  const { access_token: _token, ...told } = Object.fromEntries(params);
  practice.seen.add({
    endpoint: route.name,
    at: practice.now(),
    method: request.method ?? "GET",
    path,
    params: told,
    objectId: route.objectId,
    creationId: params.get("creation_id") ?? null,
  });
  return practice.faults.meet(route.name);
}

async function act(practice: Practice, asked: Asked): Promise<Reply> {
  try {
    const session = sessionOf(practice, asked);
    const { usage, troubles } = practice;
    const id = session.accounts[0]?.platformUserId ?? session.holderId;
    usage.count(id, practice.now());
    if (usage.isSpent(id, practice.now())) throw rateLimit(80002);
    troubles.meet(id, asked.request.method !== "GET");
    if (asked.route.scope) needScope(session, asked.route.scope);
    return jsonReply(await asked.route.endpoint(practice, callOf(asked, session)));
  } catch (error) {
    return problemReply(error);
  }
}

function sessionOf({ store, now }: Practice, { request, form }: Asked): Session {
  return authenticate(store, { headers: request.headers, params: form.params }, now());
}

function callOf({ form, path, route, effect }: Asked, session: Session): OpenCall {
  return {
    ...session,
    ...form,
    path,
    objectId: route.objectId,
    lagMs: effect?.kind === "lag" ? effect.ms : 0,
    processing: {
      ...(effect?.kind === "slow-processing" ? { ms: effect.ms } : {}),
      ...(effect?.kind === "failed-processing" ? { failure: effect.code } : {}),
    },
  };
}

function endToken(practice: Practice, asked: Asked, subcode: number | null): void {
  const { token } = sessionOf(practice, asked);
  practice.store.record({
    kind: "token-death",
    at: practice.now(),
    hash: hashToken(token),
    subcode,
  });
}

/** The usage headers stand on every answer to a caller with a good token. */
function withUsage(practice: Practice, asked: Asked, reply: Reply): Reply {
  const account = callerOf(practice, asked);
  if (account === undefined) return reply;
  const now = practice.now();
  const isSpent = practice.usage.isSpent(account, now);
  const { effect } = asked;
  const regain = effect?.kind === "rate-limit" ? effect.regainMinutes : null;
  const headers = practice.usage.headers(account, now, {
    regainMinutes: isSpent ? practice.usage.regainMinutes(account, now) : regain,
    ...(effect?.kind === "usage" ? { percent: effect.percent } : {}),
  });
  return { ...reply, headers: { ...headers, ...reply.headers } };
}

function callerOf(practice: Practice, asked: Asked): string | undefined {
  try {
    const session = sessionOf(practice, asked);
    return session.accounts[0]?.platformUserId ?? session.holderId;
  } catch {
    // Without a good token there is no account whose usage could be told.
    return undefined;
  }
}
