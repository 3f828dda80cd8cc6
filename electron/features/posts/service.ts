import { AppError } from "../../../shared/result.ts";
import type { Db } from "../../db/db.ts";
import type { Events } from "../../lib/events.ts";
import type { Ports } from "../../ports.ts";
import type { AccountsService } from "../accounts/service.ts";
import type { MediaService } from "../media/service.ts";

export type PostsDeps = {
  readonly db: Db;
  readonly events: Events;
  readonly ports: Ports;
  readonly accounts: AccountsService;
  readonly media: MediaService;
};

export class PostsService {
  protected readonly deps: PostsDeps;

  constructor(deps: PostsDeps) {
    this.deps = deps;
  }

  get(_input: unknown): never {
    throw new AppError("internal", "posts.get does not exist yet.");
  }

  drafts(_input: unknown): never {
    throw new AppError("internal", "posts.drafts does not exist yet.");
  }

  create(_input: unknown): never {
    throw new AppError("internal", "posts.create does not exist yet.");
  }

  save(_input: unknown): never {
    throw new AppError("internal", "posts.save does not exist yet.");
  }

  duplicate(_input: unknown): never {
    throw new AppError("internal", "posts.duplicate does not exist yet.");
  }

  remove(_input: unknown): never {
    throw new AppError("internal", "posts.remove does not exist yet.");
  }

  restore(_input: unknown): never {
    throw new AppError("internal", "posts.restore does not exist yet.");
  }
}
