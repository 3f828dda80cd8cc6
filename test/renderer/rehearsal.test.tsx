// @vitest-environment jsdom
import { screen, waitFor, within } from "@testing-library/react";
import { expect, test } from "vitest";
import { resetDrafts } from "../../renderer/features/composer/use-draft.ts";
import { AppError } from "../../shared/result.ts";
import { axeFaults } from "./axe-faults.ts";
import { openApp } from "./open-app.tsx";
import { yearWorld } from "./preview/world.ts";

const carousel = () => {
  const world = yearWorld();
  const post = world.posts.find((one) => one.format === "carousel" && one.status === "scheduled");
  if (!post) throw new Error("The year has no such post.");
  return { world, post };
};
const open = async (user: ReturnType<typeof openApp>["user"]) => {
  await user.click(await screen.findByRole("button", { name: "What will be sent" }));
  return screen.findByRole("dialog", { name: "What will be sent" });
};

test("the composer shows each call a post will make, in order and by when", async () => {
  const { world, post } = carousel();
  const { user } = openApp(world, `/composer/${post.id}`);
  const dialog = await open(user);
  const lines = await within(dialog).findAllByRole("listitem");
  const words = lines.map((line) => line.querySelector("summary")?.textContent);
  const { length } = post.media;
  expect(words[0]).toMatch(/^1Make the container of item 1POST graph\.instagram\.com/);
  expect(words[length - 1]).toMatch(new RegExp(`^${length}Make the container of item ${length}`));
  expect(words.findIndex((line) => line?.includes("media_publish"))).toBeGreaterThan(2 * length);
  expect(
    within(dialog)
      .getAllByRole("heading", { level: 3 })
      .map((one) => one.textContent),
  ).toEqual(["2 min before", "When it is due", "10 s after"]);
  within(lines[0]!).getByText("{picture 1 on the media host}");
  within(lines[0]!).getByText("{access token}");
  expect(await axeFaults()).toEqual([]);
  await user.click(within(dialog).getByRole("button", { name: "Close" }));
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
});

test("what she has just typed is saved before it is rehearsed", async () => {
  const { world, post } = carousel();
  const { user, bridge } = openApp(world, `/composer/${post.id}`);
  await user.type(await screen.findByRole("textbox", { name: /caption/i }), "!");
  await open(user);
  const routes = bridge.calls.map((call) => call.route);
  expect(routes.indexOf("posts.save")).toBeGreaterThan(-1);
  expect(routes.indexOf("posts.save")).toBeLessThan(routes.indexOf("publishing.rehearse"));
  resetDrafts();
});

test("the outbox shows it for a post in the queue, and not for one that is out", async () => {
  const { world, post } = carousel();
  const { user } = openApp(world, `/outbox/${post.publicationId}`);
  const dialog = await open(user);
  await within(dialog).findByText("Publish");
  await user.keyboard("{Escape}");
  const out = world.posts.find((one) => one.status === "published");
  window.history.pushState(null, "", `/outbox/${out?.publicationId}`);
  window.dispatchEvent(new PopStateEvent("popstate"));
  await screen.findByText("once, with proof");
  expect(screen.queryByRole("button", { name: "What will be sent" })).toBeNull();
});

test("a post that breaks rules has their words in place of calls", async () => {
  const { world, post } = carousel();
  const reasons = ["The caption is 3 characters too long.", "Number 2 is too narrow."];
  const { user } = openApp(world, `/composer/${post.id}`, {
    "publishing.rehearse": () => ({ kind: "refused", reasons }),
  });
  const dialog = await open(user);
  const said = await within(dialog).findAllByRole("listitem");
  expect(said.map((one) => one.textContent)).toEqual(reasons);
});

test("a refusal of the app is said in the sheet", async () => {
  const { world, post } = carousel();
  const { user } = openApp(world, `/composer/${post.id}`, {
    "publishing.rehearse": () => {
      throw new AppError("conflict", "This post is being published just now.");
    },
  });
  const dialog = await open(user);
  expect((await within(dialog).findByRole("alert")).textContent).toContain("just now");
});
