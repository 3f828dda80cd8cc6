import type { Contract, HandlersFor } from "../../shared/contract/define.ts";
import { AppError, type ErrorCode, type Result } from "../../shared/result.ts";
import type { Ids, Log } from "../ports.ts";

type Handler = (input: unknown) => unknown;
type Deps<C extends Contract> = {
  readonly contract: C;
  readonly handlers: { readonly [F in keyof C]: HandlersFor<C[F]> };
  readonly log: Log;
  readonly ids: Ids;
};

/** Answers one request of a window, a test or the command line. Never rejects. */
export type Dispatch = (path: string, input: unknown) => Promise<Result<unknown>>;

/**
 * Looks up the route, checks the input, runs the handler, and lets out only what the contract names. Knows nothing of
 * Electron, so a test drives it exactly as a window does.
 */
export function createRouter<C extends Contract>(deps: Deps<C>): Dispatch {
  return async (path, input) => {
    const [feature = "", name = ""] = typeof path === "string" ? path.split(".") : [];
    const route = Object.hasOwn(deps.contract, feature)
      ? ownRoute(deps.contract, feature, name)
      : undefined;
    if (!route) return failure("not-found", "The app has no such command.");
    const parsed = route.input.safeParse(input);
    if (!parsed.success) return failure("invalid-input", describe(parsed.error.issues[0]));
    try {
      const handler = (deps.handlers[feature] as Record<string, Handler>)[name] as Handler;
      return { ok: true, data: route.output.parse(await handler(parsed.data)) };
    } catch (error) {
      if (error instanceof AppError) return { ok: false, error: error.toJSON() };
      const incident = deps.ids.next();
      deps.log.error("ipc.failed", { path, incident, error });
      return failure("internal", `Something went wrong. The log has it as ${incident}.`);
    }
  };
}

function ownRoute(contract: Contract, feature: string, name: string) {
  const routes = contract[feature];
  return routes && Object.hasOwn(routes, name) ? routes[name] : undefined;
}

function describe(
  issue: { readonly message: string; readonly path: readonly PropertyKey[] } | undefined,
): string {
  if (!issue) return "That is not what this command takes.";
  return issue.path.length === 0
    ? issue.message
    : `${issue.path.map(String).join(".")}: ${issue.message}`;
}

function failure(code: ErrorCode, message: string): Result<never> {
  return { ok: false, error: { code, message } };
}
