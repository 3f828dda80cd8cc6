import { AppError } from "../../../shared/result.ts";
import type { Db } from "../../db/db.ts";
import type { Events } from "../../lib/events.ts";
import type { Ports } from "../../ports.ts";
import type { AccountsService } from "../accounts/service.ts";
import type { MediaService } from "../media/service.ts";
import type { PostsService } from "../posts/service.ts";
import type { SettingsService } from "../settings/service.ts";
import type { GraphClient } from "../../graph/client.ts";
import type { PracticeServer } from "../../practice/server.ts";
import type { Queue } from "../../jobs/queue.ts";

export type PublishingDeps = {
  readonly db: Db;
  readonly events: Events;
  readonly ports: Ports;
  readonly accounts: AccountsService;
  readonly media: MediaService;
  readonly posts: PostsService;
  readonly settings: SettingsService;
  readonly graph: GraphClient;
  readonly practice: PracticeServer;
  readonly queue: Queue;
};

export class PublishingService {
  protected readonly deps: PublishingDeps;

  constructor(deps: PublishingDeps) {
    this.deps = deps;
  }

  calendar(_input: unknown): never {
    throw new AppError("internal", "publishing.calendar does not exist yet.");
  }

  schedule(_input: unknown): never {
    throw new AppError("internal", "publishing.schedule does not exist yet.");
  }

  move(_input: unknown): never {
    throw new AppError("internal", "publishing.move does not exist yet.");
  }

  plan(_input: unknown): never {
    throw new AppError("internal", "publishing.plan does not exist yet.");
  }

  unschedule(_input: unknown): never {
    throw new AppError("internal", "publishing.unschedule does not exist yet.");
  }

  publishNow(_input: unknown): never {
    throw new AppError("internal", "publishing.publishNow does not exist yet.");
  }

  outbox(_input: unknown): never {
    throw new AppError("internal", "publishing.outbox does not exist yet.");
  }

  receipt(_input: unknown): never {
    throw new AppError("internal", "publishing.receipt does not exist yet.");
  }

  resolve(_input: unknown): never {
    throw new AppError("internal", "publishing.resolve does not exist yet.");
  }

  retry(_input: unknown): never {
    throw new AppError("internal", "publishing.retry does not exist yet.");
  }

  dismiss(_input: unknown): never {
    throw new AppError("internal", "publishing.dismiss does not exist yet.");
  }

  status(_input: unknown): never {
    throw new AppError("internal", "publishing.status does not exist yet.");
  }

  setPaused(_input: unknown): never {
    throw new AppError("internal", "publishing.setPaused does not exist yet.");
  }

  openPermalink(_input: unknown): never {
    throw new AppError("internal", "publishing.openPermalink does not exist yet.");
  }
}
