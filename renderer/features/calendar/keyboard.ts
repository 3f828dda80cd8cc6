import { addDays, addMonths, type Day, startOfWeek, type WeekStart } from "./days.ts";

/** Where the keyboard stands in a month: on a day, or on one of its posts. */
export type Spot = { readonly day: Day; readonly postId: string | null };

/** What the keys need to know of what is drawn. */
export type Drawn = {
  readonly weekStart: WeekStart;
  /** The posts a day shows, in order: those behind "+N more" are not among them. */
  readonly postsOn: (day: Day) => readonly string[];
};

/**
 * Where an arrow, Home, End or a Page key leads from `spot`; null for any other key. Left and right go from day to day,
 * up and down through a day's posts and on to the weeks above and below, Page keys to the neighbouring months.
 */
export function stepFrom(spot: Spot, key: string, drawn: Drawn): Spot | null {
  const week = startOfWeek(spot.day, drawn.weekStart);
  switch (key) {
    case "ArrowLeft":
      return beside(spot, addDays(spot.day, -1), drawn);
    case "ArrowRight":
      return beside(spot, addDays(spot.day, 1), drawn);
    case "ArrowDown":
      return below(spot, drawn);
    case "ArrowUp":
      return above(spot, drawn);
    case "Home":
      return { day: week, postId: null };
    case "End":
      return { day: addDays(week, 6), postId: null };
    case "PageUp":
      return { day: addMonths(spot.day, -1), postId: null };
    case "PageDown":
      return { day: addMonths(spot.day, 1), postId: null };
    default:
      return null;
  }
}

/** From a post to the post beside it, where there is one. */
function beside(spot: Spot, day: Day, drawn: Drawn): Spot {
  if (spot.postId === null) return { day, postId: null };
  const place = drawn.postsOn(spot.day).indexOf(spot.postId);
  const there = drawn.postsOn(day);
  return { day, postId: there[Math.min(place, there.length - 1)] ?? null };
}

function below(spot: Spot, drawn: Drawn): Spot {
  const posts = drawn.postsOn(spot.day);
  const next = posts[spot.postId === null ? 0 : posts.indexOf(spot.postId) + 1];
  if (next !== undefined) return { day: spot.day, postId: next };
  return { day: addDays(spot.day, 7), postId: null };
}

function above(spot: Spot, drawn: Drawn): Spot {
  if (spot.postId === null) {
    const day = addDays(spot.day, -7);
    return { day, postId: drawn.postsOn(day).at(-1) ?? null };
  }
  const posts = drawn.postsOn(spot.day);
  return { day: spot.day, postId: posts[posts.indexOf(spot.postId) - 1] ?? null };
}

/** The same for a week by the hour: up and down stay within the day, Page keys go to the weeks beside it. */
export function stepInWeek(spot: Spot, key: string, drawn: Drawn): Spot | null {
  const posts = drawn.postsOn(spot.day);
  const place = spot.postId === null ? -1 : posts.indexOf(spot.postId);
  switch (key) {
    case "ArrowDown":
      return { day: spot.day, postId: posts[place + 1] ?? spot.postId };
    case "ArrowUp":
      return { day: spot.day, postId: place > 0 ? (posts[place - 1] ?? null) : null };
    case "PageUp":
      return { day: addDays(spot.day, -7), postId: null };
    case "PageDown":
      return { day: addDays(spot.day, 7), postId: null };
    default:
      return stepFrom(spot, key, drawn);
  }
}
