import type { ServerResponse } from "node:http";
import { createServer, type AddressInfo, type Socket } from "node:net";
import { inspect } from "node:util";
import { afterEach, describe, expect, test } from "vitest";
import { GraphClient } from "../../electron/graph/client.ts";
import { publishContainer } from "../../electron/graph/endpoints/publish.ts";
import { fakePorts } from "../fakes/ports.ts";
import {
  accessTo,
  CANARY,
  deadOrigin,
  refuse,
  reply,
  startGraphServer,
  type GraphServer,
} from "./graph-server.ts";

const MEDIA_ID = "17900000000000000123";
const open: AsyncDisposable[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one[Symbol.asyncDispose]();
});

async function server(): Promise<GraphServer> {
  const started = await startGraphServer();
  open.push(started);
  return started;
}

function publishTo(host: string, publishTimeoutMs = 5000) {
  const ports = fakePorts();
  const graph = new GraphClient({ ports, timing: { publishTimeoutMs } });
  return { graph, outcome: publishContainer(graph, accessTo(host), "17890000000000000456") };
}

describe("the publish call is sent once", () => {
  test("and an id that no number holds comes back digit for digit", async () => {
    const api = await server();
    api.answer(reply(`{"id": ${MEDIA_ID}}`, 200, { date: "Thu, 08 Oct 2026 12:00:00 GMT" }));
    const { outcome } = publishTo(api.origin);
    expect(await outcome).toEqual({
      kind: "accepted",
      igMediaId: MEDIA_ID,
      serverAt: Date.UTC(2026, 9, 8, 12),
    });
    const [request] = api.seen;
    expect(api.seen).toHaveLength(1);
    expect(request).toMatchObject({
      method: "POST",
      path: "/v26.0/17841400000000001/media_publish",
    });
    expect(request?.form.get("creation_id")).toBe("17890000000000000456");
    expect(request?.form.get("access_token")).toBe(CANARY);
    expect([...request!.query]).toEqual([]);
    expect(request?.headers.connection).toBe("close");
  });

  const unclear: readonly (readonly [string, Parameters<GraphServer["answer"]>[0]])[] = [
    ["the server drops the connection after acting", (response) => response.socket?.destroy()],
    ["the server answers 500", reply("", 500)],
    ["the server answers 503 with a token error in it", refuse(190, undefined, 503)],
    ["the server answers 200 with nothing", reply("")],
    ["the server answers 200 with half a JSON", reply('{"id": "1790')],
    ["the server answers 200 without an id", reply({ success: true })],
    ["the server points elsewhere", reply("", 302, { location: "http://127.0.0.1:1/" })],
    ["the reply breaks off in the middle", breakOff],
    ["the platform says 4/2207051, action blocked", refuse(4, 2207051)],
    ["the platform says -1/2207001", refuse(-1, 2207001)],
    ["the platform says 1", refuse(1)],
    ["the platform says 2", refuse(2)],
    ["the platform says 17", refuse(17)],
    ["the platform says 32", refuse(32)],
    ["the platform says 613", refuse(613)],
    ["the platform says 80002", refuse(80002)],
    ["the platform says 9 without the quota's subcode", refuse(9)],
    ["the platform says 9007 without its subcode", refuse(9007)],
    ["the platform says a code nobody knows", refuse(987654)],
  ];
  test.each(unclear)("and is unknown when %s", async (_, answer) => {
    const api = await server();
    api.answer(answer);
    const { outcome } = publishTo(api.origin);
    expect(await outcome).toMatchObject({ kind: "unknown" });
    expect(api.seen).toHaveLength(1);
  });

  test.each([
    [190, undefined],
    [190, 463],
    [10, undefined],
    [200, undefined],
    [299, undefined],
    [9007, 2207027],
    [9, 2207042],
  ])("and was surely not executed when the platform says %s/%s", async (code, subcode) => {
    const api = await server();
    api.answer(refuse(code, subcode));
    const { outcome } = publishTo(api.origin);
    expect(await outcome).toMatchObject({ kind: "not-executed", failure: { code } });
    expect(api.seen).toHaveLength(1);
  });
});

