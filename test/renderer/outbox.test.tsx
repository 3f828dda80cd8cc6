// @vitest-environment jsdom
import { screen, waitFor, within } from "@testing-library/react";
import { expect, test } from "vitest";
import type { Receipt } from "../../shared/contract/publishing.ts";
import { AppError } from "../../shared/result.ts";
import { axeFaults } from "./axe-faults.ts";
import { openApp } from "./open-app.tsx";
import { FakeBridge } from "./preview/fake-bridge.ts";
import { emptyWorld, yearWorld } from "./preview/world.ts";

const row = async (title: string) =>
  (await screen.findByText(title, { selector: "span.medium" })).closest("li")!;
/** The first row whose question is hers to answer. */
const needsHer = async () =>
  (await screen.findAllByRole("button", { name: "Say what happened…" }))[0]!.closest("li")!;
const callsOf = (bridge: ReturnType<typeof openApp>["bridge"], route: string) =>
  bridge.calls.filter((call) => call.route === route).map((call) => call.input);

test("an empty outbox says what will wait here, and leads to the calendar", async () => {
  const { user } = openApp(emptyWorld(), "/outbox");
  await user.click(await screen.findByRole("button", { name: "Plan a post" }));
  expect(window.location.pathname).toBe("/calendar");
});

test("what failed says what happened, which rule, what to do, and tries again at one press", async () => {
  const { user, bridge } = openApp(yearWorld(), "/outbox");
  const failed = await row("Kilim on oak");
  within(failed).getByText("Instagram could not fetch the picture.");
  within(failed).getByText(/Rule 9004\/2207052/);
  await user.click(within(failed).getByRole("button", { name: "Try again" }));
  await waitFor(() => expect(callsOf(bridge, "publishing.retry")).toHaveLength(1));
});

test("leaving a failed post be is asked first", async () => {
  const { user, bridge } = openApp(yearWorld(), "/outbox");
  await user.click(within(await row("Kilim on oak")).getByRole("button", { name: "Leave it" }));
  expect(callsOf(bridge, "publishing.dismiss")).toHaveLength(0);
  const question = await screen.findByRole("alertdialog");
  await user.click(within(question).getByRole("button", { name: "Leave it" }));
  await waitFor(() => expect(callsOf(bridge, "publishing.dismiss")).toHaveLength(1));
});

test("a post that needs her is answered by what she saw on the account", async () => {
  const { user, bridge } = openApp(yearWorld(), "/outbox");
  await user.click(within(await needsHer()).getByRole("button", { name: "Say what happened…" }));
  const dialog = await screen.findByRole("dialog");
  const answer = within(dialog).getByRole("button", { name: "That is so" });
  expect(answer.hasAttribute("disabled")).toBe(true);
  await user.click(within(dialog).getByRole("radio", { name: /It is not there/ }));
  await user.click(answer);
  await waitFor(() =>
    expect(callsOf(bridge, "publishing.resolve")).toEqual([
      expect.objectContaining({ answer: { kind: "not-live" } }),
    ]),
  );
});

test("a refused command says so where she is", async () => {
  const { user } = openApp(yearWorld(), "/outbox", {
    "publishing.retry": () => {
      throw new AppError("conflict", "It is being looked at already.");
    },
  });
  await user.click(within(await row("Kilim on oak")).getByRole("button", { name: "Try again" }));
  await screen.findByText("It is being looked at already.");
});

test("a done post opens its receipt beside the list, with every attempt, and keeps the filter", async () => {
  const { user } = openApp(yearWorld(), "/outbox");
  await user.click(await screen.findByRole("radio", { name: "Done" }));
  await user.click(await screen.findByRole("link", { name: /^Bed in washed blue.*Mon 5 Oct/ }));
  const receipt = await screen.findByRole("complementary", { name: "Receipt" });
  await within(receipt).findByText("once, with proof");
  within(receipt).getByText("9 s");
  expect(within(receipt).getAllByRole("listitem").length).toBeGreaterThan(3);
  within(receipt).getByText("You scheduled it");
  await user.click(within(receipt).getByRole("button", { name: "Save" }));
  await user.click(await screen.findByRole("menuitem", { name: "As a page to print" }));
  await screen.findByText("Saved as receipt.html.");
  expect(screen.getByRole("radio", { name: "Done" }).getAttribute("aria-checked")).toBe("true");
  await user.click(within(receipt).getByRole("button", { name: "Close the receipt" }));
  await waitFor(() => expect(screen.queryByRole("complementary", { name: "Receipt" })).toBeNull());
});

