import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { createApp } from "../../electron/app.ts";
import { createHeadlessPorts } from "../../electron/headless/ports.ts";
import { createClient, on, type Bridge } from "../../shared/contract/client.ts";
import { PLAIN_OPTIONS } from "../../shared/contract/post-defaults.ts";
import { stops } from "../../shared/rules/check.ts";
import { checkPost } from "../../shared/rules/post.ts";
import { wallTimeAt } from "../../shared/rules/schedule.ts";
import type { Demo } from "./demo.ts";

/** The journey through the contract, where no browser can show a window. */
export async function demoWithoutWindow(demo: Demo): Promise<void> {
  const published = Promise.withResolvers<void>();
  const app = createApp(
    createHeadlessPorts({
      dataFolder: demo.data,
      root: join(import.meta.dirname, "../.."),
      onNote: ({ title, body }) => demo.say(`${title}: ${body}`),
      quit: () => {},
    }),
  );
  const bridge: Bridge = {
    invoke: app.dispatch,
    subscribe: (listener) => app.events.subscribe(listener),
  };
  const ipc = createClient(bridge);
  await app.start();
  const account = await ipc.accounts.connectPractice({});
  const pictures = [];
  for (const file of demo.files) {
    const result = await ipc.media.import({
      name: basename(file),
      bytes: new Uint8Array(readFileSync(file)),
    });
    demo.say(`${result.name}: ${result.outcome}`);
    if (result.outcome !== "refused") pictures.push(result.media);
  }
  const [picture] = pictures;
  if (!picture) throw new Error("None of the pictures could be used");
  const caption = "Three vases, low sun.\n#terracotta";
  const crop = { aspect: "4:5", x: 0.5, y: 0.5 } as const;
  const item = { crop, altText: "Vases", userTags: [], productTags: [], video: null };
  const facts = {
    caption,
    format: "image",
    options: PLAIN_OPTIONS,
    login: "practice",
    media: [{ ...item, picture: { ...picture, format: "jpeg" } }],
  } as const;
  const broken = stops(checkPost(facts));
  for (const check of broken) demo.say(check.message);
  const post = await ipc.posts.create({ accountId: account.id, caption, mediaIds: [picture.id] });
  await ipc.posts.save({
    id: post.id,
    patch: { media: [{ mediaId: picture.id, altText: "Vases", crop }] },
  });
  const wallTime = wallTimeAt(Date.now() + 60_000, account.timeZone);
  const { publicationId } = await ipc.publishing.schedule({
    postId: post.id,
    wallTime,
    zone: account.timeZone,
  });
  demo.say(`Scheduled for ${wallTime} ${account.timeZone}.`);
  const look = async () => {
    const { publication } = await ipc.publishing.receipt({ publicationId });
    if (publication.state === "published" && publication.permalink) published.resolve();
  };
  on(bridge, "publishing.changed", () => void look());
  await published.promise;
  demo.say(JSON.stringify(await ipc.publishing.receipt({ publicationId }), null, 2));
  await app.stop();
}
