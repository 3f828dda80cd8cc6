// @vitest-environment jsdom
import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { useImports } from "../../renderer/lib/imports.ts";
import { openApp } from "./open-app.tsx";
import { emptyWorld, yearWorld } from "./preview/world.ts";

beforeEach(() => useImports.getState().reset());
afterEach(() => void vi.restoreAllMocks());

const picture = (name: string) => new File([new Uint8Array([0xff, 0xd8, 0xff])], name);
const callsOf = (bridge: ReturnType<typeof openApp>["bridge"], route: string) =>
  bridge.calls
    .filter((call) => call.route === route)
    .map((call) => call.input as Record<string, unknown>);

function dropOn(target: Element, files: readonly File[]) {
  fireEvent.drop(target, { dataTransfer: { files, types: ["Files"] } });
}

test("an empty library says that the whole window takes pictures", async () => {
  openApp(emptyWorld(), "/library");
  await screen.findByText(/Drop photographs and videos anywhere on the window/);
  screen.getByRole("button", { name: "Add pictures or videos" });
});

test("each dropped file gets its own result, and one refused file stops no other", async () => {
  const { bridge } = openApp(yearWorld(), "/library", {
    "media.import": (input) => {
      const { name } = input as { name: string };
      const media = bridge.world.media[0]!;
      if (name === "broken.jpg")
        return { outcome: "refused", name, refusal: "truncated", reason: "The file is cut short." };
      if (name === "twice.jpg") return { outcome: "duplicate", name, media };
      return { outcome: "imported", name, media: { ...media, notes: ["converted-heic"] } };
    },
  });
  await screen.findByRole("heading", { name: "Library" });
  dropOn(document.body, ["broken.jpg", "twice.jpg", "phone.heic"].map(picture));
  const tray = await screen.findByRole("region", { name: "Import" });
  await within(tray).findByText("3 pictures: 1 added, 1 here already, 1 refused");
  within(tray).getByText("The file is cut short.");
  within(tray).getByText(/Already in the library/);
  within(tray).getByText("Converted from HEIC.");
});

test("a long import can be cancelled: what is under way ends, the rest is left out", async () => {
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const { user, bridge } = openApp(yearWorld(), "/library", {
    "media.import": async (input) => {
      await held;
      return {
        outcome: "imported",
        name: (input as { name: string }).name,
        media: bridge.world.media[0]!,
      };
    },
  });
  await screen.findByRole("heading", { name: "Library" });
  dropOn(
    document.body,
    Array.from({ length: 6 }, (_, index) => picture(`${index}.jpg`)),
  );
  await user.click(await screen.findByRole("button", { name: "Cancel" }));
  release();
  await screen.findByText("6 pictures: 2 added, 4 left out");
  expect(callsOf(bridge, "media.import")).toHaveLength(2);
});

test("a picture dropped on a day starts a draft there and opens it", async () => {
  const { bridge } = openApp(yearWorld(), "/calendar");
  const cell = await waitFor(() => {
    const days = [...document.querySelectorAll("[data-drop-day]")];
    expect(days.length).toBeGreaterThan(27);
    return days.at(-1)!;
  });
  const day = cell.getAttribute("data-drop-day");
  dropOn(cell, [picture("new.jpg")]);
  await waitFor(() => expect(callsOf(bridge, "posts.create")).toHaveLength(1));
  const [created] = callsOf(bridge, "posts.create");
  expect(created).toMatchObject({ mediaIds: [expect.any(String)] });
  expect(JSON.stringify(created)).toContain(String(day));
  await waitFor(() => expect(window.location.pathname).toMatch(/^\/composer\//));
});

test("files on the clipboard come in; words pasted into a field do not", async () => {
  const { bridge } = openApp(yearWorld(), "/library");
  const search = await screen.findByRole("searchbox");
  fireEvent.paste(search, {
    clipboardData: { files: [], types: ["text/plain"], getData: () => "vase" },
  });
  fireEvent.paste(document.body, {
    clipboardData: { files: [picture("pasted.png")], types: ["Files"] },
  });
  await waitFor(() =>
    expect(callsOf(bridge, "media.import").map(({ name }) => name)).toEqual(["pasted.png"]),
  );
});

test("the search asks the main process, and no match says so", async () => {
  const { user, bridge } = openApp(yearWorld(), "/library");
  await user.type(await screen.findByRole("searchbox"), "zzzz");
  await waitFor(() =>
    expect(callsOf(bridge, "media.list").at(-1)).toMatchObject({ search: "zzzz" }),
  );
  await screen.findByText("Nothing matches.");
});

test("a video shows its length, plays, and says what it may become and why not the rest", async () => {
  // jsdom lays nothing out, and the shelf draws only what is in sight.
  vi.spyOn(HTMLElement.prototype, "clientWidth", "get").mockReturnValue(1000);
  vi.spyOn(HTMLElement.prototype, "clientHeight", "get").mockReturnValue(900);
  const world = emptyWorld();
  world.media = yearWorld().media.filter(({ kind }) => kind === "video");
  const { user } = openApp(world, "/library");
  const tile = (await screen.findByText("2:07")).closest<HTMLElement>("[role=option]")!;
  within(tile).getByAltText("two-minutes-in-the-workshop.mov");
  await user.click(tile);
  const detail = await screen.findByRole("complementary", { name: /two-minutes/ });
  const player = detail.querySelector("video")!;
  expect(player.getAttribute("src")).toMatch(/^app-media:\/\/media\/.*\/file$/);
  within(detail).getByText(/1080 × 1920, 2:07, MP4, H\.264, 30 frames a second, AAC stereo/);
  const uses = within(detail).getByRole("list", { name: "What this video can be" });
  expect(
    within(uses)
      .getAllByRole("listitem")
      .map((line) => line.textContent),
  ).toEqual([
    "Reel",
    expect.stringMatching(/^Not a story The video lasts 2 min 7 s\./),
    expect.stringMatching(/^Carousel Longer than a minute/),
  ]);
  fireEvent.error(player);
  await within(detail).findByText(/cannot play the video/);
});

test("pictures and videos are told apart by a filter that lets go again", async () => {
  const { user, bridge } = openApp(yearWorld(), "/library");
  const filter = await screen.findByRole("button", { name: "Videos" });
  await user.click(filter);
  await screen.findByText("2 videos");
  expect(callsOf(bridge, "media.list").at(-1)).toMatchObject({ kind: "video" });
  await user.click(filter);
  await screen.findByText("154 in the library");
});

test("a file too large for one message goes piece by piece, in order and whole", async () => {
  const { bridge } = openApp(yearWorld(), "/library");
  await screen.findByRole("heading", { name: "Library" });
  const bytes = new Uint8Array(17 * 1024 * 1024).map((_, at) => at >> 16);
  dropOn(document.body, [new File([bytes], "long.mov")]);
  await screen.findByText("1 file: 1 added");
  expect(callsOf(bridge, "media.import")).toEqual([]);
  expect(callsOf(bridge, "media.beginImport")).toEqual([{ name: "long.mov", size: bytes.length }]);
  const pieces = callsOf(bridge, "media.appendImport").map((call) => call["bytes"] as Uint8Array);
  expect(pieces.map(({ length }) => length)).toEqual([
    ...Array.from({ length: 4 }, () => 4 * 1024 * 1024),
    1024 * 1024,
  ]);
  expect(Buffer.concat(pieces).equals(bytes)).toBe(true);
});
