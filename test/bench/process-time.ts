import { readdirSync, readFileSync } from "node:fs";

/** Linux counts in hundredths of a second. */
const TICK_MS = 10;

/**
 * Processor time in ms that a process and everything below it have used so far: what a busy machine stretches least.
 * Undefined where there is no `/proc`.
 */
export function processorTime(root: number): number | undefined {
  const below = new Map<number, number[]>();
  const used = new Map<number, number>();
  for (const { pid, parent, ticks } of readProcesses()) {
    used.set(pid, ticks * TICK_MS);
    below.set(parent, [...(below.get(parent) ?? []), pid]);
  }
  if (!used.has(root)) return undefined;
  const sum = (pid: number): number =>
    (below.get(pid) ?? []).reduce((total, child) => total + sum(child), used.get(pid) ?? 0);
  return sum(root);
}

function readProcesses() {
  if (process.platform !== "linux") return [];
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        return [parseStat(Number(name), readFileSync(`/proc/${name}/stat`, "latin1"))];
      } catch {
        return []; // it ended while we looked
      }
    });
}

/** proc(5): after the name in brackets come the state, the parent (field 4), and user and system ticks (14 to 17, the ended children's too). */
function parseStat(pid: number, text: string) {
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  const field = (number: number) => Number(fields[number - 3]);
  return { pid, parent: field(4), ticks: field(14) + field(15) + field(16) + field(17) };
}
