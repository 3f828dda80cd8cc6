import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { GraphClient } from "../../electron/graph/client.ts";
import { createContainer } from "../../electron/graph/endpoints/containers.ts";
import { readMedia } from "../../electron/graph/endpoints/media.ts";
import { ERROR_TABLE } from "../../electron/graph/errors.ts";
import { GraphFailure } from "../../electron/graph/failure.ts";
import { FORGETFUL } from "../../electron/graph/memory.ts";
import { fakePorts } from "../fakes/ports.ts";
import { accessTo, refuse, reply, startGraphServer } from "./graph-server.ts";
import type { GraphServer } from "./graph-server.ts";

/**
 * What each code of the platform must mean, written down from Meta's pages apart from the table: code, subcode, kind, action.
 * `unsent` after a line: it proves that a publish call was not executed; `later`: the next try has its time.
 */
const FIXTURES = `
-2 2207003 rejected retry
-2 2207020 rejected new-container
-1 2207001 transient retry
-1 2207032 transient retry
-1 2207053 rejected new-container
-1 2207073 rejected fix-content
1 2207057 rejected fix-content
4 2207051 limited verify
9 2207042 limited wait unsent
24 2207006 transient new-container
24 2207008 transient retry later
25 2207050 auth account-attention
100 2207023 rejected report
100 2207028 rejected fix-content
100 2207035 rejected fix-content
100 2207036 rejected fix-content
100 2207037 rejected fix-content
100 2207040 rejected fix-content
100 33 transient retry
100 - rejected fix-content
100 9050 rejected report
100 9051 rejected report
100 9052 rejected report
100 9053 rejected report
100 9054 rejected report
100 9055 rejected report
100 9056 rejected report
100 9057 rejected report
100 9058 rejected report
100 9059 rejected report
100 9060 rejected report
100 9061 rejected report
100 9062 rejected report
100 9063 rejected report
100 9064 rejected report
352 2207026 rejected fix-content
9004 2207052 rejected retry
9007 2207027 transient retry unsent
36000 2207004 rejected fix-content
36001 2207005 rejected fix-content
36003 2207009 rejected fix-content
36004 2207010 rejected fix-content
7 2207076 rejected new-container
7 2207077 rejected new-container
7 2207081 rejected fix-content
7 2207082 rejected new-container
7 2207085 rejected new-container
506 - rejected fix-content
368 - limited account-attention
1 - transient retry
2 - transient retry
3 - auth log-in unsent
10 - auth log-in unsent
200 - auth log-in unsent
299 - auth log-in unsent
4 - limited wait
17 - limited wait
32 - limited wait
341 - limited wait
613 - limited wait
613 1996 limited wait
80000 - limited wait
80001 - limited wait
80002 - limited wait
80006 - limited wait
80014 - limited wait
102 - auth log-in
104 - auth log-in
2500 - auth log-in
190 - auth log-in unsent
190 458 auth log-in unsent
190 459 auth account-attention unsent
190 464 auth account-attention unsent
190 460 auth log-in unsent
190 463 auth log-in unsent
190 467 auth log-in unsent
190 492 auth account-attention unsent
1609005 - rejected fix-content
`
  .trim()
  .split("\n")
  .map((line) => {
    const [code, subcode, kind, action, ...signs] = line.split(" ");
    return {
      code: Number(code),
      subcode: subcode === "-" ? undefined : Number(subcode),
      kind,
      action,
      isUnsent: signs.includes("unsent"),
      isLater: signs.includes("later") || kind === "limited",
    };
  });

const LABELS = [
  "INSTAGRAM_PLATFORM_API__INVALID_LOCATION_ID",
  "INSTAGRAM_PLATFORM_API__PERMISSION",
  "INSTAGRAM_PLATFORM_API__INVALID_PARAM",
  "Not enough viewers",
];

let api: GraphServer;
beforeAll(async () => void (api = await startGraphServer()));
afterAll(() => api[Symbol.asyncDispose]());

