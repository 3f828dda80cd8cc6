import type { PostStatus } from "../../../shared/contract/values.ts";

/** One believable post of the brand: what it is called, what it says, which drawn scene it shows. */
export type Tale = { readonly title: string; readonly scene: string; readonly rest: string };

/** The clock of the story: Thursday 8 October 2026, 14:02 in Berlin. */
export const STORY_NOW = Date.UTC(2026, 9, 8, 12, 2);
export const ZONE = "Europe/Berlin";

const tale = (title: string, scene: string, rest: string): Tale => ({ title, scene, rest });

/** What the year is told with, over and over. */
export const TALES: readonly Tale[] = [
  tale("Autumn light begins", "armchair-window", "The bouclé chair found its window."),
  tale("Steaming linen, slowly", "linen-stack", "Low heat, a little water, no hurry."),
  tale("Five shelves, one wall", "shelf-vase", "Oak, brass and the vase that goes anywhere."),
  tale("The Saturday table", "table-setting", "Pears, a runner, six plates that do not match."),
  tale("Which vase? A vote", "vase-trio", "Terracotta, sand or ink. Tell us below."),
  tale("Bed in washed blue", "bed-linen", "Stonewashed once, softer each Sunday."),
  tale("From clay to shelf", "kitchen-shelf", "Eleven days in the kiln room of Haus Lund."),
  tale("Kilim on oak", "rug-kilim", "Knotted by three people in nine weeks."),
  tale("Halo mirror", "mirror-console", "It doubles the morning and hides the keys."),
  tale("Olive and oak", "entry-bench", "A bench for boots, bags and waiting."),
  tale("Oda lamp at dusk", "lamp-evening", "A warm pool of light for the longest month."),
  tale("Dovetails, cut by hand", "oak-joint", "Four minutes at the bench, for forty years."),
  tale("Pears and beeswax", "candles-pears", "Two candles, one bowl, dinner."),
  tale("Green sofa, ochre throw", "sofa-throw", "Deep enough for two and a dog."),
  tale("Under the Sola pendant", "pendant-dining", "Spun brass over a round table."),
  tale("Colour of clay", "material-board", "Six glazes we kept, and the one we did not."),
  tale("Herbs on the sill", "window-sill", "Thyme, sage and a pot that drinks slowly."),
  tale("Last of the light", "pampas-corner", "Grasses from the field behind the workshop."),
  tale("Weekend at the door", "workshop-rack", "Aprons off, workshop open, coffee on."),
];

/** One post of the month the story stands in. */
export type Beat = {
  /** `2026-10-05T18:30` in Berlin. */
  readonly wallTime: string;
  readonly tale: number;
  readonly status: PostStatus;
};

const beat = (moment: string, tale: number, status: PostStatus): Beat => ({
  wallTime: `2026-${moment}`,
  tale,
  status,
});

/** October 2026: every status, days with one, two and three posts. */
export const OCTOBER: readonly Beat[] = [
  beat("09-28T18:30", 0, "published"),
  beat("09-30T12:15", 1, "published"),
  beat("10-01T18:30", 2, "published"),
  beat("10-03T10:00", 3, "published"),
  beat("10-04T19:00", 4, "published"),
  beat("10-05T18:30", 5, "published"),
  beat("10-06T12:15", 6, "published"),
  beat("10-07T18:30", 7, "failed"),
  beat("10-08T12:15", 8, "unknown"),
  beat("10-08T14:00", 9, "published"),
  beat("10-08T18:30", 10, "scheduled"),
  beat("10-09T18:30", 11, "scheduled"),
  beat("10-10T10:00", 12, "scheduled"),
  beat("10-12T18:30", 13, "scheduled"),
  beat("10-13T18:30", 2, "draft"),
  beat("10-15T12:15", 14, "scheduled"),
  beat("10-15T18:30", 15, "scheduled"),
  beat("10-17T10:00", 16, "needs-you"),
  beat("10-18T19:00", 17, "scheduled"),
  beat("10-19T18:30", 1, "scheduled"),
  beat("10-20T12:15", 5, "draft"),
  beat("10-21T18:30", 6, "scheduled"),
  beat("10-23T12:15", 3, "draft"),
  beat("10-23T17:00", 15, "scheduled"),
  beat("10-23T19:00", 5, "draft"),
  beat("10-24T10:00", 18, "scheduled"),
  beat("10-26T18:30", 8, "scheduled"),
  beat("10-27T18:30", 10, "scheduled"),
  beat("10-28T12:15", 6, "draft"),
  beat("11-02T18:30", 0, "scheduled"),
];
