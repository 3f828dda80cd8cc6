import { createHash } from "node:crypto";
import type { Media } from "./media-store.ts";
import type { Practice } from "./practice.ts";

const HOUR_MS = 60 * 60 * 1000;

/** How fast each format is seen: the hours after which about two thirds of its people have seen it. */
const HOURS = { image: 20, carousel: 26, reel: 60, story: 7, child: 20 } as const;

/** How much there is to count of a post, as of a moment. Whole numbers that never fall. */
export type Reactions = {
  readonly reach: number;
  readonly views: number;
  readonly likes: number;
  readonly saved: number;
  readonly shares: number;
  readonly follows: number;
  readonly profileVisits: number;
  readonly replies: number;
};

/**
 * What a post has gathered: a curve of its age, scaled by the practice audience and by a number that its id stands for. The same
 * post at the same age always has the same figures; without an audience all are 0.
 */
export function reactionsOf(
  { behaviour, now }: Pick<Practice, "behaviour" | "now">,
  media: Media,
  lagMs = 0,
): Reactions {
  const hours = Math.max(0, now() - lagMs - behaviour.insightsDelayMs - media.at) / HOUR_MS;
  const life = Math.min(hours, media.format === "story" ? 24 : hours);
  const share = 1 - Math.exp(-life / HOURS[media.format]);
  const of = (what: string, least: number, most: number): number =>
    least + (most - least) * chanceOf(`${media.mediaId}:${what}`);
  const reach = Math.floor(behaviour.audience * of("reach", 0.25, 0.9) * share);
  const part = (what: string, least: number, most: number): number =>
    Math.floor(reach * of(what, least, most));
  return {
    reach,
    views: part("views", 1.1, 1.9),
    likes: part("likes", 0.03, 0.09),
    saved: part("saved", 0.01, 0.04),
    shares: part("shares", 0.004, 0.02),
    follows: part("follows", 0.001, 0.006),
    profileVisits: part("profile", 0.01, 0.04),
    replies: part("replies", 0.002, 0.01),
  };
}

/** From 0 to 1, the same for the same words. */
export function chanceOf(words: string): number {
  return createHash("sha256").update(words).digest().readUInt32BE(0) / 0xffffffff;
}
