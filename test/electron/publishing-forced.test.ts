import { expect, test } from "vitest";
import type { PostOptions, ProductTag } from "../../shared/contract/posts.ts";
import { FIELD_NAMES, offeredFields, type FieldName } from "../../shared/rules/fields.ts";
import { MINUTE, PublishingRun } from "../harness/publishing-run.ts";

type Forced = { readonly options?: Partial<PostOptions>; readonly productTags?: ProductTag[] };

/** What Facebook's login alone can send. */
const FORCED: Readonly<Partial<Record<FieldName, Forced>>> = {
  productTags: { productTags: [{ productId: "4711", x: 0.5, y: 1 }] },
  isPaidPartnership: { options: { isPaidPartnership: true } },
  sponsorIds: { options: { sponsorIds: ["17841400000000009"] } },
};

/** Past the composer, which does not offer it. */
async function force(run: PublishingRun, id: string, forced: Forced): Promise<void> {
  const { options = {}, productTags = [] } = forced;
  const { media } = await run.ipc.posts.get({ id });
  const tagged = media.map((item) => ({ ...item, productTags }));
  await run.ipc.posts.save({ id, patch: { options, media: tagged } });
}

function whyNot(field: FieldName): string {
  const offer = offeredFields("image", "instagram")[field];
  return offer.isOffered ? "" : offer.why;
}

const FIELDS = Object.entries(FORCED) as [FieldName, Forced][];

test.each(FIELDS)(
  "by Instagram's own login %s is not offered, says why, and is refused when it is forced, before scheduling and after",
  async (field, forced) => {
    await using run = await PublishingRun.start();
    const why = whyNot(field);
    expect(why).toMatch(/only from accounts connected through Facebook/);
    const postId = await run.draft("Sofa");
    await force(run, postId, forced);
    const refused = { code: "invalid-input", message: expect.stringContaining(why) };
    await expect(run.schedule(postId)).rejects.toMatchObject(refused);
    await expect(run.ipc.publishing.publishNow({ postId })).rejects.toMatchObject(refused);
    const queued = await run.draft("Chair");
    const publicationId = await run.schedule(queued);
    await force(run, queued, forced);
    await run.clock.advance(15 * MINUTE);
    const { state, problem } = await run.publication(publicationId);
    expect([state, problem?.what]).toEqual(["failed", expect.stringContaining(why)]);
    expect(run.containers).toBe(0);
  },
);

test("what was entered for Facebook's login is refused once the post is another account's", async () => {
  await using run = await PublishingRun.start({ login: "facebook" });
  const postId = await run.draft("Sofa");
  await force(run, postId, { options: { isPaidPartnership: true } });
  const { id: accountId } = await run.ipc.accounts.connectPractice({ timeZone: "UTC" });
  await run.ipc.posts.save({ id: postId, patch: { accountId } });
  await expect(run.schedule(postId)).rejects.toMatchObject({
    message: expect.stringContaining(whyNot("isPaidPartnership")),
  });
});

test("these are all the fields that Facebook's login has alone", () => {
  const alone = FIELD_NAMES.filter(
    (name) =>
      offeredFields("image", "facebook")[name].isOffered &&
      !offeredFields("image", "instagram")[name].isOffered,
  );
  expect(alone.toSorted()).toEqual(Object.keys(FORCED).toSorted());
});
