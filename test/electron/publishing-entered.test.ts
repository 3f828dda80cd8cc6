import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { LedgerEntry } from "../../electron/practice/ledger.ts";
import type { PostFormat, PostOptions } from "../../shared/contract/posts.ts";
import {
  FIELD_NAMES,
  offeredFields,
  type FieldName,
  type Offers,
} from "../../shared/rules/fields.ts";
import { MINUTE, PublishingRun } from "../harness/publishing-run.ts";

/** Everything she can enter, each unlike what a new post has. */
const OPTIONS: PostOptions = {
  locationId: "7640348500",
  collaborators: ["studio.nord", "oak_and_linen"],
  isPaidPartnership: true,
  sponsorIds: ["17841400000000009"],
  isAiGenerated: true,
  cover: { kind: "frame", offsetMs: 1500 },
  shareToFeed: false,
  audioName: "Rain on oak",
  trial: "MANUAL",
  firstComment: "",
  commentsEnabled: true,
};
const USER = { username: "studio.nord", x: 0.25, y: 0.75 };
const PRODUCT = { productId: "4711", x: 0.5, y: 1 };

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
/** What of each item is on the wire, and the field it comes from. */
const PLACED = {
  user_tags: '[{"username":"studio.nord","x":0.25,"y":0.75}]',
  product_tags: '[{"product_id":"4711","x":0.5,"y":1}]',
};
const ITEMS: Readonly<Record<PostFormat, Received>> = {
  image: { alt_text: "A vase.", ...PLACED },
  carousel: { alt_text: "A vase.", ...PLACED },
  reel: {
    user_tags: '[{"username":"studio.nord"}]',
    product_tags: '[{"product_id":"4711"}]',
  },
  story: { user_tags: PLACED.user_tags },
};
const ITEM_FIELDS: Readonly<Record<string, FieldName>> = {
  alt_text: "altText",
  user_tags: "userTags",
  product_tags: "productTags",
};

function itemsOf(format: PostFormat, offers: Offers): Received {
  const told = Object.entries(ITEMS[format]).filter(([name]) => {
    const field = ITEM_FIELDS[name];
    return field !== undefined && offers[field].isOffered;
  });
  return Object.fromEntries(told);
}

/** Enters every field that is offered, sends the post and gives what the platform was told, container by container. */
async function sendAll(run: PublishingRun, format: PostFormat): Promise<readonly Received[]> {
  const account = await run.ipc.accounts.connectPractice({ timeZone: "UTC" });
  const offers = offeredFields(format, account.login);
  const id = await run.draft(offers.caption.isOffered ? "Morning light" : "", format);
  const { media } = await run.ipc.posts.get({ id });
  const options = Object.entries(OPTIONS).filter(([name]) => offers[name as FieldName].isOffered);
  await run.ipc.posts.save({
    id,
    patch: {
      accountId: account.id,
      options: Object.fromEntries(options),
      media: media.map((item) => ({
        ...item,
        altText: offers.altText.isOffered ? "A vase." : "",
        userTags: [USER],
        productTags: offers.productTags.isOffered ? [PRODUCT] : [],
      })),
    },
  });
  const publicationId = await run.schedule(id, 20 * MINUTE);
  await run.clock.advance(25 * MINUTE);
  expect((await run.publication(publicationId)).state).toBe("published");
  return ledgerOf(run).flatMap((entry) => (entry.kind === "container" ? [entry.received] : []));
}

/** Of the practice Instagram that the app itself runs. */
function ledgerOf({ ports }: PublishingRun): readonly LedgerEntry[] {
  const folder = join(ports.paths.dataFolder, "practice");
  const [file] = readdirSync(folder).filter((name) => name.endsWith(".jsonl"));
  const lines = readFileSync(join(folder, file ?? ""), "utf8")
    .split("\n")
    .filter(Boolean);
  return lines.map((line) => LedgerEntry.parse(JSON.parse(line)));
}

const MECHANICS = [
  "media_type",
  "image_url",
  "upload_type",
  "children",
  "is_carousel_item",
] as const;

function words(received: Received | undefined): Received {
  const told = Object.entries(received ?? {});
  return Object.fromEntries(told.filter(([name]) => !MECHANICS.some((one) => one === name)));
}

test.each<PostFormat>(["image", "carousel", "reel", "story"])(
  "everything entered for a %s is what the platform received, and nothing else",
  async (format) => {
    await using run = await PublishingRun.start();
    const received = await sendAll(run, format);
    const offers = offeredFields(format, "practice");
    const items = itemsOf(format, offers);
    const wanted = FIELD_NAMES.filter((name) => offers[name].isOffered);
    const whole = Object.assign({}, ...wanted.map((name) => WHOLE[name] ?? {})) as Received;
    if (format === "carousel") {
      expect(received.map(words)).toEqual([items, items, whole]);
      return;
    }
    expect(received.map(words)).toEqual([{ ...whole, ...items }]);
  },
);

test("no field is left out of this comparison", () => {
  const afterwards: FieldName[] = ["firstComment", "commentsEnabled"];
  const compared = [...Object.keys(WHOLE), ...Object.values(ITEM_FIELDS), ...afterwards];
  expect(compared.toSorted()).toEqual([...FIELD_NAMES].toSorted());
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
