import { createHash } from "node:crypto";
import {
  closeSync,
  createReadStream,
  existsSync,
  mkdirSync,
  openSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { videoFault, type VideoFault } from "./check-video.ts";
import { fetchVideo } from "./fetch-media.ts";
import type { Picture, Video } from "./ledger.ts";
import { PLATFORM } from "./limits.ts";
import { pause } from "./pause.ts";
import { Problem } from "./problem.ts";
import type { Practice } from "./practice.ts";
import { readMovie, type Movie } from "./read-movie.ts";
import { drawStill } from "./still.ts";
import type { Container } from "./store.ts";

/** "Video could not be downloaded", as seen in the wild in a container's status. */
const NOT_DOWNLOADED = 2207077;
const BAD_THUMB_OFFSET = 2207057;
const PATIENCE_MS = 1500;

export type Writer = {
  readonly keep: (chunk: Uint8Array) => void;
  readonly end: () => void;
};

/** Videos on their way here: downloads under way, and the bytes of uploads that are not whole yet. */
export class Arrivals {
  private readonly folder: string;
  private readonly downloads = new Map<string, Promise<void>>();
  private readonly writers = new Set<string>();

  constructor(folder: string) {
    this.folder = join(folder, "uploads");
    mkdirSync(this.folder, { recursive: true });
  }

  /** Starts to download a container's video. The container tells how it went, not this call. */
  download(practice: Practice, container: Container, url: URL): void {
    const { containerId } = container;
    const task = this.fetchWhole(practice, container, url)
      .catch((error: unknown) => {
        this.discard(containerId);
        // A server that stopped meanwhile has nothing more to write down: the next start sees what was left undone.
        if (practice.isOpen()) recordFailure(practice, container, failureOf(error));
      })
      .finally(() => this.downloads.delete(containerId));
    this.downloads.set(containerId, task);
  }

  /** Waits a moment for a download, so that a test's own clock does not outrun the network. */
  async settle(containerId: string): Promise<void> {
    const download = this.downloads.get(containerId);
    if (download) await Promise.race([download, pause(PATIENCE_MS)]);
  }

  /** How many bytes of an upload are kept. */
  received(containerId: string): number {
    const file = this.fileOf(containerId);
    return existsSync(file) ? statSync(file).size : 0;
  }

  /** Appends to an upload. One at a time may: undefined when another does. */
  write(containerId: string): Writer | undefined {
    if (this.writers.has(containerId)) return undefined;
    this.writers.add(containerId);
    const file = openSync(this.fileOf(containerId), "a");
    return {
      keep: (chunk) => {
        for (let done = 0; done < chunk.length; done += writeSync(file, chunk, done));
      },
      end: () => {
        closeSync(file);
        this.writers.delete(containerId);
      },
    };
  }

  /** All bytes are there: looks at the video and lets its processing begin. */
  async finish(practice: Practice, container: Container): Promise<void> {
    const path = this.fileOf(container.containerId);
    const bytes = this.received(container.containerId);
    const movie = bytes === 0 ? undefined : readMovie(path);
    const fault = faultOf(practice, container, { movie, bytes });
    const sha256 = bytes === 0 ? "" : await hashFile(path);
    if (!movie?.video) {
      rmSync(path, { force: true });
      return recordArrival(practice, container, { sha256, shown: null, fault });
    }
    const { width, height, codec } = movie.video;
    const picture = container.picture ?? (await drawStill({ width, height }, practice.pictures));
    const file = practice.pictures.takeVideo(path, sha256);
    const durationMs = Math.round(movie.durationMs);
    const video = { file, bytes, durationMs, width, height, codec };
    recordArrival(practice, container, { sha256, shown: { picture, video }, fault });
  }

  discard(containerId: string): void {
    rmSync(this.fileOf(containerId), { force: true });
  }

  private async fetchWhole(practice: Practice, container: Container, url: URL): Promise<void> {
    const { fetchTimeoutMs, obeysRobots } = practice.behaviour;
    const manners = { timeoutMs: 6 * fetchTimeoutMs, obeysRobots };
    const writer = this.write(container.containerId);
    if (!writer) return;
    try {
      await practice.faults.aroundFetch(() =>
        fetchVideo(url, manners, (chunk) => writer.keep(chunk)),
      );
    } finally {
      writer.end();
    }
    await this.finish(practice, container);
  }

  private fileOf(containerId: string): string {
    return join(this.folder, `${containerId}.part`);
  }
}

function faultOf(
  { behaviour }: Practice,
  { format, received }: Container,
  { movie, bytes }: { readonly movie: Movie | undefined; readonly bytes: number },
): VideoFault | null {
  const use = format === "story" || format === "child" ? format : "reel";
  const fault = videoFault(movie, { bytes, use, takesEditLists: behaviour.takesEditLists });
  const offset = Number(received["thumb_offset"] ?? 0);
  if (fault || !movie || offset <= movie.durationMs) return fault;
  return { code: BAD_THUMB_OFFSET, detail: `thumb_offset ${offset} is after the video's end.` };
}

function failureOf(error: unknown): VideoFault {
  if (!(error instanceof Problem)) return { code: NOT_DOWNLOADED, detail: String(error) };
  const { subcode, message, forPeople } = error.parts;
  return { code: subcode ?? NOT_DOWNLOADED, detail: forPeople?.[1] ?? message };
}

function recordFailure(practice: Practice, container: Container, fault: VideoFault): void {
  recordArrival(practice, container, { sha256: "", shown: null, fault });
}

/**
 * Ends the containers whose download a stop cut off: their address is not kept, so it cannot go on. What came of uploads that
 * nobody can finish any more is thrown away.
 */
export function tidyArrivals(practice: Practice): void {
  for (const container of practice.store.listContainers()) {
    if (container.readyAt !== null) continue;
    const isOver = practice.now() >= container.at + PLATFORM.containerLifeMs;
    if (isOver || container.source === "address") practice.arrivals.discard(container.containerId);
    if (container.source === "address")
      recordFailure(practice, container, { code: NOT_DOWNLOADED, detail: "The server stopped." });
  }
}

type Arrived = {
  readonly sha256: string;
  readonly shown: { readonly picture: Picture; readonly video: Video } | null;
  readonly fault: VideoFault | null;
};

function recordArrival(practice: Practice, container: Container, arrived: Arrived): void {
  const now = practice.now();
  const { containerId, source, at, processingMs } = container;
  practice.store.record({
    kind: "arrival",
    at: now,
    containerId,
    sha256: arrived.sha256,
    picture: arrived.shown?.picture ?? null,
    video: arrived.shown?.video ?? null,
    // A download counts from the container's start: how fast the network was must not show by a test's own clock.
    readyAt: source === "upload" ? now + processingMs : Math.max(now, at + processingMs),
    failure: container.failure ?? arrived.fault?.code ?? null,
    detail: arrived.fault?.detail ?? null,
  });
}

async function hashFile(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) hash.update(chunk);
  return hash.digest("hex");
}
