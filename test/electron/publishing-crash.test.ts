import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { CHECKPOINTS, type Checkpoint } from "../../electron/features/publishing/checkpoints.ts";
import type { FaultScript } from "../../electron/practice/faults.ts";
import { fakePorts, type FakePorts } from "../fakes/ports.ts";
import { copyDisk } from "../harness/disk-copy.ts";
import type { PostFormat } from "../../shared/contract/posts.ts";
import { MINUTE, PublishingRun } from "../harness/publishing-run.ts";

/**
 * The app dies at each named step: what the disk held at that instant is opened by a new app, and the old one does nothing
 * more. Real SIGKILLs of a real process are test/e2e's; this runs every step in seconds.
 */
class Crash {
  readonly after: FakePorts;
  private readonly run: PublishingRun;
  private readonly step: Checkpoint;
  hasHappened = false;

  constructor(run: PublishingRun, step: Checkpoint) {
    this.run = run;
    this.step = step;
    this.after = fakePorts({ clock: run.clock, fetch: run.ports.fetch });
  }

  meet(step: string): void {
    if (this.hasHappened) throw new Error("The app is dead.");
    if (step !== this.step) return;
    this.hasHappened = true;
    copyDisk(this.run.ports.paths, this.after.paths);
    throw new Error("The app is dead.");
  }
}

/** Of which sort of post a step is. */
function formatOf(step: Checkpoint): PostFormat {
  if (step.includes("child")) return "carousel";
  return step.includes("upload") ? "reel" : "image";
}

/** Dies at `step`, restarts from what was on the disk, lets half an hour pass. Returns the publication's id. */
async function dieAt(run: PublishingRun, crashAt: (crash: Crash) => void, step: Checkpoint) {
  const id = await run.scheduled("Green sofa", 10 * MINUTE, formatOf(step));
  const crash = new Crash(run, step);
  crashAt(crash);
  await run.clock.advance(10 * MINUTE + 1000);
  if (!crash.hasHappened) await run.clock.advance(2 * MINUTE);
  expect(crash.hasHappened, `${step} is passed`).toBe(true);
  await run.quit();
  expect(existsSync(join(crash.after.paths.database))).toBe(true);
  await run.open(crash.after);
  await run.clock.advance(30 * MINUTE);
  return id;
}

const DROPPED: FaultScript["rules"] = [
  { on: "publish", nth: 1, effect: { kind: "drop", acts: true } },
];
const UNHEARD: FaultScript["rules"] = [
  { on: "publish", nth: 1, effect: { kind: "drop", acts: false } },
];
/** Steps that only an unknown outcome leads to. */
const isOfReconcile = (step: Checkpoint) => /reconcile|verdict/.test(step);
type Case = readonly [step: Checkpoint, fault: string, rules: FaultScript["rules"]];
const CASES = CHECKPOINTS.flatMap((step): readonly Case[] =>
  isOfReconcile(step)
    ? [
        [step, "published unheard", DROPPED],
        [step, "not published", UNHEARD],
      ]
    : [[step, "no fault", []]],
);

test.each(CASES)(
  "dead at %s (%s): published once, by the platform's ledger",
  async (step, _, faults) => {
    let meet: (step: string) => void = () => {};
    await using run = await PublishingRun.start({
      ports: { checkpoint: (name) => meet(name) },
    });
    run.faults(...faults);
    const id = await dieAt(run, (crash) => void (meet = (name) => crash.meet(name)), step);
    expect(run.published).toEqual(["Green sofa"]);
    expect(await run.publication(id)).toMatchObject({ state: "published", status: "published" });
  },
);

test.each(["publish-again", "refuse"] as const)(
  "where a second call for a container would %s: still one call",
  async (secondPublish) => {
    let meet: (step: string) => void = () => {};
    await using run = await PublishingRun.start({
      behaviour: { secondPublish },
      ports: { checkpoint: (name) => meet(name) },
    });
    await dieAt(run, (crash) => void (meet = (name) => crash.meet(name)), "publish.publish-sent");
    expect(run.published).toEqual(["Green sofa"]);
  },
);
