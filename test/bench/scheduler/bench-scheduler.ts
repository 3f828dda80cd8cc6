import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { processorTime } from "../process-time.ts";
import type { BenchResult } from "../ratio.ts";
import { Child } from "./child.ts";
import { lastDeedAt, makeOurFolder, readIntents } from "./our-folder.ts";

const FAR = Number(process.env["BENCH_POSTS"] ?? 100_000);
const NEAR = 20;
/** An account publishes one post at a time: each has this long. */
const APART_MS = 10_000;
const FILL_MS = 90_000;
/** Long enough to see; what is promised is over ten minutes: `BENCH_IDLE_MINUTES=10`. */
const IDLE_MS = Number(process.env["BENCH_IDLE_MINUTES"] ?? 2) * 60_000;
/** A killed job is waited for so long. */
const PATIENCE_MS = 60_000;
const PEERS = {
  plainjob: { script: "plainjob-child.ts", takesUp: "after its time-out, 30 minutes by default" },
  "pg-boss on PGlite": {
    script: "pg-boss-child.ts",
    takesUp: "after it expires, 15 minutes by default",
  },
} as const;
type Taken = {
  readonly p50: number;
  readonly p99: number;
  readonly idle: number;
  readonly recovery: number | null;
};

/**
 * The scheduler among 100,000 posts of the future: how exactly a job begins when it is due, what waiting costs, and how soon
 * work that a SIGKILL cut off goes on. Ours is the whole app, from claim to publish call on the practice account; the peers
 * run an empty job. All three at once, so that whatever else the machine does falls on all.
 */
