import type { posts } from "../../../shared/contract/posts.ts";
import type { HandlersFor } from "../../../shared/contract/define.ts";
import type { PostsService } from "./service.ts";

export function postsHandlers(service: PostsService): HandlersFor<typeof posts> {
  return {
    get: (input) => service.get(input),
    drafts: (input) => service.drafts(input),
    create: (input) => service.create(input),
    save: (input) => service.save(input),
    duplicate: (input) => service.duplicate(input),
    remove: (input) => service.remove(input),
    restore: (input) => service.restore(input),
  };
}
