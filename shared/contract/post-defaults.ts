import type { PostOptions } from "./posts.ts";

/** What a new post's options are until she changes them. Apart from the schemas, so that a screen need not carry zod. */
export const PLAIN_OPTIONS: PostOptions = {
  locationId: null,
  collaborators: [],
  isPaidPartnership: false,
  sponsorIds: [],
  isAiGenerated: false,
  cover: null,
  shareToFeed: true,
  audioName: null,
  trial: null,
  firstComment: "",
  commentsEnabled: true,
};
