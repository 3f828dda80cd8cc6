import { expect, test } from "vitest";
import type { EntryOf } from "../../electron/practice/ledger.ts";
import { MINUTE, PublishingRun } from "../harness/publishing-run.ts";

const DUE = 20 * MINUTE;

function uploads(run: PublishingRun): readonly Pick<EntryOf<"upload">, "offset" | "bytes">[] {
  return run.practice
    .ledger()
    .flatMap((entry) =>
      entry.kind === "upload" ? [{ offset: entry.offset, bytes: entry.bytes }] : [],
    );
}

async function sizeOf(run: PublishingRun, postId: string): Promise<number> {
  const { media } = await run.ipc.posts.get({ id: postId });
  return (await run.ipc.media.get({ id: media[0]?.mediaId ?? "" })).bytes;
}

test("after a cut only what has not arrived is sent, into the same container", async () => {
  await using run = await PublishingRun.start();
  const postId = await run.draft("Green sofa", "reel");
  const bytes = await sizeOf(run, postId);
  await run.schedule(postId, DUE);
  const cut = (afterBytes: number) => ({ kind: "cut", afterBytes }) as const;
  run.faults(
    { on: "upload", nth: 1, effect: cut(1000) },
    { on: "upload", nth: 2, effect: cut(0) },
    { on: "upload", nth: 3, effect: cut(2500) },
  );
  await run.clock.advance(DUE + MINUTE);
  expect(uploads(run)).toEqual([
    { offset: 0, bytes: 1000 },
    { offset: 1000, bytes: 0 },
    { offset: 1000, bytes: 2500 },
    { offset: 3500, bytes: bytes - 3500 },
  ]);
  expect(run.containers).toBe(1);
  expect(run.published).toEqual(["Green sofa"]);
});

test("a server that does not tell how much it has refuses to begin anew, and gets another container", async () => {
  await using run = await PublishingRun.start();
  await run.scheduled("Green sofa", DUE, "reel");
  run.faults(
    { on: "upload", nth: 1, effect: { kind: "cut", afterBytes: 1000 } },
    { on: "upload-offset", effect: { kind: "error", acts: false, code: 100 } },
  );
  await run.clock.advance(DUE + 2 * MINUTE);
  expect(run.containers).toBe(2);
  expect(run.published).toEqual(["Green sofa"]);
});

test("an upload that is to be tried again is, from where it stands", async () => {
  await using run = await PublishingRun.start();
  await run.scheduled("Green sofa", DUE, "reel");
  run.faults({ on: "upload", nth: 1, effect: { kind: "upload-failure", isRetriable: true } });
  await run.clock.advance(DUE + MINUTE);
  expect(run.containers).toBe(1);
  expect(run.published).toEqual(["Green sofa"]);
});

test.each(["reel", "carousel"] as const)(
  "where uploads are refused, a %s's video is fetched from the media host",
  async (format) => {
    await using run = await PublishingRun.start();
    const mediaIds = [await run.video()];
    if (format === "carousel") mediaIds.push(await run.picture());
    const accountId = run.account.id;
    const { id } = await run.ipc.posts.create({ accountId, caption: "Sofa", mediaIds, format });
    await run.schedule(id, DUE);
    run.faults({ on: "upload", effect: { kind: "upload-failure", isRetriable: false } });
    await run.clock.advance(DUE + MINUTE);
    expect(run.published).toEqual(["Sofa"]);
    expect(uploads(run)).toEqual([]);
    expect(run.store.objects.size, "what is left on the media host").toBe(0);
  },
);

test("where a container for uploads is refused, the next one names an address", async () => {
  await using run = await PublishingRun.start();
  const id = await run.scheduled("Green sofa", DUE, "reel");
  run.faults({ on: "create", nth: 1, effect: { kind: "error", acts: false, code: 100 } });
  await run.clock.advance(DUE + MINUTE);
  expect(run.published).toEqual(["Green sofa"]);
  const [made] = run.practice.ledger().filter((entry) => entry.kind === "container");
  expect(made?.received).toMatchObject({ video_url: "(address)" });
  expect(await run.history(id)).toContain("upload-video:refused");
});

test("an upload whose connection keeps dying is tried again, in the same container", async () => {
  await using run = await PublishingRun.start();
  await run.scheduled("Green sofa", DUE, "reel");
  run.faults({ on: "upload", nth: { from: 1, to: 3 }, effect: { kind: "drop", acts: false } });
  await run.clock.advance(DUE + 5 * MINUTE);
  expect(run.published).toEqual(["Green sofa"]);
  expect(run.containers).toBe(1);
});
