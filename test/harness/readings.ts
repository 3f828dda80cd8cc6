import Database from "better-sqlite3";
import { expect } from "vitest";
import { checkInvariants } from "../../electron/watch/invariants/check.ts";
import type { Reading } from "../../shared/contract/analytics.ts";
import type { PostFormat } from "../../shared/contract/posts.ts";
import { HOUR, MINUTE, type PublishingRun } from "./publishing-run.ts";

export const DAY = 24 * HOUR;
/** A practice Instagram whose posts are seen. */
export const SEEN = { audience: 5000 };

/** Published, twenty minutes from now. */
export async function published(
  run: PublishingRun,
  format: PostFormat = "image",
  words = "Green sofa",
): Promise<string> {
  const caption = format === "story" ? "" : words;
  const id = await run.schedule(await run.draft(caption, format), 20 * MINUTE);
  await run.clock.advance(20 * MINUTE + 30_000);
  expect((await run.publication(id)).state).toBe("published");
  return id;
}

/** A post's readings by their age. */
export async function readings(
  run: PublishingRun,
  id: string,
): Promise<Readonly<Record<string, Reading>>> {
  const { readings: all } = await run.receipt(id);
  return Object.fromEntries(all.map((reading) => [reading.age, reading]));
}

/** `1h taken, 24h waiting, …`. */
export async function states(run: PublishingRun, id: string): Promise<string> {
  return Object.values(await readings(run, id))
    .map(({ age, state }) => `${age} ${state}`)
    .join(", ");
}

/** The metrics told as a whole. */
export function metricsOf(reading: Reading | undefined): readonly string[] {
  return reading?.figures.filter(({ part }) => part === null).map(({ metric }) => metric) ?? [];
}

/** The laptop is shut until the post is this old; it is awake for the minutes around that. */
export async function sleepTo(run: PublishingRun, id: string, ageMs: number): Promise<void> {
  const { publishedAt } = await run.receipt(id);
  const at = (publishedAt ?? 0) + ageMs;
  run.clock.sleep(at - MINUTE - run.clock.now());
  await run.clock.advance(3 * MINUTE);
}

/** How often Instagram was asked for a post's figures. */
export function asks(run: PublishingRun): number {
  return run.practice.seen().filter(({ endpoint }) => endpoint === "media-insights").length;
}

/** Every promise of the self-check is kept. */
export function demandSound(path: string): void {
  const disk = new Database(path, { readonly: true });
  expect(checkInvariants(disk).filter(({ isHeld }) => !isHeld)).toEqual([]);
  disk.close();
}