function client(): GraphClient {
  return new GraphClient({
    ports: fakePorts(),
    timing: { retryDelaysMs: [] },
  });
}

async function failureOf(promise: Promise<unknown>): Promise<GraphFailure> {
  const error = await promise.then(
    () => expect.fail("It went well."),
    (error: unknown) => error,
  );
  expect(error).toBeInstanceOf(GraphFailure);
  return error as GraphFailure;
}

const read = (graph: GraphClient) => readMedia(graph, accessTo(api.origin), "17900000000000001");
const write = (graph: GraphClient) =>
  createContainer(graph, accessTo(api.origin), {
    imageUrl: "http://127.0.0.1/p.jpg",
    caption: "#lamp & sofa",
    altText: "",
  });

describe("each code of the platform has its meaning", () => {
  test.each(FIXTURES)("$code/$subcode is $kind, $action", async (row) => {
    api.answer(refuse(row.code, row.subcode));
    const failure = await failureOf(read(client()));
    expect(failure).toMatchObject({
      kind: row.kind,
      action: row.action,
      code: row.code,
      subcode: row.subcode ?? null,
      httpStatus: 400,
    });
    expect(failure.userMessage).toMatch(/^[A-Z].+\. .+\.$/);
    expect(failure.retryAt !== null).toBe(row.isLater);
    expect(failure.isUnlisted).toBe(false);
  });

  test.each(LABELS)("%s in the message is hers to mend", async (label) => {
    api.answer(reply({ error: { message: `(#100) ${label}: no`, code: 100 } }, 400));
    expect(await failureOf(write(client()))).toMatchObject({ kind: "rejected", code: 100 });
  });

  test("and the table has no line that is not tried here", () => {
    const untried = ERROR_TABLE.filter(
      (row) =>
        row.label === undefined &&
        !FIXTURES.some(({ code, subcode }) => {
          const [from, to] =
            typeof row.code === "number" ? [row.code, row.code] : (row.code ?? [code, code]);
          return from <= code && code <= to && (row.subcode ?? undefined) === subcode;
        }),
    );
    expect(untried).toEqual([]);
    expect(ERROR_TABLE.flatMap((row) => row.label ?? []).sort()).toEqual([...LABELS].sort());
  });

  test("and only what the publish call may trust is marked as not executed", () => {
    const marked = ERROR_TABLE.filter((row) => row.isNotExecuted).map(
      (row) => `${String(row.code)}/${row.subcode ?? "-"}`,
    );
    const trusted = ["9/2207042", "9007/2207027", "3/-", "10/-", "200,299/-"];
    const dead = ["-", 458, 459, 460, 463, 464, 467, 492].map((subcode) => `190/${subcode}`);
    expect(marked.sort()).toEqual([...trusted, ...dead].sort());
  });
});

/** How often an action is worth taking, and what it comes to after that: the "3×", "once, then" of Meta's remedies. */
const IN_VAIN = `
-2 2207003 3 rejected retry
24 2207006 1 auth log-in
24 2207008 2 transient new-container
9004 2207052 3 rejected retry
7 2207076 1 rejected fix-content
7 2207077 1 rejected fix-content
7 2207085 1 rejected fix-content
`
  .trim()
  .split("\n")
  .map((line) => {
    const [code, subcode, tries, kind, action] = line.split(" ");
    return { code: Number(code), subcode: Number(subcode), tries: Number(tries), kind, action };
  });

describe("a remedy that has been tried often enough gives way to the next", () => {
  test.each(IN_VAIN)("$code/$subcode after $tries", async ({ code, subcode, tries, ...end }) => {
    api.answer(refuse(code, subcode));
    const failure = await failureOf(read(client()));
    expect(failure.after(tries - 1)).toBe(failure);
    const last = failure.after(tries);
    expect(last).toMatchObject({ ...end, code, subcode, what: failure.what });
    expect(last.userMessage).toMatch(/^[A-Z].+\. .+\.$/);
  });

  test("and every such line of the table is tried here", () => {
    const lines = ERROR_TABLE.filter((row) => row.tries !== undefined);
    const tried = IN_VAIN.map((line) => line.subcode);
    expect(lines.map((row) => row.subcode)).toEqual(expect.arrayContaining(tried));
    expect(lines).toHaveLength(tried.length);
  });
});

