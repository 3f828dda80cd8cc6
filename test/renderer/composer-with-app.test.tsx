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
  // Through the dialog, so that no bytes cross from jsdom's world into Node's: each has its own Uint8Array.
  const file = join(ports.paths.dataFolder, "shelf.jpg");
  await drawPicture({ width: 1200, height: 1800 }).jpeg().toFile(file);
  ports.given.picks.push([file]);
  const [picked] = (await app.ipc.media.pick({})).files;
  const imported = await app.ipc.media.importPicked({ ticket: picked?.ticket ?? "" });
  if (imported.outcome !== "imported") throw new Error("The picture was not imported");
  const post = await app.ipc.posts.create({ accountId: account.id, mediaIds: [imported.media.id] });
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
