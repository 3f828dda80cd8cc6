import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { LedgerEntry } from "../../electron/practice/ledger.ts";
import type { Account } from "../../shared/contract/accounts.ts";
import type { PostFormat, PostMedia } from "../../shared/contract/posts.ts";
import {
  FIELD_NAMES,
  offeredFields,
  type FieldName,
  type Login,
  type Offers,
} from "../../shared/rules/fields.ts";
import { EVERY_OPTION } from "../harness/every-option.ts";
import { HOUR, MINUTE, PublishingRun } from "../harness/publishing-run.ts";

const USER = { username: "studio.nord", x: 0.25, y: 0.75 };
const UNPLACED_USER = { username: "oak_and_linen", x: null, y: null };
const PRODUCT = { productId: "4711", x: 0.5, y: 1 };
const UNPLACED_PRODUCT = { productId: "4712", x: null, y: null };

type Received = Readonly<Record<string, string>>;

/** What of the whole post each field is on the wire. Those of a picture are compared item by item. */
const WHOLE: Readonly<Partial<Record<FieldName, Received>>> = {
  caption: { caption: "Morning light" },
  locationId: { location_id: "7640348500" },
  collaborators: { collaborators: '["studio.nord","oak_and_linen"]' },
  isPaidPartnership: { is_paid_partnership: "true" },
  sponsorIds: { branded_content_sponsor_ids: '["17841400000000009"]' },
  isAiGenerated: { is_ai_generated: "true" },
  cover: { thumb_offset: "1500" },
  shareToFeed: { share_to_feed: "false" },
  audioName: { audio_name: "Rain on oak" },
  trial: { trial_params: '{"graduation_strategy":"MANUAL"}' },
};
const ITEM_FIELDS: Readonly<Record<string, FieldName>> = {
  alt_text: "altText",
  user_tags: "userTags",
  product_tags: "productTags",
};
/** What is done once the post is out. */
const AFTERWARDS: Readonly<Partial<Record<FieldName, string>>> = {
  firstComment: "comment: #oak #linen",
  commentsEnabled: "comments off",
};

type Item = {
  readonly kind: "picture" | "video";
  readonly entered: Pick<PostMedia, "userTags" | "productTags">;
  /** All of it on the wire, where the login takes it. */
  readonly sent: Received;
};
const PICTURE: Item = {
  kind: "picture",
  entered: { userTags: [USER], productTags: [PRODUCT] },
  sent: {
    alt_text: "A vase.",
    user_tags: '[{"username":"studio.nord","x":0.25,"y":0.75}]',
    product_tags: '[{"product_id":"4711","x":0.5,"y":1}]',
  },
};
/** In a carousel accounts can be tagged in pictures alone. */
const CAROUSEL_VIDEO: Item = {
  kind: "video",
  entered: { userTags: [], productTags: [UNPLACED_PRODUCT] },
  sent: { product_tags: '[{"product_id":"4712"}]' },
};
const REEL: Item = {
  kind: "video",
  entered: { userTags: [USER, UNPLACED_USER], productTags: [UNPLACED_PRODUCT] },
  sent: {
    user_tags: '[{"username":"studio.nord"},{"username":"oak_and_linen"}]',
    product_tags: '[{"product_id":"4712"}]',
  },
};
/** A story's tags may stand somewhere, and need not. */
const story = (kind: Item["kind"]): Item => ({
  kind,
  entered: { userTags: [USER, UNPLACED_USER], productTags: [] },
  sent: {
    user_tags: '[{"username":"studio.nord","x":0.25,"y":0.75},{"username":"oak_and_linen"}]',
  },
});

type Shape = {
  readonly format: PostFormat;
  readonly items: readonly Item[];
  readonly hasCoverPicture?: true;
};
const SHAPES: Readonly<Record<string, Shape>> = {
  "single picture": { format: "image", items: [PICTURE] },
  "carousel of two pictures and a video": {
    format: "carousel",
    items: [PICTURE, PICTURE, CAROUSEL_VIDEO],
  },
  reel: { format: "reel", items: [REEL] },
  "reel with a picture as its cover": { format: "reel", items: [REEL], hasCoverPicture: true },
  "story of a picture": { format: "story", items: [story("picture")] },
  "story of a video": { format: "story", items: [story("video")] },
};

/** How an account of each login comes about, and where its platform writes down what it received. */
async function start(login: Login) {
  const run = await PublishingRun.start(login === "facebook" ? { login } : {});
  if (login !== "practice")
    return { run, account: run.account, ledger: () => run.practice.ledger() };
  const account = await run.ipc.accounts.connectPractice({ timeZone: "UTC" });
  return { run, account, ledger: () => ownLedger(run) };
}

/** Of the practice Instagram that the app itself runs. */
function ownLedger({ ports }: PublishingRun): readonly LedgerEntry[] {
  const folder = join(ports.paths.dataFolder, "practice");
  const [file] = readdirSync(folder).filter((name) => name.endsWith(".jsonl"));
  const lines = readFileSync(join(folder, file ?? ""), "utf8")
    .split("\n")
    .filter(Boolean);
  return lines.map((line) => LedgerEntry.parse(JSON.parse(line)));
}

type Sent = { readonly shape: Shape; readonly account: Account; readonly offers: Offers };

