import { expect, test } from "vitest";
import type { LedgerEntry } from "../../electron/practice/ledger.ts";
import { judgeRun, type Evidence } from "./outcome.ts";
import { FIRST_COMMENT } from "./data-folder.ts";
import type { Stand } from "./publication.ts";

const CAPTION = "Green sofa";
const SENT = ["publish:intent", "publish:ok"];

const container = { kind: "container", containerId: "c1", caption: CAPTION } as LedgerEntry;
const call = { endpoint: "publish", creationId: "c1" } as const;

function published(mediaId: string, caption = CAPTION): LedgerEntry {
  return { kind: "publish", containerId: "c1", mediaId, caption } as LedgerEntry;
}

function run(given: Partial<Evidence> = {}, stand: Partial<Stand> = {}) {
  return judgeRun({
    caption: CAPTION,
    stand: { state: "published", igMediaId: "m1", attempts: SENT, liveJobs: 0, ...stand },
    ledger: [container, published("m1"), published("m9", "Another run's post")],
    seen: [call],
    ...given,
  });
}

test("one post, known to the app: nothing to report", () => {
  expect(run()).toEqual({ duplicates: 0, lost: 0, calls: 1, state: "published", faults: [] });
});

test("each further post of the same words is a duplicate", () => {
  const ledger = [container, published("m1"), published("m2"), published("m3")];
  expect(run({ ledger })).toMatchObject({ duplicates: 2, lost: 0 });
});

test("a post that never went out is lost, whatever the app says", () => {
  expect(run({ ledger: [container] })).toMatchObject({ lost: 1 });
  expect(run({ ledger: [container] }, { state: "failed" })).toMatchObject({ lost: 1 });
});

test("a post that is out and that the app does not know of, or takes for another one, is lost", () => {
  expect(run({}, { state: "missed", igMediaId: null })).toMatchObject({ lost: 1 });
  expect(run({}, { state: "needs-you", igMediaId: null })).toMatchObject({ lost: 1 });
  expect(run({}, { igMediaId: "m9" })).toMatchObject({ lost: 1 });
});

test("a call without an intent before it is reported", () => {
  expect(run({ seen: [call, call] }).faults).toEqual(["2 calls after 1 intents"]);
});

test("a second intent needs a verdict on the first", () => {
  const again = ["publish:intent", "publish:unknown", "publish:intent", "publish:ok"];
  expect(run({}, { attempts: again }).faults).toEqual(["a second intent without a verdict"]);
  expect(run({}, { attempts: again.toSpliced(2, 0, "verdict:ok") }).faults).toEqual([]);
});

test("an app that has work left when the time is up is reported", () => {
  expect(run({}, { liveJobs: 1 }).faults).toEqual(["it did not come to rest"]);
  expect(run({}, { state: "outcome-unknown" }).faults).toEqual(["it did not come to rest"]);
});

test("with afterwork owed, exactly one first comment and a switch are asked of the ledger", () => {
  const post = [container, published("m1")];
  const comment = { kind: "comment", mediaId: "m1", text: FIRST_COMMENT } as LedgerEntry;
  const off = { kind: "comment-switch", mediaId: "m1", isEnabled: false } as LedgerEntry;
  const faultsOf = (...entries: readonly LedgerEntry[]) =>
    run({ ledger: [...post, ...entries], hasAfterwork: true }).faults;
  expect(faultsOf(comment, off)).toEqual([]);
  expect(faultsOf(comment)).toEqual(["comments are not switched off"]);
  expect(faultsOf(comment, comment, off)).toEqual(["2 first comments"]);
  expect(faultsOf(off)).toEqual(["0 first comments"]);
});
