import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  apply,
  canApply,
  nextCall,
  type Fact,
  type Life,
} from "../../electron/features/publishing/machine.ts";
import { NO_EVIDENCE } from "../../electron/features/publishing/evidence.ts";
import { findMissed, lateBy, latenessOf } from "../../electron/features/publishing/missed.ts";
import { judge, type Reading } from "../../electron/features/publishing/verdict.ts";
import { PublicationState } from "../../shared/contract/publishing.ts";

const fact: fc.Arbitrary<Fact> = fc.oneof(
  ...(
    [
      "claimed",
      "media-prepared",
      "media-lost",
      "container-asked",
      "container-finished",
      "container-lost",
      "content-changed",
      "intent",
      "outcome-lost",
      "doubted",
      "undecidable",
      "too-late",
      "refused",
      "cancelled",
      "scheduled-again",
      "said-not-live",
      "dropped",
    ] as const
  ).map((name) => fc.constant<Fact>({ fact: name })),
  fc.constant<Fact>({ fact: "container-created", containerId: "c" }),
  fc.constant<Fact>({ fact: "accepted", igMediaId: "m" }),
  fc.constant<Fact>({ fact: "identified", igMediaId: "m" }),
  fc.constant<Fact>({ fact: "said-live", igMediaId: "m" }),
  fc.constantFrom<Fact>(
    { fact: "seen-published", igMediaId: null },
    { fact: "seen-published", igMediaId: "m" },
  ),
  fc.boolean().map((isProcessing): Fact => ({ fact: "not-executed", isProcessing })),
  fc.constantFrom<Fact>(
    { fact: "proved-unpublished", container: "same" },
    { fact: "proved-unpublished", container: "new" },
  ),
);
const START: Life = { state: "scheduled", containerId: null, isIntentOpen: false, igMediaId: null };
/** Facts that say "nothing was published": what alone may come before a second call. */
const VERDICTS: readonly Fact["fact"][] = ["not-executed", "proved-unpublished", "said-not-live"];

/** Applies those facts that can come; returns them with the lives after each. */
function live(facts: readonly Fact[]): readonly (readonly [Fact, Life])[] {
  let life = START;
  return facts.flatMap((next) => {
    if (!canApply(life, next)) return [];
    life = apply(life, next);
    return [[next, life] as const];
  });
}

/** Long random lives seldom get far: each is led along the happy path here and there. */
const HAPPY: readonly Fact[] = [
  { fact: "claimed" },
  { fact: "media-prepared" },
  { fact: "container-asked" },
  { fact: "container-created", containerId: "c" },
  { fact: "container-finished" },
  { fact: "intent" },
];
const lives = fc
  .array(fc.oneof(fc.constant(HAPPY), fc.array(fact, { maxLength: 6 })), { maxLength: 12 })
  .map((parts) => live(parts.flat()));

describe("the life of a publication", () => {
  test("no second publish call without a recorded verdict that nothing was published", () => {
    let calls = 0;
    fc.assert(
      fc.property(lives, (steps) => {
        let isCalled = false;
        for (const [{ fact: name }] of steps) {
          if (VERDICTS.includes(name)) isCalled = false;
          if (name !== "intent") continue;
          expect(isCalled).toBe(false);
          isCalled = true;
          calls += 1;
        }
      }),
      { numRuns: 2000 },
    );
    expect(calls).toBeGreaterThan(1000);
  });

  test("published is absorbing, and its id never changes", () => {
    fc.assert(
      fc.property(lives, (steps) => {
        let before: Life | undefined;
        for (const [, life] of steps) {
          if (before?.state === "published") {
            expect(life.state).toBe("published");
            if (before.igMediaId !== null) expect(life.igMediaId).toBe(before.igMediaId);
          }
          before = life;
        }
      }),
      { numRuns: 2000 },
    );
  });

  test("with an open intent it is never sent, put off, refused or thrown away without asking", () => {
    fc.assert(
      fc.property(lives, fact, (steps, next) => {
        const life = steps.at(-1)?.[1] ?? START;
        if (!life.isIntentOpen || !canApply(life, next)) return;
        expect(["scheduled", "missed", "failed", "publishing"]).not.toContain(
          VERDICTS.includes(next.fact) ? "" : apply(life, next).state,
        );
      }),
      { numRuns: 2000 },
    );
  });

  test("what cannot come throws, in every state, and never changes anything", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...PublicationState.options),
        fc.boolean(),
        fact,
        (state, isIntentOpen, next) => {
          const life: Life = { state, containerId: "c", isIntentOpen, igMediaId: null };
          if (canApply(life, next)) expect(() => apply(life, next)).not.toThrow();
          else expect(() => apply(life, next)).toThrow(/cannot come while/);
        },
      ),
    );
  });

  test("a state that nothing calls for is one that she ends; every other has its next call", () => {
    const hers = PublicationState.options.filter((state) => !nextCall({ ...START, state }));
    expect(hers).toEqual(["needs-you", "missed", "failed", "cancelled"]);
  });

  test("a publish call that was found, not made, is never made again but asked about", () => {
    expect(nextCall({ ...START, state: "publishing" })).toBe("reconcile");
  });
});

