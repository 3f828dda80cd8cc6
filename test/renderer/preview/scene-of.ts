import type { World } from "./world.ts";

/** Which drawn scene stands behind an `app-media://` address of the made-up world. */
export function sceneOf(world: World, url: string): string {
  const [, kind, first, second] = /^app-media:\/\/(\w+)\/([^/]+)\/([^/]+)/.exec(url) ?? [];
  if (kind === "media") return sceneOfMedia(first ?? "");
  const publication = world.publications.find((item) => item.igMediaId === second);
  const post = world.posts.find((item) => item.id === publication?.postId);
  return sceneOfMedia(post?.media[0]?.mediaId ?? "vase-trio.0");
}

function sceneOfMedia(id: string): string {
  return id.split(".")[0] ?? "vase-trio";
}