/** Enters every field that is offered into a new post. */
async function enterAll(run: PublishingRun, { shape, account, offers }: Sent): Promise<string> {
  const { format, items, hasCoverPicture } = shape;
  const mediaIds: string[] = [];
  for (const { kind } of items)
    mediaIds.push(kind === "video" ? await run.video() : await run.picture());
  const caption = offers.caption.isOffered ? "Morning light" : "";
  const { id: accountId } = account;
  const { id, media } = await run.ipc.posts.create({ accountId, caption, mediaIds, format });
  const cover = { kind: "picture", mediaId: hasCoverPicture ? await run.picture() : "" } as const;
  const options = { ...EVERY_OPTION, ...(hasCoverPicture ? { cover } : {}) };
  const offered = Object.entries(options).filter(([name]) => offers[name as FieldName].isOffered);
  await run.ipc.posts.save({
    id,
    patch: {
      options: Object.fromEntries(offered),
      media: media.map((item, index) => ({
        ...item,
        altText: offers.altText.isOffered ? "A vase." : "",
        userTags: items[index]?.entered.userTags ?? [],
        productTags: offers.productTags.isOffered ? (items[index]?.entered.productTags ?? []) : [],
      })),
    },
  });
  return id;
}

/** What the platform must have been told, container by container, and what was done afterwards. */
function wantedOf({ shape, offers }: Sent) {
  const names = FIELD_NAMES.filter((name) => offers[name].isOffered);
  const whole = Object.assign({}, ...names.map((name) => WHOLE[name] ?? {})) as Received;
  const { thumb_offset: _frame, ...withoutFrame } = whole;
  const post = shape.hasCoverPicture ? { ...withoutFrame, cover_url: "(address)" } : whole;
  const items = shape.items.map(({ sent }) => {
    const told = Object.entries(sent).filter(([name]) => {
      const field = ITEM_FIELDS[name];
      return field !== undefined && offers[field].isOffered;
    });
    return Object.fromEntries(told);
  });
  const containers = shape.format === "carousel" ? [...items, post] : [{ ...post, ...items[0] }];
  return { containers, afterwards: names.flatMap((name) => AFTERWARDS[name] ?? []) };
}

const MECHANICS = [
  "media_type",
  "image_url",
  "upload_type",
  "children",
  "is_carousel_item",
] as const;

function receivedBy(ledger: readonly LedgerEntry[]) {
  const containers = ledger.flatMap((entry) =>
    entry.kind === "container" ? [words(entry.received)] : [],
  );
  const afterwards = ledger.flatMap((entry) => {
    if (entry.kind === "comment") return [`comment: ${entry.text}`];
    return entry.kind === "comment-switch" ? [`comments ${entry.isEnabled ? "on" : "off"}`] : [];
  });
  return { containers, afterwards };
}

function words(received: Received): Received {
  const told = Object.entries(received);
  return Object.fromEntries(told.filter(([name]) => !MECHANICS.some((one) => one === name)));
}

const LOGINS: readonly Login[] = ["facebook", "instagram", "practice"];
const CASES = LOGINS.flatMap((login) => Object.keys(SHAPES).map((name) => [login, name] as const));

test.each(CASES)(
  "by %s login everything entered for a %s is what the platform received, and nothing else",
  async (login, name) => {
    const { run, account, ledger } = await start(login);
    await using _ = run;
    const shape = SHAPES[name];
    if (!shape) throw new Error("There is no such shape.");
    expect(account.login).toBe(login);
    const sent = { shape, account, offers: offeredFields(shape.format, login) };
    const publicationId = await run.schedule(await enterAll(run, sent), 20 * MINUTE);
    await run.clock.advance(25 * MINUTE);
    expect((await run.publication(publicationId)).state).toBe("published");
    await run.clock.advance(HOUR);
    expect(receivedBy(ledger())).toEqual(wantedOf(sent));
  },
);

test("no field is left out of this comparison, and Facebook's login is offered every one of them", () => {
  const compared = [WHOLE, AFTERWARDS].flatMap((part) => Object.keys(part));
  expect([...compared, ...Object.values(ITEM_FIELDS)].toSorted()).toEqual(FIELD_NAMES.toSorted());
  const offered = Object.values(SHAPES).flatMap(({ format }) => {
    const offers = offeredFields(format, "facebook");
    return FIELD_NAMES.filter((name) => offers[name].isOffered);
  });
  expect([...new Set(offered)].toSorted()).toEqual(FIELD_NAMES.toSorted());
});

test("what was frozen for after the post is out is what she entered", async () => {
  await using run = await PublishingRun.start();
  const id = await run.draft("Morning light");
  const options = { firstComment: "#oak #linen", commentsEnabled: false };
  await run.ipc.posts.save({ id, patch: { options } });
  const copy = await run.ipc.posts.duplicate({ id });
  expect(copy.options).toMatchObject(options);
  await run.ipc.posts.remove({ id: copy.id });
  expect((await run.ipc.posts.restore({ id: copy.id })).options).toEqual(copy.options);
});

test("handles are kept as Instagram writes them, and tags go with their picture", async () => {
  await using run = await PublishingRun.start();
  const id = await run.draft("Morning light");
  const { media } = await run.ipc.posts.get({ id });
  const typed = [{ username: " @Studio.Nord", x: 0, y: 1 }];
  const saved = await run.ipc.posts.save({
    id,
    patch: {
      options: { collaborators: ["https://instagram.com/Oak_and_Linen/", "@b"] },
      media: media.map((item) => ({ ...item, userTags: typed })),
    },
  });
  expect(saved.options.collaborators).toEqual(["oak_and_linen", "b"]);
  expect(saved.media[0]?.userTags).toEqual([{ username: "studio.nord", x: 0, y: 1 }]);
  expect(await run.ipc.posts.get({ id })).toEqual(saved);
});
