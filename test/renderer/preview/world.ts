import type { Account } from "../../../shared/contract/accounts.ts";
import type { Media, MediaHost } from "../../../shared/contract/media.ts";
import type { Slot } from "../../../shared/contract/pacing.ts";
import { PLAIN_OPTIONS } from "../../../shared/contract/post-defaults.ts";
import type { Post } from "../../../shared/contract/posts.ts";
import type {
  Problem,
  Publication,
  PublicationState,
} from "../../../shared/contract/publishing.ts";
import { SETTINGS_DEFAULTS } from "../../../shared/contract/settings-defaults.ts";
import type { Settings } from "../../../shared/contract/settings.ts";
import type { PostStatus } from "../../../shared/contract/values.ts";
import { resolveWallTime, wallTimeAt } from "../../../shared/rules/schedule.ts";
import { giveFormats } from "./sample-formats.ts";
import { videoMedia } from "./sample-videos.ts";
import { OCTOBER, STORY_NOW, TALES, ZONE, type Beat, type Tale } from "./story.ts";

const DAY = 86_400_000;
const MINUTE = 60_000;

/** Two evenings and a Sunday morning a week. */
const SLOTS: readonly Slot[] = [
  { weekday: 2, time: "18:30" },
  { weekday: 4, time: "18:30" },
  { weekday: 7, time: "10:00" },
];

/** What the fake main process knows. Changed by its routes. */
export type World = {
  /** Epoch ms UTC, or null for the computer's own clock. */
  now: number;
  accounts: Account[];
  media: Media[];
  removedMedia: Media[];
  posts: Post[];
  removedPosts: Post[];
  publications: Publication[];
  /** The slots of each account. */
  slots: Readonly<Record<string, readonly Slot[]>>;
  settings: Settings;
  hasMediaHostKey: boolean;
  mediaHostTried: MediaHost["lastTried"];
  mediaHostLeftovers: MediaHost["leftovers"];
  nextId: number;
};

/** Nothing yet: the first start. */
export function newWorld(now = STORY_NOW): World {
  return {
    now,
    accounts: [],
    media: [],
    removedMedia: [],
    posts: [],
    removedPosts: [],
    publications: [],
    slots: {},
    settings: { ...SETTINGS_DEFAULTS },
    hasMediaHostKey: false,
    mediaHostTried: null,
    mediaHostLeftovers: [],
    nextId: 1,
  };
}

/** A practice account and nothing in it. */
export function emptyWorld(now = STORY_NOW): World {
  return { ...newWorld(now), accounts: [practiceAccount(now)] };
}

/** A year of posts on a live account, with every status in October, and a practice account beside it. */
export function yearWorld(now = STORY_NOW): World {
  const world = { ...newWorld(now), accounts: [liveAccount(now), practiceAccount(now)] };
  world.media = [...sampleVideos(now), ...sampleMedia(now)];
  for (const beat of [...pastBeats(), ...OCTOBER]) tell(world, beat);
  for (const index of [17, 4, 12]) addDraft(world, index);
  giveFormats(world);
  world.slots = { "account-live": SLOTS };
  world.hasMediaHostKey = true;
  world.settings = {
    ...world.settings,
    mediaHostEndpoint: "https://fra1.example-objects.eu",
    mediaHostBucket: "defeah-pictures",
    mediaHostRegion: "eu-central-1",
  };
  countUses(world);
  return world;
}

/** The year, on the day Instagram held the live account back. */
export function heldWorld(now = STORY_NOW): World {
  const world = yearWorld(now);
  const [live, ...others] = world.accounts;
  if (!live) return world;
  const trouble: Account["trouble"] = {
    kind: "restricted",
    what: "Instagram has restricted this account, or wants it confirmed.",
    todo: "Open the Instagram app, follow what it asks, then resume the account here.",
    code: "25/2207050",
    sinceAt: now - 40 * MINUTE,
    calmUntilAt: null,
  };
  return { ...world, accounts: [{ ...live, trouble }, ...others] };
}

