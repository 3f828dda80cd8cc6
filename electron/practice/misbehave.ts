import { problemReply, type Reply } from "./exchange.ts";
import { plainError, type Faults } from "./fault-engine.ts";
import type { Effect, FaultRule } from "./faults.ts";
import { pause } from "./pause.ts";
import { deadToken, Problem, rateLimit } from "./problem.ts";

/** What becomes of a call: an answer, a destroyed socket, or silence. */
export type Outcome = Reply | "drop" | "silence";

export type Deed = {
  /** Carries the call out; a refusal comes back as a reply. */
  readonly act: () => Promise<Reply>;
  /** Ends the caller's token for good. */
  readonly endToken: (subcode: number | null) => void;
  readonly faults: Faults;
};

/** Carries a call out under a fault. `lag` and the processing effects are the call's own affair: they change what acting means. */
export async function misbehave(rule: FaultRule | undefined, deed: Deed): Promise<Outcome> {
  if (!rule) return deed.act();
  await pause(rule.delayMs);
  const { effect } = rule;
  if (effect.kind === "hold") return holdAround(effect, deed);
  if ("acts" in effect) {
    const reply = effect.acts ? await deed.act() : undefined;
    return spoil(effect, reply);
  }
  if (effect.kind === "rate-limit") return problemReply(rateLimit(effect.code));
  if (effect.kind !== "token-death") return deed.act();
  deed.endToken(effect.subcode);
  return problemReply(deadToken(effect.subcode ?? undefined));
}

async function holdAround(
  effect: Extract<Effect, { kind: "hold" }>,
  { act, faults }: Deed,
): Promise<Reply> {
  if (!effect.acts) {
    await faults.hold(effect.name);
    return act();
  }
  const reply = await act();
  await faults.hold(effect.name);
  return reply;
}

type Spoiling = Exclude<Extract<Effect, { acts: boolean }>, { kind: "hold" }>;

function spoil(effect: Spoiling, reply: Reply | undefined): Outcome {
  const json = { "content-type": "application/json; charset=UTF-8" };
  switch (effect.kind) {
    case "drop":
      return "drop";
    case "half-open":
      return "silence";
    case "server-error":
      return serverError(effect.status);
    case "error":
      return problemReply(plainError(effect));
    case "empty":
      return { status: 200, headers: json, body: "" };
    case "truncated":
      return { status: 200, headers: json, body: firstHalf(reply) };
  }
  return effect satisfies never;
}

function firstHalf(reply: Reply | undefined): string {
  const whole = textOf(reply) ?? '{"id":"18000000000000000"}';
  return whole.slice(0, Math.ceil(whole.length / 2));
}

function textOf(reply: Reply | undefined): string | undefined {
  if (!reply) return undefined;
  return typeof reply.body === "string" ? reply.body : undefined;
}

function serverError(status: 500 | 502 | 503 | 504): Reply {
  if (status !== 500)
    return {
      status,
      headers: { "content-type": "text/html" },
      body: `<html><body><h1>${status}</h1></body></html>`,
    };
  return problemReply(
    new Problem({
      code: 2,
      status,
      isTransient: true,
      message: "An unexpected error has occurred. Please retry your request later.",
    }),
  );
}