describe("the verdict on an unknown outcome", () => {
  const post = fc.record({
    igMediaId: fc.constantFrom("a", "b", "c"),
    permalink: fc.constant(null),
    postedAt: fc.constant(1),
  });
  const reading: fc.Arbitrary<Reading> = fc.record({
    container: fc.constantFrom("PUBLISHED", "FINISHED", "IN_PROGRESS", "EXPIRED", "ERROR", "none"),
    matches: fc.uniqueArray(post, { maxLength: 3, selector: (item) => item.igMediaId }),
  });

  test("not published is said only after two looks in a row that agree and find nothing", () => {
    fc.assert(
      fc.property(fc.array(reading, { maxLength: 12 }), (readings) => {
        let evidence = NO_EVIDENCE;
        for (const [index, next] of readings.entries()) {
          const verdict = judge(evidence, next);
          if (verdict.kind === "look-again") {
            evidence = verdict.evidence;
            continue;
          }
          if (verdict.kind !== "not-published") return;
          const before = readings[index - 1];
          expect([before?.container, before?.matches.length]).toEqual([next.container, 0]);
          expect(next.container).not.toBe("PUBLISHED");
          expect(verdict.container === "same").toBe(next.container === "FINISHED");
          return;
        }
      }),
      { numRuns: 3000 },
    );
  });

  test("a post is bound only when two listings show it alone, and several are hers to choose from", () => {
    fc.assert(
      fc.property(fc.array(reading, { maxLength: 12 }), (readings) => {
        let evidence = NO_EVIDENCE;
        for (const [index, next] of readings.entries()) {
          const verdict = judge(evidence, next);
          if (next.matches.length > 1) expect(verdict.kind).toBe("ask");
          if (verdict.kind === "published") {
            const ids = readings
              .slice(index - 1, index + 1)
              .map((item) => item.matches[0]?.igMediaId);
            expect(ids).toEqual([verdict.post.igMediaId, verdict.post.igMediaId]);
          }
          if (verdict.kind !== "look-again") return;
          evidence = verdict.evidence;
        }
      }),
      { numRuns: 3000 },
    );
  });
});

describe("lateness", () => {
  const rule = { onTimeMs: 120_000, graceMs: 3_600_000 };
  const time = fc.integer({ min: 0, max: 10 ** 12 });

  test("what is missed is exactly what neither goes out by itself nor is still to come", () => {
    fc.assert(
      fc.property(fc.array(time), time, (dues, now) => {
        const missed = new Set(
          findMissed(
            dues.map((dueAt) => ({ dueAt })),
            now,
            rule,
          ),
        );
        const isMissed = (dueAt: number) => [...missed].some((item) => item.dueAt === dueAt);
        for (const dueAt of dues) expect(isMissed(dueAt)).toBe(now - dueAt > rule.graceMs);
      }),
    );
  });

  test("two minutes are on time even without any grace", () => {
    expect(latenessOf(0, 120_000, { onTimeMs: 120_000, graceMs: 0 })).toBe("on-time");
    expect(latenessOf(0, 120_001, { onTimeMs: 120_000, graceMs: 0 })).toBe("too-late");
    expect(lateBy(0, 120_000, rule)).toBeNull();
    expect(lateBy(0, 120_001, rule)).toBe(120_001);
  });
});