/** A live account with 43 days of its token left. */
export function liveAccount(now: number): Account {
  return {
    id: "account-live",
    kind: "instagram",
    login: "instagram",
    page: null,
    username: "defeah.home",
    name: "Defeah Home",
    platformUserId: "17841400000000001",
    state: "connected",
    stateReason: null,
    trouble: null,
    tokenObtainedAt: now - 17 * DAY,
    tokenExpiresAt: now + 43 * DAY,
    tokenExpiryIsEstimate: true,
    tokenIsDurable: true,
    timeZone: ZONE,
  };
}

/** The account of the practice Instagram. */
export function practiceAccount(now: number): Account {
  return {
    ...liveAccount(now),
    id: "account-practice",
    kind: "practice",
    login: "practice",
    username: "practice.defeah",
    name: "Practice",
    platformUserId: "17841400000000002",
    tokenExpiryIsEstimate: false,
    tokenObtainedAt: now - DAY,
    tokenExpiresAt: now + 59 * DAY,
  };
}

/** The next id of a kind, such as `post-12`. */
export function nextId(world: World, kind: string): string {
  world.nextId += 1;
  return `${kind}-${world.nextId}`;
}

/** What lists call a post: the first line of its caption. */
export function titleOf(caption: string): string {
  return caption.split("\n")[0]?.trim() || "Untitled post";
}

/** How often each picture is used, written into the pictures. */
export function countUses(world: World): void {
  const uses = new Map<string, number>();
  for (const { mediaId } of world.posts.flatMap((post) => post.media))
    uses.set(mediaId, (uses.get(mediaId) ?? 0) + 1);
  world.media = world.media.map((item) => ({ ...item, usedCount: uses.get(item.id) ?? 0 }));
}

/** A picture of the library; its id begins with the scene it shows. */
export function mediaOf(id: string, name: string, importedAt: number): Media {
  return {
    id,
    name,
    width: 1200,
    height: 1600,
    bytes: 412_000 + id.length * 9000,
    sourceFormat: name.endsWith("heic") ? "heic" : "jpeg",
    notes: name.endsWith("heic") ? ["converted-heic", "location-removed"] : ["location-removed"],
    altText: "",
    importedAt,
    usedCount: 0,
    thumbnail: `app-media://media/${id}/thumbnail`,
    picture: `app-media://media/${id}/picture`,
    file: `app-media://media/${id}/file`,
    kind: "picture",
    video: null,
    hasPoster: true,
  };
}

function sampleMedia(now: number): Media[] {
  return Array.from({ length: 8 }, (_, round) =>
    TALES.map((tale, index) => {
      const extension = (round + index) % 4 === 0 ? "heic" : "jpg";
      const name = `${tale.scene}-${round + 1}.${extension}`;
      return {
        ...mediaOf(`${tale.scene}.${round}`, name, now - round * 40 * DAY - index * 61 * MINUTE),
        altText: round < 2 ? `${tale.title}: ${tale.rest}` : "",
      };
    }),
  ).flat();
}

function sampleVideos(now: number): Media[] {
  const of = (scene: string, name: string, index: number) =>
    mediaOf(`${scene}.video`, name, now - (index + 2) * 57 * MINUTE);
  return [
    videoMedia(of("lamp-evening", "lamp-switched-on.mov", 0)),
    videoMedia(of("workshop-rack", "two-minutes-in-the-workshop.mov", 1), { durationMs: 127_000 }),
  ];
}

/** Four posts a week since last November, nearly all of them published. */
function pastBeats(): readonly Beat[] {
  const start = STORY_NOW - 330 * DAY;
  return Array.from({ length: 180 }, (_, index): Beat => {
    const day = wallTimeAt(start + Math.floor(index * 1.77) * DAY, ZONE).slice(0, 10);
    const time = ["18:30", "12:15", "10:00", "19:00"][index % 4] ?? "18:30";
    const status: PostStatus = index % 37 === 20 ? "missed" : "published";
    return { wallTime: `${day}T${time}`, tale: index % TALES.length, status };
  });
}

