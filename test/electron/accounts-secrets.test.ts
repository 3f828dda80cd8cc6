import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { inspect } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { GraphClient } from "../../electron/graph/client.ts";
import { createContainer } from "../../electron/graph/endpoints/containers.ts";
import { listMedia } from "../../electron/graph/endpoints/media.ts";
import { publishContainer } from "../../electron/graph/endpoints/publish.ts";
import { refreshToken } from "../../electron/graph/endpoints/tokens.ts";
import { Secret } from "../../electron/lib/secret.ts";
import { fakePorts } from "../fakes/ports.ts";
import { createTestApp } from "../harness/test-app.ts";
import { accessTo, CANARY, deadOrigin, reply, startGraphServer } from "./graph-server.ts";
import type { Answer, GraphServer, Seen } from "./graph-server.ts";

/** Needs percent-encoding and JSON escapes, so that each of its disguises differs. */
const AWKWARD = `${CANARY}/+=~|`;
/** Of a shape no pattern knows: only the value itself gives it away. */
const SHAPELESS = AWKWARD.replace("IGAAcanary", "canary");
const FRESH = CANARY.replace("canary", "fresh1");
const ME = { user_id: "17841400000000001", username: "defeah", account_type: "BUSINESS" };

let api: GraphServer;
beforeAll(async () => void (api = await startGraphServer()));
afterAll(() => api[Symbol.asyncDispose]());

const tokenOf = (seen: Seen) =>
  seen.form.get("access_token") ??
  seen.query.get("access_token") ??
  String(seen.headers.authorization).replace("Bearer ", "");

/** Servers at their worst: each repeats the token it was given wherever it can. */
const FAILURES: readonly (readonly [string, Answer])[] = [
  ...[190, 100, 4, 2, 987_654].map((code): readonly [string, Answer] => [
    `an error ${code} that repeats it`,
    (response, seen) => {
      const token = tokenOf(seen);
      const error = {
        message: `bad ${token}`,
        code,
        error_user_msg: token,
        error_user_title: token,
      };
      reply({ error }, 400)(response, seen);
    },
  ]),
  ["a page that repeats it", (response, seen) => reply(`<p>${tokenOf(seen)}`)(response, seen)],
  [
    "an address that repeats it",
    (response, seen) => {
      const location = `https://elsewhere.example/?access_token=${encodeURIComponent(tokenOf(seen))}`;
      reply(location, 302, { location })(response, seen);
    },
  ],
  [
    "fields that repeat it",
    (response, seen) => reply({ [tokenOf(seen)]: tokenOf(seen) })(response, seen),
  ],
  ["a 500 that repeats it", (response, seen) => reply(tokenOf(seen), 500)(response, seen)],
  ["a dropped connection", (response) => void response.socket?.destroy()],
  ["silence", () => {}],
];

/** The token as it is, and in the disguises in which it may slip through. */
function traces(text: string, token: string): string[] {
  const shapes = [token, encodeURIComponent(token), JSON.stringify(token).slice(1, -1)];
  return shapes.filter((shape) => text.includes(shape));
}

function filesIn(folder: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "latin1"))
    .join("\n");
}

test.each([CANARY, AWKWARD, SHAPELESS])(
  "no failure brings a token into a reply, an event, the log or a file (%#)",
  async (token) => {
    const ports = fakePorts();
    await using run = await createTestApp(ports, {
      retryDelaysMs: [],
      readTimeoutMs: 100,
      writeTimeoutMs: 100,
    });
    const heard: unknown[] = [];
    run.bridge.subscribe((name, payload) => heard.push(name, payload));
    const ask = async (route: string, input: object) =>
      void heard.push(await run.bridge.invoke(route, input));
    await run.ipc.settings.set({ graphHost: api.origin });

    api.answer(reply(ME));
    const { id } = await run.ipc.accounts.connect({ token });
    for (const [, answer] of FAILURES) {
      api.answer(answer);
      await ask("accounts.connect", { token });
      await ask("accounts.profile", { id });
      await ask("accounts.refresh", { id });
      await run.app.openMedia(`profile/${id}/17900000000000001`);
      api.answer(reply(ME));
      await ask("accounts.connect", { token });
      ports.clock.jump(86_400_000);
    }
    await run.ipc.settings.set({ graphHost: await deadOrigin() });
    await ask("accounts.profile", { id });
    await ask("accounts.list", {});
    await ask("settings.get", {});
    await ask("settings.health", {});

    const deep = { depth: 30, maxStringLength: null, maxArrayLength: null, showHidden: true };
    expect(heard.length).toBeGreaterThan(FAILURES.length * 3);
    expect(traces(inspect(heard, deep), token)).toEqual([]);
    expect(ports.recorded.logs.length).toBeGreaterThan(0);
    expect(traces(inspect(ports.recorded, deep), token)).toEqual([]);
    const files = filesIn(ports.paths.dataFolder);
    expect(files).toContain("sealed:");
    expect(traces(files, token)).toEqual([]);
  },
);

test.each(FAILURES)("%s brings no token into an error of the graph", async (_, answer) => {
  api.answer(answer);
  const graph = new GraphClient({
    ports: fakePorts(),
    timing: { retryDelaysMs: [], readTimeoutMs: 100, writeTimeoutMs: 100, publishTimeoutMs: 100 },
  });
  const access = { ...accessTo(api.origin), token: new Secret(SHAPELESS) };
  const content = { imageUrl: "http://127.0.0.1/p.jpg", caption: "", altText: "" };
  const outcomes = await Promise.allSettled([
    listMedia(graph, access, { limit: 1 }),
    createContainer(graph, access, content),
    publishContainer(graph, access, "17890000000000001"),
  ]);
  const text = inspect(outcomes, { depth: 30, maxStringLength: null, showHidden: true });
  expect(text).toContain("GraphFailure");
  expect(traces(text, SHAPELESS)).toEqual([]);
});

test("a network stack that complains with the whole address brings no token into an error", async () => {
  const complain: typeof fetch = (input, init) => {
    const address = input instanceof Request ? input.url : String(new URL(input));
    return Promise.reject(new TypeError(`fetch failed: ${address}`, { cause: init }));
  };
  const ports = fakePorts({ fetch: complain });
  const graph = new GraphClient({ ports, timing: { retryDelaysMs: [] } });
  const access = { ...accessTo(api.origin), token: new Secret(SHAPELESS) };
  const [outcome] = await Promise.allSettled([refreshToken(graph, access)]);
  expect(outcome.status).toBe("rejected");
  expect(traces(inspect(outcome, { depth: 30, showHidden: true }), SHAPELESS)).toEqual([]);
});

test("a refreshed token leaves no trace either", async () => {
  const ports = fakePorts();
  await using run = await createTestApp(ports, { retryDelaysMs: [] });
  await run.ipc.settings.set({ graphHost: api.origin });
  api.answer((response, seen) =>
    reply(
      seen.path === "/refresh_access_token" ? { access_token: FRESH, expires_in: 5_184_000 } : ME,
    )(response, seen),
  );
  const { id } = await run.ipc.accounts.connect({ token: CANARY });
  const account = await run.ipc.accounts.refresh({ id });
  expect(account.tokenExpiryIsEstimate).toBe(false);
  expect(traces(inspect([account, ports.recorded], { depth: 30 }), FRESH)).toEqual([]);
  expect(traces(filesIn(ports.paths.dataFolder), FRESH)).toEqual([]);
});
