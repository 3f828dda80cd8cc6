import { connect, createServer, type AddressInfo, type Socket } from "node:net";
import { expect, test } from "vitest";
import { ChaosProxy } from "../harness/chaos-proxy.ts";

/** A server that remembers what it heard and answers each piece with `heard`. */
async function setUp() {
  const heard: string[] = [];
  const server = createServer((socket) => {
    socket.on("data", (chunk) => {
      heard.push(String(chunk));
      socket.write("heard");
    });
    socket.on("end", () => heard.push("end"));
    socket.on("error", () => heard.push("reset"));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  server.unref();
  const proxy = new ChaosProxy((server.address() as AddressInfo).port);
  const { port } = new URL(await proxy.start());
  return { heard, proxy, port: Number(port) };
}

function open(port: number) {
  const events: string[] = [];
  const socket: Socket = connect(port, "127.0.0.1");
  socket.on("data", (chunk) => events.push(String(chunk)));
  socket.on("end", () => events.push("end"));
  socket.on("error", (error: NodeJS.ErrnoException) => events.push(error.code ?? "error"));
  return { socket, events };
}

async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await new Promise(setImmediate);
}

test("left alone it passes bytes and ends both ways", async () => {
  const { heard, proxy, port } = await setUp();
  const { socket, events } = open(port);
  socket.write("hello");
  await until(() => events.length === 1);
  socket.end();
  await until(() => heard.includes("end"));
  expect([heard, events[0]]).toEqual([["hello", "end"], "heard"]);
  await proxy.stop();
});

test("cut resets both sides", async () => {
  const { heard, proxy, port } = await setUp();
  const { socket, events } = open(port);
  socket.write("hello");
  await until(() => events.length === 1);
  proxy.cut();
  await until(() => events.includes("ECONNRESET") && heard.includes("reset"));
  await proxy.stop();
});

test("cutAfter: the server hears the call, the answer is cut before its first byte", async () => {
  const { heard, proxy, port } = await setUp();
  proxy.cutAfter("to-client", 0);
  const { socket, events } = open(port);
  socket.write("hello");
  await until(() => events.length > 0);
  expect([heard[0], events]).toEqual(["hello", ["ECONNRESET"]]);
  await proxy.stop();
});

test.each(["to-server", "to-client"] as const)(
  "stall %s: silence without an end, until healed",
  async (direction) => {
    const { heard, proxy, port } = await setUp();
    const { socket, events } = open(port);
    socket.write("one");
    await until(() => events.length === 1);
    proxy.stall(direction);
    socket.write("two");
    if (direction === "to-client") await until(() => heard.length === 2);
    // Another connection's whole life would show an end or an answer, if one came.
    const other = open(port);
    await until(() => other.socket.readyState === "open");
    expect(events).toEqual(["heard"]);
    expect(heard).toEqual(direction === "to-client" ? ["one", "two"] : ["one"]);
    expect(socket.readyState).toBe("open");
    proxy.heal();
    await until(() => events.length === 2);
    expect(heard).toEqual(["one", "two"]);
    await proxy.stop();
  },
);

test("throttle: what comes is whole, in pieces", async () => {
  const { heard, proxy, port } = await setUp();
  proxy.throttle("to-server", 2000);
  const { socket } = open(port);
  socket.write("x".repeat(400));
  await until(() => heard.join("").length === 400);
  expect(heard.length).toBeGreaterThan(1);
  await proxy.stop();
});

test("refuse: a new connection is reset, an open one goes on", async () => {
  const { proxy, port } = await setUp();
  const first = open(port);
  first.socket.write("one");
  await until(() => first.events.length === 1);
  proxy.refuse();
  const second = open(port);
  await until(() => second.events.length > 0);
  expect(second.events[0]).toMatch(/ECONNRESET|end/);
  first.socket.write("two");
  await until(() => first.events.length === 2);
  expect(proxy.connectionCount).toBe(2);
  await proxy.stop();
});
