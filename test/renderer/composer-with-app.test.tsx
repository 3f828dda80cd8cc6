// @vitest-environment jsdom
import { join } from "node:path";
import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, expect, test, vi } from "vitest";
import { ComposerScreen } from "../../renderer/features/composer/composer-screen.tsx";
import { resetDrafts } from "../../renderer/features/composer/use-draft.ts";
import { useNotices } from "../../renderer/lib/notices.ts";
import { ShownAccountProvider } from "../../renderer/lib/shown-account.tsx";
import { resetUndo } from "../../renderer/lib/undo.ts";
import type { Media } from "../../shared/contract/media.ts";
import { fakePorts } from "../fakes/ports.ts";
import { drawPicture } from "../harness/pictures.ts";
import { createTestApp } from "../harness/test-app.ts";

afterEach(() => {
  cleanup();
  resetDrafts();
  resetUndo();
  useNotices.getState().reset();
  vi.useRealTimers();
});

test("over the real app: words are in the database as they are typed, and the post is scheduled as it stands", async () => {
  const ports = fakePorts({ fetch: globalThis.fetch });
  await using app = await createTestApp(ports);
  const account = await app.ipc.accounts.connectPractice({ timeZone: "Europe/Berlin" });
  const media = await importShelf(app, ports, { width: 1200, height: 1800 });
  const post = await app.ipc.posts.create({ accountId: account.id, mediaIds: [media.id] });
  vi.useFakeTimers({ now: ports.clock.now(), toFake: ["Date"] });
  Object.assign(window, { bridge: app.bridge });
  const user = userEvent.setup({ delay: null });
  render(
    <ShownAccountProvider account={account}>
      <ComposerScreen postId={post.id} />
    </ShownAccountProvider>,
  );

  await user.type(await screen.findByLabelText("Caption"), "Oak and brass");
  await waitFor(async () =>
    expect((await app.ipc.posts.get({ id: post.id })).caption).toBe("Oak and brass"),
  );
  await user.click(await screen.findByRole("button", { name: "Crop to 4:5" }));
  await user.type(screen.getByLabelText("Alt text"), "A shelf");

  await user.click(screen.getByRole("button", { name: "Schedule…" }));
  const dialog = within(await screen.findByRole("dialog", { name: "When it goes out" }));
  fireEvent.change(dialog.getByLabelText("Day"), { target: { value: "2026-10-25" } });
  fireEvent.change(dialog.getByLabelText("Time"), { target: { value: "02:30" } });
  await user.click(dialog.getByRole("button", { name: "Set Sun 25 Oct, 02:30 CEST" }));
  await user.click(
    await screen.findByRole("button", { name: "Schedule for Sun 25 Oct, 02:30 CEST" }),
  );

  await screen.findByRole("button", { name: "Back to draft" });
  expect(await app.ipc.posts.get({ id: post.id })).toMatchObject({
    status: "scheduled",
    caption: "Oak and brass",
    media: [{ altText: "A shelf", crop: { aspect: "4:5", x: 0.5, y: 0.5 } }],
    plan: { wallTime: "2026-10-25T02:30", zone: "Europe/Berlin", at: Date.UTC(2026, 9, 25, 0, 30) },
  });
  expect(useNotices.getState().items[0]?.message).toContain("02:30 comes twice in Berlin");
});

test("over the real app: a second picture makes a carousel; order, tags and options are in the database as she set them", async () => {
  const ports = fakePorts({ fetch: globalThis.fetch });
  await using app = await createTestApp(ports);
  const account = await app.ipc.accounts.connectPractice({ timeZone: "Europe/Berlin" });
  const first = await importShelf(app, ports, { width: 1200, height: 1500 });
  const second = await importShelf(app, ports, { width: 1080, height: 1350 });
  const post = await app.ipc.posts.create({ accountId: account.id, mediaIds: [first.id] });
  vi.useFakeTimers({ now: ports.clock.now(), toFake: ["Date"] });
  Object.assign(window, { bridge: app.bridge });
  const user = userEvent.setup({ delay: null });
  render(
    <ShownAccountProvider account={account}>
      <ComposerScreen postId={post.id} />
    </ShownAccountProvider>,
  );

  await user.click(await screen.findByRole("button", { name: /^Add more/ }));
  const dialog = within(await screen.findByRole("dialog", { name: "Add to the post" }));
  await user.click(await dialog.findByRole("option"));
  await user.click(dialog.getByRole("button", { name: "Add" }));
  (await screen.findByRole("button", { name: "Number 2" })).focus();
  await user.keyboard("{Alt>}{ArrowLeft}{/Alt}");
  await user.click(screen.getByRole("button", { name: /^More options/ }));
  await user.type(screen.getByRole("textbox", { name: /^Tag an account/ }), "@Terra{Enter}");
  await user.type(screen.getByRole("textbox", { name: "Collaborators" }), "@Haus.Lund");

  const tag = { username: "terra", x: 0.5, y: 0.5 };
  await waitFor(async () =>
    expect(await app.ipc.posts.get({ id: post.id })).toMatchObject({
      format: "carousel",
      media: [
        { mediaId: second.id, userTags: [tag] },
        { mediaId: first.id, userTags: [] },
      ],
      options: { collaborators: ["haus.lund"] },
    }),
  );
});

/** Through the dialog, so that no bytes cross from jsdom's world into Node's: each has its own Uint8Array. */
async function importShelf(
  app: Awaited<ReturnType<typeof createTestApp>>,
  ports: ReturnType<typeof fakePorts>,
  size: { readonly width: number; readonly height: number },
): Promise<Media> {
  const file = join(ports.paths.dataFolder, `shelf-${size.width}.jpg`);
  await drawPicture(size).jpeg().toFile(file);
  ports.given.picks.push([file]);
  const [picked] = (await app.ipc.media.pick({})).files;
  const imported = await app.ipc.media.importPicked({ ticket: picked?.ticket ?? "" });
  if (imported.outcome !== "imported") throw new Error("The picture was not imported");
  return imported.media;
}
