import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { contract } from "../../shared/contract/contract.ts";
import type { Route } from "../../shared/contract/define.ts";
import Database from "better-sqlite3";
import { createTestApp, type TestApp } from "../harness/test-app.ts";

const routes = Object.entries(contract).flatMap(([feature, verbs]) =>
  Object.entries(verbs).map(([verb, route]) => [`${feature}.${verb}`, route as Route] as const),
);

let app: TestApp & AsyncDisposable;
beforeAll(async () => {
  app = await createTestApp();
  await app.ipc.accounts.connectPractice({});
});
afterAll(() => app[Symbol.asyncDispose]());

/** Everything in the database, as text: what a refused request must not change. */
function everything(): string {
  const client = new Database(app.ports.paths.database, { readonly: true });
  const tables = client
    .prepare("select name from sqlite_schema where type = 'table'")
    .pluck()
    .all() as string[];
  const rows = tables.map((table) => [table, client.prepare(`select * from "${table}"`).all()]);
  client.close();
  return JSON.stringify(rows);
}

/** What a page gone wrong might send: any value that can be cloned. */
const anything = fc.anything({
  withBigInt: true,
  withDate: true,
  withTypedArray: true,
  withNullPrototype: true,
  maxDepth: 3,
});

describe.each(routes)("%s", (path, route) => {
  test("refuses every wrong shape in words, writes nothing, gives nothing away", async () => {
    const before = everything();
    const near = wrongOnes(route);
    await fc.assert(
      fc.asyncProperty(fc.oneof(anything, fc.constantFrom(...near)), async (input) => {
        fc.pre(!route.input.safeParse(input).success);
        const reply = await app.app.dispatch(path, input);
        expect(reply).toMatchObject({
          ok: false,
          error: { code: "invalid-input", message: expect.stringMatching(/\S/) },
        });
        expect(JSON.stringify(reply)).not.toMatch(/practice-token|at .*\.ts:\d+|SQLITE/);
      }),
      { numRuns: 60, seed: 20261122 },
    );
    expect(everything()).toBe(before);
  });
});

/** Right keys with wrong values, and right values with a key too many. */
function wrongOnes(route: Route): readonly unknown[] {
  const shape = "shape" in route.input ? Object.keys(route.input.shape as object) : [];
  const values = [
    null,
    -1,
    Number.POSITIVE_INFINITY,
    "",
    "x".repeat(30_000),
    [],
    {},
    "2026-02-30T25:61",
    "Mars/Olympus",
    "__proto__",
  ];
  const wrong = values.map((value) => Object.fromEntries(shape.map((key) => [key, value])));
  return [
    undefined,
    null,
    "",
    0,
    [],
    { unknownKey: 1 },
    JSON.parse('{"__proto__": {"polluted": true}, "x": 1}'),
    ...wrong,
  ];
}

test.each([
  "",
  "posts",
  "posts.",
  ".list",
  "posts.toString",
  "__proto__.x",
  "constructor.name",
  "posts.__proto__",
  "x.y.z",
])("%o is not a route", async (path) => {
  expect(await app.app.dispatch(path, {})).toMatchObject({
    ok: false,
    error: { code: "not-found" },
  });
});

test.each([null, 7, {}, [], Symbol.iterator])(
  "a route that is no text (%o) is refused",
  async (path) => {
    expect(await app.app.dispatch(path as unknown as string, {})).toMatchObject({ ok: false });
  },
);

const unknown = "no-such-id";
const place = { postId: unknown, wallTime: "2026-12-01T09:00", zone: "Europe/Berlin" };
test.each([
  ["accounts.refresh", { id: unknown }],
  ["accounts.setTimeZone", { id: unknown, timeZone: "UTC" }],
  ["accounts.disconnect", { id: unknown }],
  ["accounts.profile", { id: unknown }],
  ["accounts.openProfile", { id: unknown }],
  ["media.get", { id: unknown }],
  ["media.importPicked", { ticket: unknown }],
  ["media.setAltText", { id: unknown, altText: "x" }],
  ["media.remove", { ids: [unknown] }],
  ["media.restore", { ids: [unknown] }],
  ["posts.get", { id: unknown }],
  ["posts.create", { accountId: unknown }],
  ["posts.save", { id: unknown, patch: { caption: "x" } }],
  ["posts.duplicate", { id: unknown }],
  ["posts.remove", { id: unknown }],
  ["posts.restore", { id: unknown }],
  ["publishing.schedule", place],
  ["publishing.move", place],
  ["publishing.plan", { postId: unknown, plan: null }],
  ["publishing.unschedule", { postId: unknown }],
  ["publishing.publishNow", { postId: unknown }],
  ["publishing.receipt", { publicationId: unknown }],
  ["publishing.resolve", { publicationId: unknown, answer: { kind: "drop" } }],
  ["publishing.retry", { publicationId: unknown }],
  ["publishing.dismiss", { publicationId: unknown }],
  ["publishing.openPermalink", { publicationId: unknown }],
])("%s says in words that there is no such thing", async (path, input) => {
  const reply = await app.app.dispatch(path, input);
  expect(reply).toMatchObject({ ok: false, error: { code: "not-found" } });
});