describe("the publish call without an answer", () => {
  test("is unknown when the server takes it and never answers", async () => {
    const api = await server();
    api.answer(() => {});
    const { outcome } = publishTo(api.origin, 150);
    expect(await outcome).toMatchObject({
      kind: "unknown",
      failure: { kind: "unknown", action: "verify" },
    });
    expect(api.seen).toHaveLength(1);
  });

  test("is unknown when the connection ends before the server acted, for nobody can tell", async () => {
    const raw = await rawServer((socket) => socket.once("data", () => socket.destroy()));
    const { outcome } = publishTo(raw.origin);
    expect(await outcome).toMatchObject({ kind: "unknown" });
    expect(raw.connections()).toBe(1);
  });

  test("was not executed when nobody listens", async () => {
    const { outcome } = publishTo(await deadOrigin());
    expect(await outcome).toMatchObject({ kind: "not-executed", failure: { isOffline: true } });
  });

  test("was not executed when the name does not exist", async () => {
    const { outcome } = publishTo("https://graph.defeah.invalid");
    expect(await outcome).toMatchObject({ kind: "not-executed", failure: { isOffline: true } });
  });

  test("was not executed when no TLS connection comes about, and no byte of it was sent", async () => {
    const received: Buffer[] = [];
    const raw = await rawServer((socket) => {
      socket.on("data", (part) => received.push(part));
      socket.once("data", () => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n"));
    });
    const { outcome } = publishTo(raw.origin.replace("http:", "https:"));
    expect(await outcome).toMatchObject({ kind: "not-executed", failure: { isOffline: false } });
    expect(Buffer.concat(received).toString("latin1")).not.toContain("media_publish");
  });

  test("was not executed when the TLS handshake hangs until the time is up", async () => {
    const raw = await rawServer(() => {});
    const { outcome } = publishTo(raw.origin.replace("http:", "https:"), 150);
    expect(await outcome).toMatchObject({ kind: "not-executed" });
  });

  test("is not sent at all to a host that is neither https nor this computer", async () => {
    const { outcome } = publishTo("http://graph.instagram.com");
    expect(await outcome).toMatchObject({
      kind: "not-executed",
      failure: { kind: "rejected", isOffline: false },
    });
  });
});

test("a used-up quota stops the next publish call before it is sent, and tells when to try again", async () => {
  const api = await server();
  api.answer(refuse(9, 2207042));
  const { graph, outcome } = publishTo(api.origin);
  await outcome;
  const next = await publishContainer(graph, accessTo(api.origin), "17890000000000000456");
  expect(next).toMatchObject({
    kind: "not-executed",
    failure: { kind: "limited", retryAt: graph.now() + 3_600_000 },
  });
  expect(api.seen).toHaveLength(1);
});

test("a reply that echoes the token does not bring it into the failure", async () => {
  const api = await server();
  api.answer(
    reply({ error: { message: `bad ${CANARY}`, code: 190, error_user_msg: CANARY } }, 400),
  );
  const { outcome } = publishTo(api.origin);
  const text = inspect(await outcome, { depth: 20, showHidden: true });
  expect(text).toContain("[secret]");
  expect(text).not.toContain(CANARY);
});

/** A TCP server that knows no HTTP. */
async function rawServer(accept: (socket: Socket) => void) {
  let connections = 0;
  const sockets = new Set<Socket>();
  const raw = createServer((socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on("error", () => {});
    accept(socket);
  });
  await new Promise<void>((resolve) => raw.listen(0, "127.0.0.1", resolve));
  open.push({
    [Symbol.asyncDispose]: () =>
      new Promise<void>((resolve) => {
        for (const socket of sockets) socket.destroy();
        raw.close(() => resolve());
      }),
  });
  const { port } = raw.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${port}`, connections: () => connections };
}

function breakOff(response: ServerResponse): void {
  response.writeHead(200, { "content-length": "1000" });
  response.write('{"id": "179');
  setImmediate(() => response.socket?.destroy());
}
