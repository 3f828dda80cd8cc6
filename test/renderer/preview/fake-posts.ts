import { PLAIN_OPTIONS } from "../../../shared/contract/post-defaults.ts";
import { PostMedia, PostOptions, type Post } from "../../../shared/contract/posts.ts";
import { AppError } from "../../../shared/result.ts";
import { resolveWallTime } from "../../../shared/rules/schedule.ts";
import type { Fake, FakeRoutes } from "./fake-bridge.ts";
import { countUses, nextId, titleOf } from "./world.ts";

/** What she writes, kept in memory. */
export function postsRoutes({ world, emit }: Fake): FakeRoutes<"posts"> {
  const find = (id: string): Post => {
    const post = world.posts.find((item) => item.id === id);
    if (!post) throw new AppError("not-found", "This post is not there any more.");
    return post;
  };
  const put = (post: Post): Post => {
    world.posts = [...world.posts.filter((item) => item.id !== post.id), post];
    countUses(world);
    emit("posts.changed", { ids: [post.id] });
    return post;
  };
  const fresh = (accountId: string) => ({
    id: nextId(world, "post"),
    accountId,
    status: "draft" as const,
    publicationId: null,
    version: 1,
    createdAt: world.now,
    updatedAt: world.now,
  });
  return {
    get: async ({ id }) => find(id),
    drafts: async ({ accountId }) =>
      world.posts
        .filter((post) => post.accountId === accountId && post.status === "draft" && !post.plan)
        .map((post) => ({
          id: post.id,
          title: post.title,
          thumbnail: post.media[0] ? `app-media://media/${post.media[0].mediaId}/thumbnail` : null,
          updatedAt: post.updatedAt,
        })),
    create: async ({ accountId, caption = "", mediaIds = [], format = "image", plan }) =>
      put({
        ...fresh(accountId),
        title: titleOf(caption),
        caption,
        format,
        options: PLAIN_OPTIONS,
        media: mediaIds.map((mediaId) => ({
          mediaId,
          altText: "",
          crop: { aspect: "original" as const, x: 0.5, y: 0.5 },
          userTags: [],
          productTags: [],
        })),
        plan: plan ? { ...plan, at: resolveWallTime(plan.wallTime, plan.zone).at } : null,
      }),
    save: async ({ id, patch }) => {
      const post = find(id);
      if (post.status === "published" || post.status === "publishing")
        throw new AppError("conflict", "This post is published: it cannot be changed any more.");
      const caption = patch.caption ?? post.caption;
      return put({
        ...post,
        caption,
        title: titleOf(caption),
        format: patch.format ?? post.format,
        media: PostMedia.array().parse(patch.media ?? post.media),
        options: PostOptions.parse({ ...post.options, ...patch.options }),
        accountId: patch.accountId ?? post.accountId,
        version: post.version + 1,
        updatedAt: world.now,
      });
    },
    duplicate: async ({ id }) => {
      const post = find(id);
      return put({ ...post, ...fresh(post.accountId), plan: null });
    },
    remove: async ({ id }) => {
      world.removedPosts.push(find(id));
      world.posts = world.posts.filter((post) => post.id !== id);
      emit("posts.changed", { ids: [id] });
      return { done: true };
    },
    restore: async ({ id }) => {
      const post = world.removedPosts.find((item) => item.id === id);
      if (!post) throw new AppError("not-found", "This post is gone.");
      return put(post);
    },
  };
}
