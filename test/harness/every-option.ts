import type { PostOptions } from "../../shared/contract/posts.ts";

/** Everything that can be set for a post beside its words and files, each unlike what a new post has. */
export const EVERY_OPTION: PostOptions = {
  locationId: "7640348500",
  collaborators: ["studio.nord", "oak_and_linen"],
  isPaidPartnership: true,
  sponsorIds: ["17841400000000009"],
  isAiGenerated: true,
  cover: { kind: "frame", offsetMs: 1500 },
  shareToFeed: false,
  audioName: "Rain on oak",
  trial: "MANUAL",
  firstComment: "#oak #linen",
  commentsEnabled: false,
};
