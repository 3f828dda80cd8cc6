import { expect, test } from "vitest";
import { HOUR, MINUTE, PublishingRun, SECOND } from "../harness/publishing-run.ts";

test("a scheduled post goes out on the minute, once, with its receipt, and its picture leaves the media host", async () => {
  await using run = await PublishingRun.start();
  const id = await run.scheduled("Green sofa\nin the window", 10 * MINUTE);
  await run.clock.advance(10 * MINUTE - SECOND);
  expect(run.published).toEqual([]);
  await run.clock.advance(2 * MINUTE);
  const { publication, ...receipt } = await run.receipt(id);
  expect(run.published).toEqual(["Green sofa\nin the window"]);
  expect(publication).toMatchObject({ state: "published", lateByMs: null, problem: null });
  expect(publication.publishedAt).toBe(publication.plan.at);
  expect(publication.permalink).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/p\//);
  expect(receipt.imageSha256).toBe(
    run.practice.ledger().find((entry) => entry.kind === "container")?.sha256,
  );
  expect(run.store.objects.size).toBe(0);
  await run.clock.advance(HOUR);
  expect(run.published).toHaveLength(1);
});