describe("an answer the app does not know", () => {
  test.each([
    ["a code", refuse(987_654), "987654"],
    ["a new subcode of a code it knows", refuse(100, 2_207_999), "100/2207999"],
    ["a refusal without a code", reply("no", 403), "HTTP 403"],
    ["a yes it cannot read", reply({ ok: true }), "unreadable answer"],
  ])("is counted: %s", async (_, answer, label) => {
    const counted: unknown[] = [];
    const store = {
      ...FORGETFUL,
      countUnknown: (reply: object, now: number) => counted.push({ ...reply, now }),
    };
    const ports = fakePorts();
    const graph = new GraphClient({ ports, timing: { retryDelaysMs: [] }, store });
    api.answer(answer);
    await failureOf(write(graph));
    expect(counted).toMatchObject([{ label, now: ports.clock.now() }]);
  });

  test.each([
    ["a server in trouble", reply("<html>", 502)],
    ["a code of the table", refuse(190, 463)],
    ["a small subcode of a code it knows", refuse(190, 999)],
  ])("is not: %s", async (_, answer) => {
    api.answer(answer);
    expect(await failureOf(write(client()))).toMatchObject({ isUnlisted: false });
  });

  test("is transient for a read, for a read may be repeated", async () => {
    api.answer(refuse(987_654));
    expect(await failureOf(read(client()))).toMatchObject({ kind: "transient", action: "retry" });
  });

  test("is unknown for a write, in the platform's own words for people where it sent some", async () => {
    api.answer(
      reply({ error: { message: "x", code: 987_654, error_user_msg: "Try a lamp." } }, 400),
    );
    const failure = await failureOf(write(client()));
    expect(failure).toMatchObject({ kind: "unknown", action: "verify" });
    expect(failure.userMessage).toContain("Instagram says: Try a lamp.");
  });

  test("100/33 is a lag for a read and a matter of permission for a write", async () => {
    api.answer(refuse(100, 33));
    expect(await failureOf(write(client()))).toMatchObject({ kind: "auth", action: "log-in" });
  });

  test.each([
    ["nothing", reply("")],
    ["half a JSON", reply('{"id":')],
    ["a page", reply("<html>captive portal</html>")],
    ["the wrong fields", reply({ ok: true })],
    ["an id that leads elsewhere", reply({ id: "../17900000000000001" })],
    ["a list", reply([])],
  ])("such as 200 with %s is of kind unknown, in clear words", async (_, answer) => {
    api.answer(answer);
    const failure = await failureOf(write(client()));
    expect(failure).toMatchObject({ kind: "unknown", httpStatus: 200 });
    expect(failure.userMessage).toContain("could not be read");
  });

  test("such as a way to another host is not followed", async () => {
    await using other = await startGraphServer();
    api.answer(reply("", 302, { location: `${other.origin}/v26.0/17900000000000001` }));
    const failure = await failureOf(read(client()));
    expect(failure).toMatchObject({ kind: "unknown", httpStatus: 302 });
    expect(other.connections()).toBe(0);
  });
});

test.each([
  "http://graph.instagram.com",
  "http://127.0.0.1.example.com",
  "ftp://127.0.0.1",
  "https://user@graph.instagram.com",
  "https://:pass@graph.instagram.com",
  "https://graph.instagram.com@elsewhere.example",
  "https://graph.instagram.com/?x=1",
  "file:///etc/passwd",
  "no address",
])("a token is sent nowhere else than https or this computer: not to %s", async (host) => {
  const failure = await failureOf(readMedia(client(), accessTo(host), "17900000000000001"));
  expect(failure).toMatchObject({ kind: "rejected", isOffline: false, httpStatus: null });
  expect(failure.userMessage).toContain("Settings");
});
