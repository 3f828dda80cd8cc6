import type { Reactions } from "./growth.ts";

export type AccountMetric = {
  readonly period: "day" | "lifetime";
  /** The first is what the refusal of another names. */
  readonly types: readonly string[];
  readonly breakdowns?: readonly string[];
  readonly needsTimeframe?: boolean;
  /** Of one post; an account's figure is their sum. */
  readonly value?: ((reactions: Reactions) => number) | undefined;
};

const TOTAL = ["total_value"] as const;
const SERIES = ["time_series"] as const;
const PRODUCT = ["media_product_type"] as const;
const WHO = ["age", "city", "country", "gender"] as const;
const engaged: AccountMetric["value"] = ({ likes, saved, shares, replies }) =>
  likes + saved + shares + replies;

/** Which metric there is, and how it wants to be asked for. `saves` here, `saved` of a post. */
export const ACCOUNT_METRICS: Readonly<Record<string, AccountMetric>> = {
  reach: {
    period: "day",
    types: ["total_value", "time_series"],
    breakdowns: ["media_product_type", "follow_type"],
    value: ({ reach }) => reach,
  },
  views: {
    period: "day",
    types: TOTAL,
    // The table says `follower_type`, the list of parameters `follow_type`.
    breakdowns: ["follower_type", "follow_type", "media_product_type"],
    value: ({ views }) => views,
  },
  accounts_engaged: { period: "day", types: TOTAL, value: engaged },
  total_interactions: { period: "day", types: TOTAL, breakdowns: PRODUCT, value: engaged },
  likes: { period: "day", types: TOTAL, breakdowns: PRODUCT, value: ({ likes }) => likes },
  comments: { period: "day", types: TOTAL, breakdowns: PRODUCT, value: () => 0 },
  saves: { period: "day", types: TOTAL, breakdowns: PRODUCT, value: ({ saved }) => saved },
  shares: { period: "day", types: TOTAL, breakdowns: PRODUCT, value: ({ shares }) => shares },
  reposts: { period: "day", types: TOTAL, value: ({ reposts }) => reposts },
  replies: { period: "day", types: TOTAL, value: ({ replies }) => replies },
  profile_links_taps: {
    period: "day",
    types: TOTAL,
    breakdowns: ["contact_button_type"],
    value: ({ profileActivity }) => profileActivity,
  },
  follows_and_unfollows: {
    period: "day",
    types: TOTAL,
    breakdowns: ["follow_type"],
    value: ({ follows }) => follows,
  },
  follower_count: { period: "day", types: SERIES, value: ({ follows }) => follows },
  online_followers: { period: "lifetime", types: SERIES },
  follower_demographics: {
    period: "lifetime",
    types: TOTAL,
    breakdowns: WHO,
    needsTimeframe: true,
  },
  engaged_audience_demographics: {
    period: "lifetime",
    types: TOTAL,
    breakdowns: WHO,
    needsTimeframe: true,
  },
};

/** The values of each breakdown. */
export const DEMOGRAPHICS: Readonly<Record<string, readonly string[]>> = {
  media_product_type: ["POST", "CAROUSEL_CONTAINER", "REEL", "STORY"],
  follow_type: ["FOLLOWER", "NON_FOLLOWER", "UNKNOWN"],
  follower_type: ["FOLLOWER", "NON_FOLLOWER", "UNKNOWN"],
  contact_button_type: ["BOOK_NOW", "CALL", "DIRECTION", "EMAIL", "TEXT"],
  age: ["13-17", "18-24", "25-34", "35-44", "45-54", "55-64", "65+"],
  gender: ["F", "M", "U"],
  country: ["DE", "AT", "CH", "GB", "FR", "US"],
  city: ["Berlin, Berlin", "Vienna, Vienna", "Hamburg, Hamburg", "London, England"],
};