function addDraft(world: World, index: number): void {
  const tale = TALES[index] as Tale;
  world.posts.push({ ...postOf(world, tale), plan: null });
}

function tell(world: World, beat: Beat): void {
  const tale = TALES[beat.tale] as Tale;
  const plan = { wallTime: beat.wallTime, zone: ZONE, at: resolveWallTime(beat.wallTime, ZONE).at };
  const post = { ...postOf(world, tale), plan, status: beat.status, createdAt: plan.at - 6 * DAY };
  if (beat.status === "draft") {
    world.posts.push(post);
    return;
  }
  const publication = publicationOf(world, post);
  world.publications.push(publication);
  world.posts.push({ ...post, publicationId: publication.id });
}

function postOf(world: World, tale: Tale): Post {
  const id = nextId(world, "post");
  return {
    id,
    accountId: "account-live",
    title: tale.title,
    caption: `${tale.title}\n\n${tale.rest}\n\n#defeah #slowhome`,
    media: [
      {
        mediaId: `${tale.scene}.${world.nextId % 8}`,
        altText: `${tale.title}: ${tale.rest}`,
        crop: { aspect: "4:5", x: 0.5, y: 0.5 },
        userTags: [],
        productTags: [],
      },
    ],
    format: "image",
    options: PLAIN_OPTIONS,
    plan: null,
    status: "draft",
    publicationId: null,
    version: 3,
    createdAt: world.now - 6 * DAY,
    updatedAt: world.now - DAY,
  };
}

const STATES: Readonly<Record<PostStatus, PublicationState>> = {
  draft: "cancelled",
  scheduled: "scheduled",
  publishing: "publishing",
  published: "published",
  unknown: "outcome-unknown",
  "needs-you": "needs-you",
  missed: "missed",
  failed: "failed",
};

const PROBLEMS: Partial<Record<PostStatus, Problem>> = {
  failed: {
    what: "Instagram could not fetch the picture.",
    code: "9004/2207052",
    todo: "Check the media host in Settings, then try again.",
    button: "retry",
    raw: '{"error":{"message":"Only photo or video can be accepted as media type.","code":9004,"error_subcode":2207052}}',
  },
  unknown: {
    what: "The connection broke while Instagram was answering.",
    code: null,
    todo: "We are looking at the account. Nothing is sent again until we know.",
    button: "none",
    raw: null,
  },
  "needs-you": {
    what: "Two posts on the account may be this one.",
    code: null,
    todo: "Look at the account and say which it is.",
    button: "resolve",
    raw: null,
  },
  missed: {
    what: "The computer was off when this was due.",
    code: null,
    todo: "Publish it now, or choose another time.",
    button: "publish-now",
    raw: null,
  },
};

/** The publication behind a post, in the state its status says. */
export function publicationOf(world: World, post: Post): Publication {
  const plan = post.plan ?? { wallTime: "2026-10-08T18:30", zone: ZONE, at: world.now };
  const isPublished = post.status === "published";
  const igMediaId = isPublished ? `180${String(world.nextId).padStart(14, "0")}` : null;
  const [first] = post.media;
  return {
    id: nextId(world, "publication"),
    postId: post.id,
    accountId: post.accountId,
    title: titleOf(post.caption),
    format: post.format,
    thumbnail: first ? `app-media://media/${first.mediaId}/thumbnail` : null,
    state: STATES[post.status],
    status: post.status,
    waitReason: null,
    plan,
    nextWakeupAt: post.status === "scheduled" ? plan.at : null,
    publishedAt: isPublished ? plan.at + 9000 : null,
    lateByMs: isPublished ? 9000 : null,
    igMediaId,
    permalink: isPublished ? `https://www.instagram.com/p/C${world.nextId}xYz/` : null,
    problem: PROBLEMS[post.status] ?? null,
    candidates: [],
    updatedAt: plan.at,
  };
}
