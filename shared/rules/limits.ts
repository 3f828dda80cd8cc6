import { millisecondsInDay } from "date-fns/constants";

/** The platform's limits as dated data: IG User Media and Content Publishing pages, read 2026-10-04. */
export const LIMITS = {
  asOf: "2026-10-04",
  captionCharacters: 2200,
  /** The API page says 30; since 2025-12-18 the product rolls out 5 (Creators account), so more than 5 is a warning. */
  hashtags: 30,
  hashtagsAdvised: 5,
  mentions: 20,
  altTextCharacters: 1000,
  imageBytes: 8 * 1024 * 1024,
  /** Width over height: 4:5 to 1.91:1. */
  imageAspectMin: 0.8,
  imageAspectMax: 1.91,
  imageWidthMin: 320,
  imageWidthMax: 1440,
  /** Containers per account in a rolling 24 hours. */
  containersPerDay: 400,
  /** A container not published by then has expired. */
  containerLifeMs: millisecondsInDay,
  /** A token may be refreshed from this age on, and lives this long from each refresh. */
  tokenRefreshableAfterMs: millisecondsInDay,
  tokenLifeMs: 60 * millisecondsInDay,
} as const;
