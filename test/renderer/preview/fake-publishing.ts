import type { Plan, Post } from "../../../shared/contract/posts.ts";
import type {
  AuditLine,
  CalendarEntry,
  Publication,
  Receipt,
} from "../../../shared/contract/publishing.ts";
import { AppError } from "../../../shared/result.ts";
import { resolveWallTime } from "../../../shared/rules/schedule.ts";
import { readingsOf } from "./fake-analytics.ts";
import { rehearsalOf } from "./fake-rehearsal.ts";
import type { Fake, FakeRoutes } from "./fake-bridge.ts";
import { publicationOf, type World } from "./world.ts";

const WAITING = ["failed", "missed", "unknown", "needs-you"];

/** The queue without a clock: nothing goes out by itself. */
export function publishingRoutes({ world, emit }: Fake): FakeRoutes<"publishing"> {
  const change = (id: string, patch: Partial<Post>): Post => {
    const post = { ...findPost(world, id), ...patch, updatedAt: world.now };
    world.posts = world.posts.map((item) => (item.id === id ? post : item));
    emit("posts.changed", { ids: [id] });
    emit("publishing.changed", { ids: [post.publicationId ?? id] });
    return post;
  };
  const enqueue = (postId: string, plan: Plan): Publication => {
    const post = { ...findPost(world, postId), plan, status: "scheduled" as const };
    const publication = publicationOf(world, post);
    world.publications = world.publications.filter((item) => item.postId !== postId);
    world.publications.push(publication);
    change(postId, { plan, status: "scheduled", publicationId: publication.id });
    return publication;
  };
  const settle = (publicationId: string, status: Post["status"]) => {
    const publication = findPublication(world, publicationId);
    world.publications = world.publications.map((item) =>
      item.id === publicationId ? { ...item, status, problem: null } : item,
    );
    change(publication.postId, { status });
    return { done: true } as const;
  };
  return {
    calendar: async ({ accountId, fromAt, toAt }) =>
      world.posts
        .filter((post) => post.accountId === accountId)
        .flatMap(entryOf)
        .filter((entry) => entry.plan.at >= fromAt && entry.plan.at < toAt)
        .sort((a, b) => a.plan.at - b.plan.at),
    schedule: async ({ postId, wallTime, zone }) => {
      const { plan, shift } = planOf(wallTime, zone);
      if (plan.at < world.now)
        throw new AppError("invalid-input", "That time has passed. Choose a later one.");
      return { plan, publicationId: enqueue(postId, plan).id, shift, warnings: [] };
    },
    move: async ({ postId, wallTime, zone }) => {
      const post = findPost(world, postId);
      const { plan, shift } = planOf(wallTime, zone);
      const previous = post.plan ?? plan;
      world.publications = world.publications.map((item) =>
        item.postId === postId ? { ...item, plan, nextWakeupAt: plan.at } : item,
      );
      change(postId, { plan });
      return { plan, previous, shift, warnings: [] };
    },
    plan: async ({ postId, plan }) => {
      change(postId, { plan: plan === null ? null : planOf(plan.wallTime, plan.zone).plan });
      return { done: true };
    },
    unschedule: async ({ postId }) => {
      world.publications = world.publications.filter((item) => item.postId !== postId);
      change(postId, { status: "draft", publicationId: null });
      return { done: true };
    },
    publishNow: async ({ postId }) => {
      const plan = { wallTime: "2026-10-08T14:02", zone: "Europe/Berlin", at: world.now };
      return { publicationId: enqueue(postId, plan).id };
    },
    outbox: async ({ accountId, limit = 100 }) => {
      const all = world.publications.filter((item) => !accountId || item.accountId === accountId);
      const done = all.filter((item) => item.status === "published");
      return {
        open: all
          .filter((item) => item.status !== "published")
          .sort((a, b) => Number(isCalm(a)) - Number(isCalm(b)) || a.plan.at - b.plan.at),
        done: done.sort((a, b) => b.plan.at - a.plan.at).slice(0, limit),
        nextCursor: null,
      };
    },
    receipt: async ({ publicationId }) => {
      const publication = findPublication(world, publicationId);
      const account = world.accounts.find((item) => item.id === publication.accountId);
      const isPublished = publication.status === "published";
      const at = publication.plan.at;
      return {
        publication,
        username: account?.username ?? "",
        accountKind: account?.kind ?? "practice",
        scheduledAt: at - 6 * 86_400_000,
        dueAt: at,
        jitterMs: 0,
        publishedAt: publication.publishedAt,
        containerId: isPublished ? "17900000000000123" : null,
        contentSha256: isPublished ? "5f".repeat(32) : null,
        imageSha256: isPublished ? "a1".repeat(32) : null,
        items: isPublished ? itemsOf(world, publication) : [],
        afterwork: [],
        readings: isPublished ? readingsOf(publication, world.now) : [],
        attempts: isPublished ? attempts(publication.id, at) : [],
        audit: auditOf(at, isPublished),
      };
    },
    rehearse: async ({ postId }) => rehearsalOf(findPost(world, postId)),
    retryAfterwork: async () => ({ done: true }),
    exportReceipt: async ({ as }) => ({ saved: as === "json" ? "receipt.json" : "receipt.html" }),
    resolve: async ({ publicationId, answer }) =>
      settle(publicationId, answer.kind === "live" ? "published" : "failed"),
    retry: async ({ publicationId }) => settle(publicationId, "publishing"),
    dismiss: async ({ publicationId }) => settle(publicationId, "draft"),
    status: async () => statusOf(world),
    setPaused: async ({ paused }) => {
      world.settings = { ...world.settings, paused };
      emit("publishing.changed", { ids: [] });
      return statusOf(world);
    },
    openPermalink: async () => ({ done: true }),
  };
}

