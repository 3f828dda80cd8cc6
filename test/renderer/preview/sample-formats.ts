import { PLAIN_OPTIONS } from "../../../shared/contract/post-defaults.ts";
import type { Post, PostMedia } from "../../../shared/contract/posts.ts";
import type { World } from "./world.ts";

/** Planned days of October that are told in another format than a single image. */
const CAROUSELS = ["2026-10-06T12:15", "2026-10-12T18:30", "2026-10-13T18:30", "2026-10-24T10:00"];
const REELS = ["2026-10-05T18:30", "2026-10-10T10:00", "2026-10-15T18:30", "2026-10-20T12:15"];
const STORIES = ["2026-10-09T18:30", "2026-10-23T12:15"];

/** Makes carousels, reels and stories of some of the month's posts, drafts among them. */
export function giveFormats(world: World): void {
  world.posts = world.posts.map((post) => {
    const wallTime = post.plan?.wallTime ?? "";
    if (CAROUSELS.includes(wallTime)) return asCarousel(world, post);
    if (REELS.includes(wallTime)) return asReel(post);
    if (STORIES.includes(wallTime)) return asStory(post);
    return post;
  });
  const formats = new Map(world.posts.map((post) => [post.id, post.format]));
  world.publications = world.publications.map((publication) => ({
    ...publication,
    format: formats.get(publication.postId) ?? publication.format,
  }));
}

function asCarousel(world: World, post: Post): Post {
  const [first] = post.media;
  if (!first) return post;
  const others = world.media
    .filter((media) => media.kind === "picture" && media.id !== first.mediaId)
    .slice(3, 6)
    .map((media): PostMedia => ({ ...first, mediaId: media.id, altText: media.altText }));
  const tagged = { ...first, userTags: [{ username: "terra.ceramics", x: 0.36, y: 0.62 }] };
  return {
    ...post,
    format: "carousel",
    media: [tagged, ...others],
    options: {
      ...PLAIN_OPTIONS,
      collaborators: ["haus.lund"],
      firstComment: "Ask us about the bowl.",
    },
  };
}

function asReel(post: Post): Post {
  const [first] = post.media;
  if (!first) return post;
  return {
    ...post,
    format: "reel",
    media: [{ ...first, mediaId: "lamp-evening.video", altText: "" }],
    options: {
      ...PLAIN_OPTIONS,
      cover: { kind: "frame", offsetMs: 4200 },
      audioName: "Plane on oak",
    },
  };
}

function asStory(post: Post): Post {
  const media = post.media.map((item) => ({
    ...item,
    altText: "",
    crop: { aspect: "9:16" as const, x: 0.5, y: 0.5 },
  }));
  return { ...post, format: "story", caption: "", media };
}