test("the receipt of a post that its account's pace has moved shows both times", async () => {
  const world = yearWorld();
  const plain = new FakeBridge(world);
  const { user } = openApp(world, "/outbox", {
    "publishing.receipt": async (input) => {
      const reply = await plain.invoke("publishing.receipt", input);
      if (!reply.ok) throw new Error(reply.error.message);
      const receipt = reply.data as Receipt;
      const jitterMs = 4 * 60_000;
      return { ...receipt, jitterMs, dueAt: receipt.publication.plan.at + jitterMs };
    },
  });
  await user.click(await screen.findByRole("radio", { name: "Done" }));
  await user.click(await screen.findByRole("link", { name: /^Bed in washed blue.*Mon 5 Oct/ }));
  const receipt = await screen.findByRole("complementary", { name: "Receipt" });
  const planned = await within(receipt).findByText("Planned");
  expect(planned.parentElement?.textContent).toMatch(/^Planned\d\d:\d0:00/);
  expect(within(receipt).getByText("Due").parentElement?.textContent).toMatch(
    /^Due\d\d:\d4:00.*, 4 min later by the account’s pace$/,
  );
});

test("the receipt tells what was done after publishing, and what was given up can be tried again", async () => {
  const world = yearWorld();
  const plain = new FakeBridge(world);
  const done = world.publications.find((item) => item.status === "published");
  const over = { waitReason: null, nextAt: null } as const;
  const problem = {
    what: "Instagram did not take the comment.",
    todo: "Look whether comments are on.",
    code: "100",
    raw: null,
    button: "retry",
  } as const;
  const retried: unknown[] = [];
  const { user } = openApp(world, `/outbox/${done?.id}`, {
    "publishing.receipt": async (input) => {
      const reply = await plain.invoke("publishing.receipt", input);
      if (!reply.ok) throw new Error(reply.error.message);
      const afterwork: Receipt["afterwork"] = [
        { kind: "first-comment", state: "given-up", ...over, doneAt: null, problem },
        { kind: "comments-off", state: "done", ...over, doneAt: world.now, problem: null },
      ];
      return { ...(reply.data as Receipt), afterwork };
    },
    "publishing.retryAfterwork": async (input) => {
      retried.push(input);
      return { done: true };
    },
  });
  const receipt = await screen.findByRole("complementary", { name: "Receipt" });
  await within(receipt).findByText("First comment not placed");
  within(receipt).getByText("Comments off");
  within(receipt).getByText(/^Instagram did not take the comment\..*\(100\)$/);
  await user.click(within(receipt).getByRole("button", { name: "Try again" }));
  expect(retried).toEqual([{ publicationId: done?.id, kind: "first-comment" }]);
});

test("the receipt of a carousel lists each of its pictures with its own container", async () => {
  const world = yearWorld();
  const carousel = world.publications.find(
    (item) => item.format === "carousel" && item.status === "published",
  );
  openApp(world, `/outbox/${carousel?.id}`);
  const items = within(await screen.findByRole("list", { name: "Pictures and videos" }));
  expect(items.getAllByText(/^Container \d+$/)).toHaveLength(4);
  expect(screen.getAllByText("Carousel").length).toBeGreaterThan(0);
});

test("pausing stops everything and the button turns into resuming", async () => {
  const { user, bridge } = openApp(yearWorld(), "/outbox");
  const [pause] = await screen.findAllByRole("button", { name: "Pause all publishing" });
  await user.click(pause!);
  await waitFor(() => expect(bridge.world.settings.paused).toBe(true));
  expect(
    (await screen.findAllByRole("button", { name: "Resume publishing" })).length,
  ).toBeGreaterThan(0);
});

test("the outbox has no fault that axe can see", async () => {
  openApp(yearWorld(), "/outbox");
  await row("Kilim on oak");
  expect(await axeFaults()).toEqual([]);
});

/** Opens the receipt of a published post. */
async function figuresOf(title: RegExp) {
  const { user } = openApp(yearWorld(), "/outbox");
  await user.click(await screen.findByRole("radio", { name: "Done" }));
  await user.click(await screen.findByRole("link", { name: title }));
  const receipt = await screen.findByRole("complementary", { name: "Receipt" });
  return within(receipt).findByRole("region", { name: "Figures" });
}

test("a receipt shows the figures at each age, those to come with their time, and how late one was taken", async () => {
  const figures = await figuresOf(/^Bed in washed blue.*Mon 5 Oct/);
  const heads = within(figures).getAllByRole("columnheader");
  expect(heads.map((head) => head.textContent)).toEqual(["Metric", "1 h", "24 h", "7 d", "28 d"]);
  const reach = within(figures).getByRole("row", { name: /^Reach/ });
  const cells = within(reach)
    .getAllByRole("cell")
    .map((cell) => cell.textContent);
  expect(cells.slice(0, 2).every((cell) => /^[\d,]+$/.test(cell ?? ""))).toBe(true);
  expect(cells.slice(2)).toEqual(["", ""]);
  within(figures).getByText("Taken late, at an age of 3 h 24 min.");
  within(figures).getByText("To be read Mon 12 Oct, 18:30 CEST");
  within(figures).getByRole("row", { name: /^Mean watch/ });
});

test("a receipt says which figures were missed, and which metric Instagram took back", async () => {
  const figures = await figuresOf(/^From clay to shelf.*Tue 6 Oct/);
  within(figures).getByText(/^The app was not running/);
  within(figures).getByText("Without Reposts. Instagram refused it (100).");
  const reach = within(figures).getByRole("row", { name: /^Reach/ });
  expect(within(reach).getAllByRole("cell")[0]?.textContent).toBe("–");
});
