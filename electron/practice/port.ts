import { readFileSync, writeFileSync } from "node:fs";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";

/**
 * Listens on loopback only, at the wanted port or that of last time, so that permalinks survive a restart. Another is taken
 * when it is busy. The server does not keep the process alive.
 */
export async function listen(
  server: Server,
  place: { readonly rememberIn: string; readonly wanted: number | undefined },
): Promise<number> {
  const wanted = place.wanted ?? rememberedPort(place.rememberIn);
  try {
    await listenAt(server, wanted);
  } catch (error) {
    // Busy, or not for us: any free port serves. With no port wanted there is nothing else to try.
    if (wanted === 0) throw error;
    await listenAt(server, 0);
  }
  server.unref();
  const { port } = server.address() as AddressInfo;
  writeFileSync(place.rememberIn, String(port));
  return port;
}

function rememberedPort(file: string): number {
  try {
    const port = Number(readFileSync(file, "utf8"));
    return Number.isInteger(port) && port > 0 && port < 65_536 ? port : 0;
  } catch {
    // The first start: nothing to remember.
    return 0;
  }
}

function listenAt(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      server.off("error", reject);
      resolve();
    });
  });
}
