import type { Bridge } from "../../../shared/contract/client.ts";
import { contract, type AppEvents, type Client } from "../../../shared/contract/contract.ts";
import type { Route } from "../../../shared/contract/define.ts";
import { AppError, type Result } from "../../../shared/result.ts";
import { accountsRoutes } from "./fake-accounts.ts";
import { analyticsRoutes } from "./fake-analytics.ts";
import { mediaRoutes } from "./fake-media.ts";
import { pacingRoutes } from "./fake-pacing.ts";
import { postsRoutes } from "./fake-posts.ts";
import { publishingRoutes } from "./fake-publishing.ts";
import { settingsRoutes } from "./fake-settings.ts";
import { newWorld, type World } from "./world.ts";

/** Tells every listener that something changed. */
export type Emit = <E extends keyof AppEvents>(name: E, payload: AppEvents[E]) => void;

/** What a fake route works on. */
export type Fake = { readonly world: World; readonly emit: Emit };

/** The routes of one feature, typed as the contract says. */
export type FakeRoutes<F extends keyof Client> = Client[F];

/**
 * A main process for screens: the real contract checked both ways, a made-up world behind it. `answer` replaces one route
 * for a test; `calls` is what was asked.
 */
export class FakeBridge implements Bridge {
  readonly world: World;
  readonly calls: { readonly route: string; readonly input: unknown }[] = [];
  readonly #listeners = new Set<(name: string, payload: unknown) => void>();
  readonly #replaced = new Map<string, (input: unknown) => unknown>();
  readonly #routes: Readonly<Record<string, unknown>>;

  constructor(world: World = newWorld()) {
    this.world = world;
    const fake: Fake = { world, emit: this.emit };
    this.#routes = {
      accounts: accountsRoutes(fake),
      analytics: analyticsRoutes(fake),
      media: mediaRoutes(fake),
      pacing: pacingRoutes(fake),
      posts: postsRoutes(fake),
      publishing: publishingRoutes(fake),
      settings: settingsRoutes(fake),
    };
  }

  /** Tells the renderer something. */
  readonly emit: Emit = (name, payload) => {
    for (const listener of this.#listeners) listener(name, payload);
  };

  /** Answers one route differently from now on: throw an `AppError` to refuse. Its reply is still checked. */
  answer(route: string, reply: (input: unknown) => unknown): void {
    this.#replaced.set(route, reply);
  }

  async invoke(path: string, input: unknown): Promise<Result<unknown>> {
    this.calls.push({ route: path, input });
    const [feature = "", name = ""] = path.split(".");
    const routes = contract as Readonly<Record<string, Readonly<Record<string, Route>>>>;
    const route = routes[feature]?.[name];
    if (!route) throw new Error(`The screen asked for ${path}, which the contract does not have`);
    const parsed = route.input.safeParse(input);
    if (!parsed.success) return refused("invalid-input", parsed.error.issues[0]?.message ?? "");
    const own = this.#routes[feature] as Record<string, (input: unknown) => unknown>;
    try {
      const reply = await (this.#replaced.get(path) ?? own[name])?.(parsed.data);
      return { ok: true, data: route.output.parse(reply) };
    } catch (error) {
      if (error instanceof AppError) return { ok: false, error: error.toJSON() };
      throw error;
    }
  }

  subscribe(listener: (name: string, payload: unknown) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

function refused(code: "invalid-input", message: string): Result<never> {
  return { ok: false, error: { code, message } };
}
