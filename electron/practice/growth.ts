import { createHash } from "node:crypto";
import type { Media } from "./media-store.ts";
import type { Practice } from "./practice.ts";

const HOUR_MS = 60 * 60 * 1000;

/** How fast each format is seen: the hours after which about two thirds of its people have seen it. */
const HOURS = { image: 20, carousel: 26, reel: 60, story: 7, child: 20 } as const;
/** Which part of those who saw a post did what, from least to most. */
const PARTS = {
  views: [1.1, 1.9],
  likes: [0.03, 0.09],
  saved: [0.01, 0.04],
  shares: [0.004, 0.02],
  reposts: [0.001, 0.004],
  follows: [0.001, 0.006],
  profileVisits: [0.01, 0.04],
  profileActivity: [0.004, 0.02],
  replies: [0.002, 0.01],
  linkClicks: [0.002, 0.02],
  navigation: [1.2, 2.4],
} as const;

/** How much there is to count of a post, as of a moment. Whole numbers that never fall. */
export type Reactions = Readonly<Record<"reach" | keyof typeof PARTS, number>>;

/**
 * What a post has gathered at `at`: a curve of its age, scaled by the practice audience and by numbers that its id stands for.
 * The same post at the same age always has the same figures; without an audience all are 0.
 */
export function reactionsAt(audience: number, media: Media, at: number): Reactions {
  const hours = Math.max(0, at - media.at) / HOUR_MS;
  const life = media.format === "story" ? Math.min(hours, 24) : hours;
  const seen = 1 - Math.exp(-life / HOURS[media.format]);
  const part = (what: string, [least, most]: readonly [number, number]): number =>
    least + (most - least) * chanceOf(`${media.mediaId}:${what}`);
  const reach = Math.floor(audience * part("reach", [0.25, 0.9]) * seen);
  const rest = Object.entries(PARTS).map(([name, range]) => [
    name,
    Math.floor(reach * part(name, range)),
  ]);
  return { reach, ...(Object.fromEntries(rest) as Omit<Reactions, "reach">) };
}

/** The same as the API shows it now: as late as insights are, and as a lagging read is. */
export function reactionsOf({ behaviour, now }: Practice, media: Media, lagMs: number): Reactions {
  return reactionsAt(behaviour.audience, media, now() - lagMs - behaviour.insightsDelayMs);
}

/** From 0 to 1, the same for the same words. */
export function chanceOf(words: string): number {
  return createHash("sha256").update(words).digest().readUInt32BE(0) / 0xffffffff;
}

/** Splits a whole number over names, the same way for the same words. Adds up to it. */
export function splitOver(
  whole: number,
  names: readonly string[],
  words: string,
): readonly (readonly [name: string, part: number])[] {
  const weights = names.map((name) => 0.2 + chanceOf(`${words}:${name}`));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  let left = whole;
  return names.map((name, index) => {
    const isLast = index === names.length - 1;
    const part = isLast ? left : Math.floor((whole * (weights[index] ?? 0)) / sum);
    left -= part;
    return [name, part];
  });
}