function attempts(publicationId: string, at: number) {
  const steps = ["host-media", "create-container", "read-container", "publish", "read-permalink"];
  return steps.map((step, index) => ({
    id: `${publicationId}-${index}`,
    at: at + index * 1900,
    step,
    outcome: "ok" as const,
    detail: "200 in 380 ms",
  }));
}

function statusOf(world: World) {
  const entries = world.posts.flatMap(entryOf).sort((a, b) => a.plan.at - b.plan.at);
  const waiting = entries.filter((entry) => WAITING.includes(entry.status));
  const isOld = (entry: CalendarEntry) => entry.plan.at < world.now - 7 * 86_400_000;
  return {
    paused: world.settings.paused,
    next: entries.filter((entry) => entry.status === "scheduled").slice(0, 3),
    publishing: entries.filter((entry) => entry.status === "publishing").length,
    attention: waiting.filter((entry) => !isOld(entry)).length,
    missed: waiting.filter((entry) => entry.status === "missed" && !isOld(entry)).length,
  };
}

function itemsOf(world: World, { postId, format }: Publication): Receipt["items"] {
  const media = world.posts.find((post) => post.id === postId)?.media ?? [];
  return media.map((item, at) => ({
    kind: item.mediaId.endsWith(".video") ? "video" : "picture",
    sha256: `${at}b`.repeat(32),
    containerId: format === "carousel" ? `1790000000000020${at}` : null,
  }));
}

function entryOf(post: Post): CalendarEntry[] {
  if (!post.plan) return [];
  const [first] = post.media;
  return [
    {
      postId: post.id,
      publicationId: post.publicationId,
      accountId: post.accountId,
      title: post.title,
      plan: post.plan,
      status: post.status,
      format: post.format,
      thumbnail: first ? `app-media://media/${first.mediaId}/thumbnail` : null,
    },
  ];
}

function planOf(wallTime: string, zone: string) {
  const resolved = resolveWallTime(wallTime, zone);
  return { plan: { wallTime: resolved.wallTime, zone, at: resolved.at }, shift: resolved.shift };
}

function isCalm(publication: Publication): boolean {
  return !WAITING.includes(publication.status);
}

function findPost(world: World, id: string): Post {
  const post = world.posts.find((item) => item.id === id);
  if (!post) throw new AppError("not-found", "This post is not there any more.");
  return post;
}

function findPublication(world: World, id: string): Publication {
  const publication = world.publications.find((item) => item.id === id);
  if (!publication) throw new AppError("not-found", "There is no such publication.");
  return publication;
}

function auditOf(at: number, isPublished: boolean): AuditLine[] {
  const line = (seq: number, who: AuditLine["who"], action: string) => ({
    seq,
    at,
    who,
    action,
    digest: `${seq}c`.repeat(32),
  });
  const scheduled = [line(4, "you", "schedule"), line(5, "you", "edit")];
  const sent = ["freeze", "publish", "published"].map((action, index) =>
    line(index + 6, "app", action),
  );
  return isPublished ? [...scheduled, ...sent] : scheduled;
}
