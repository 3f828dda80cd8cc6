import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createApp } from "../../electron/app.ts";
import { createHeadlessPorts } from "../../electron/headless/ports.ts";
import { createClient } from "../../shared/contract/client.ts";
import type { Client } from "../../shared/contract/contract.ts";
import { wallTimeAt } from "../../shared/rules/schedule.ts";

const root = join(import.meta.dirname, "../..");
const DAY_MS = 86_400_000;
const PICTURES = 12;

/**
 * Fills a data folder through the contract as a year of use would: the practice account, pictures of the sample pack, and
 * posts evenly from half a year ago to half a year ahead. Those ahead are scheduled, the others are planned drafts.
 */
export async function makeYearOfPosts(dataFolder: string, count: number): Promise<void> {
  const nothing = () => {};
  const app = createApp(createHeadlessPorts({ dataFolder, root, onNote: nothing, quit: nothing }));
  const ipc = createClient({ invoke: app.dispatch, subscribe: () => nothing });
  await app.start({ publishes: false });
  try {
    const { id: accountId, timeZone: zone } = await ipc.accounts.connectPractice({});
    const pictures = await importPictures(ipc);
    const first = Date.now() - 180 * DAY_MS;
    for (let index = 0; index < count; index++) {
      const at = first + Math.round((index * 360 * DAY_MS) / count);
      // Nothing falls due while the measurement runs.
      if (Math.abs(at - Date.now()) < DAY_MS) continue;
      const plan = { wallTime: wallTimeAt(at, zone), zone };
      const mediaId = pictures[index % pictures.length] ?? "";
      const caption = `Post ${index}: low sun on terracotta.\n#decor #vase #autumn`;
      const { id, media } = await ipc.posts.create({
        accountId,
        caption,
        mediaIds: [mediaId],
        plan,
      });
      if (at < Date.now()) continue;
      const crop = { aspect: "4:5", x: 0.5, y: 0.5 } as const;
      const described = media.map((item) => ({ ...item, crop, altText: "A vase on a shelf" }));
      await ipc.posts.save({ id, patch: { media: described } });
      await ipc.publishing.schedule({ postId: id, ...plan });
    }
  } finally {
    await app.stop();
  }
}

async function importPictures(ipc: Client): Promise<string[]> {
  const folder = join(root, "resources/brand-pack");
  const ids: string[] = [];
  for (const name of readdirSync(folder).slice(0, PICTURES)) {
    const bytes = new Uint8Array(readFileSync(join(folder, name)));
    const result = await ipc.media.import({ name, bytes });
    if (result.outcome !== "refused") ids.push(result.media.id);
  }
  if (ids.length === 0) throw new Error("No picture of the sample pack could be imported");
  return ids;
}
