import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";

/** A queue as the bench drives it, in a process of its own so that it can be killed and its processor time told apart. */
export type QueueUnderTest = {
  /** Puts jobs in the queue, due at these instants (epoch ms UTC). A far one is due in a month. */
  fill(jobs: { readonly dueAt: readonly number[]; readonly far: number }): Promise<void>;
  /** Begins to work: `begin` is called as each job begins, with the instant it was due at. */
  work(begin: (dueAt: number) => Promise<void>): Promise<void>;
};

export type Command =
  | { readonly kind: "fill"; readonly dueAt: readonly number[]; readonly far: number }
  /** `longDueAt`: the job due then takes seconds, to be killed within it; the others end at once. */
  | { readonly kind: "work"; readonly longDueAt: number };

const LONG_MS = 5000;

/** Obeys one command per line; answers with one JSON line for each thing done. */
export async function serve(queue: QueueUnderTest): Promise<void> {
  for await (const line of createInterface({ input: process.stdin })) {
    const command = JSON.parse(line) as Command;
    if (command.kind === "fill") await queue.fill(command);
    else
      await queue.work(async (dueAt) => {
        say({ began: dueAt, at: Date.now() });
        if (dueAt === command.longDueAt) await sleep(LONG_MS);
      });
    say({ done: command.kind });
  }
}

function say(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