export async function benchScheduler(): Promise<readonly BenchResult[]> {
  const folder = mkdtempSync(join(tmpdir(), "defeah-scheduler-"));
  try {
    const firstAt = Date.now() + FILL_MS;
    const dueAt = Array.from(
      { length: NEAR },
      (_, index) => firstAt + index * APART_MS + index * 37,
    );
    const [ours, ...peers] = await Promise.all([
      measureOurs(join(folder, "ours"), dueAt),
      ...Object.values(PEERS).map(({ script }) => measurePeer(script, folder, dueAt)),
    ]);
    return Object.keys(PEERS).flatMap((name, index) => {
      const peer = peers[index];
      return peer && ours ? compare(name as keyof typeof PEERS, ours, peer) : [];
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measureOurs(data: string, dueAt: readonly number[]): Promise<Taken> {
  const lastAt = (dueAt.at(-1) ?? 0) + APART_MS;
  // One more for the kill: it is being prepared when the process dies.
  const killedDueAt = lastAt + IDLE_MS + 60_000;
  await makeOurFolder(data, { dueAt: [...dueAt, killedDueAt], far: FAR });
  const child = new Child("our-child.ts", data);
  try {
    await child.done();
    await until(lastAt);
    const idle = await idleShare(child.pid);
    // Work on it begins 30 s before it is due.
    while (lastDeedAt(data, killedDueAt) === 0) await sleep(20);
    await child.kill();
    const startedAt = Date.now();
    const again = new Child("our-child.ts", data);
    try {
      const recovery = await waitFor(() => {
        const at = lastDeedAt(data, killedDueAt);
        return at > startedAt ? at - startedAt : null;
      });
      return { ...errors(readIntents(data)), idle, recovery };
    } finally {
      await again.kill();
    }
  } finally {
    await child.kill();
  }
}

async function measurePeer(
  script: string,
  parent: string,
  dueAt: readonly number[],
): Promise<Taken> {
  const folder = mkdtempSync(join(parent, "peer-"));
  const lastAt = (dueAt.at(-1) ?? 0) + APART_MS;
  const killedDueAt = lastAt + IDLE_MS + 10_000;
  const child = new Child(script, folder);
  try {
    await child.ask({ kind: "fill", dueAt: [...dueAt, killedDueAt], far: FAR });
    if (Date.now() > (dueAt[0] ?? 0)) throw new Error(`${script}: not filled in time.`);
    await child.ask({ kind: "work", longDueAt: killedDueAt });
    await until(lastAt);
    const idle = await idleShare(child.pid);
    const taken = child.began.map(({ dueAt: due, at }) => at - due);
    return {
      ...errors(taken),
      idle,
      recovery: await recover(child, { script, folder, killedDueAt }),
    };
  } finally {
    await child.kill();
  }
}

/** Killed inside a job, started again: when does that job begin again? Null: not within a minute. */
async function recover(
  child: Child,
  run: { readonly script: string; readonly folder: string; readonly killedDueAt: number },
): Promise<number | null> {
  await waitFor(() => (child.began.some(({ dueAt }) => dueAt === run.killedDueAt) ? 0 : null));
  await child.kill();
  const startedAt = Date.now();
  const again = new Child(run.script, run.folder);
  try {
    await again.ask({ kind: "work", longDueAt: 0 });
    return await waitFor(() => {
      const found = again.began.find(({ dueAt }) => dueAt === run.killedDueAt);
      return found ? found.at - startedAt : null;
    });
  } finally {
    await again.kill();
  }
}

/** Of one core, over the idle time. */
async function idleShare(pid: number): Promise<number> {
  const before = processorTime(pid) ?? Number.NaN;
  await sleep(IDLE_MS);
  return ((processorTime(pid) ?? Number.NaN) - before) / IDLE_MS;
}

function errors(taken: readonly number[]): { readonly p50: number; readonly p99: number } {
  const sorted = taken.toSorted((a, b) => a - b);
  const at = (part: number) => sorted[Math.ceil(sorted.length * part) - 1] ?? Number.NaN;
  if (sorted.length < NEAR) throw new Error(`Only ${sorted.length} of ${NEAR} jobs began.`);
  return { p50: at(0.5), p99: at(0.99) };
}

async function waitFor<T>(look: () => T | null): Promise<T | null> {
  const end = Date.now() + PATIENCE_MS;
  for (let found = look(); Date.now() < end; found = look()) {
    if (found !== null) return found;
    await sleep(20);
  }
  return null;
}

function until(at: number): Promise<void> {
  return sleep(Math.max(0, at - Date.now()));
}

function compare(name: keyof typeof PEERS, ours: Taken, peer: Taken): readonly BenchResult[] {
  const percent = (share: number) => `${(share * 100).toFixed(3)} %`;
  const line = (what: string, values: { ours: number; peer: number; atMost: number }) => ({
    name: `${FAR} scheduled posts, ${what}, against ${name}`,
    ours: values.ours,
    peer: values.peer,
    sense: "slower" as const,
    ratio: values.ours / values.peer,
    required: null,
    ok: values.ours <= values.atMost,
  });
  return [
    {
      ...line("due-time error p99 while awake", { ours: ours.p99, peer: peer.p99, atMost: 1000 }),
      detail: `ms; at most 1,000 ms asked of ours; p50 ${ours.p50} ms against ${peer.p50} ms; ours up to the publish call, the peer's an empty job; ${NEAR} jobs`,
    },
    {
      ...line("idle", { ours: ours.idle * 100, peer: peer.idle * 100, atMost: 0.2 }),
      detail: `percent of a core, not ms, over ${IDLE_MS / 60_000} min; at most 0.2 % asked of ours; ${percent(ours.idle)} against ${percent(peer.idle)}`,
    },
    {
      ...line("SIGKILL to the next right action", {
        ours: ours.recovery ?? Number.POSITIVE_INFINITY,
        peer: peer.recovery ?? Number.POSITIVE_INFINITY,
        atMost: 5000,
      }),
      detail: `ms from the start of the new process; at most 5,000 ms asked of ours; ${peer.recovery === null ? `the peer had not taken it up within a minute: it does so ${PEERS[name].takesUp}` : "both took it up"}`,
    },
  ];
}

if (import.meta.main) for (const line of await benchScheduler()) console.log(line);
