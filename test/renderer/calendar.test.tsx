// @vitest-environment jsdom
import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import axe from "axe-core";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { AppError } from "../../shared/result.ts";
import { openApp } from "./open-app.tsx";
import { STORY_NOW } from "./preview/story.ts";
import { emptyWorld, yearWorld, type World } from "./preview/world.ts";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: STORY_NOW });
  localStorage.clear();
  vi.stubGlobal("innerHeight", 800); // three rows a day in a month of five weeks
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** Opens the calendar of October 2026 and waits until it is drawn. */
async function openCalendar(world: World = yearWorld(), answers = {}) {
  const opened = openApp(world, "/calendar", answers);
  await screen.findByRole("grid");
  return opened;
}

const dayButton = (name: RegExp) => screen.getByRole("button", { name });
const cellOf = (day: string) => {
  const cell = document.querySelector<HTMLElement>(`[data-drop-day="${day}"]`);
  if (!cell) throw new Error(`${day} is not in sight`);
  return cell;
};
const titlesOn = (day: string) =>
  [...cellOf(day).querySelectorAll<HTMLElement>("[data-post] > [class*=title]")].map(
    (title) => title.textContent,
  );
const postOn = (day: string, title: string) =>
  within(cellOf(day)).getByRole("link", { name: new RegExp(title) });
const toast = (text: RegExp) => screen.findByText(text, { selector: "[class*=words]" });

/** The post of a title in the made-up world, as the main process has it. */
const planOf = (world: World, title: string, status: string) =>
  world.posts.find((post) => post.title === title && post.status === status && post.plan)?.plan;

describe("a month", () => {
  test("shows each post under its day with time, title and status in words, the month's days as a grid", async () => {
    await openCalendar();
    expect(screen.getByRole("heading", { level: 1 }).textContent).toBe("October 2026");
    expect(screen.getByText("Berlin, CEST (UTC+2)")).toBeDefined();
    expect(screen.getAllByRole("gridcell")).toHaveLength(35);
    const card = await screen.findByRole("link", { name: /Dovetails, cut by hand/ });
    expect(card.textContent).toBe("18:30Dovetails, cut by handScheduled");
    expect(titlesOn("2026-10-08")).toEqual(["Halo mirror", "Olive and oak", "Oda lamp at dusk"]);
    expect(cellOf("2026-10-25").textContent).toContain("Clocks go back");
    expect(cellOf("2026-10-08").getAttribute("aria-current")).toBe("date");
  });

  test("begins on the day of the settings", async () => {
    const world = yearWorld();
    world.settings = { ...world.settings, weekStartsOn: "saturday" };
    await openCalendar(world);
    expect(screen.getAllByRole("gridcell")[0]?.dataset["dropDay"]).toBe("2026-09-26");
  });

  test("goes by the account's clock, not the computer's", async () => {
    const world = yearWorld();
    world.accounts = world.accounts.map((account) => ({
      ...account,
      timeZone: "Pacific/Auckland",
    }));
    await openCalendar(world);
    await waitFor(() =>
      expect(titlesOn("2026-10-10")).toEqual(["Dovetails, cut by hand", "Pears and beeswax"]),
    );
    expect(cellOf("2026-10-09").getAttribute("aria-current")).toBe("date");
    expect(cellOf("2026-10-10").textContent).toContain("05:30");
  });

  test("turns to the months beside it and back to today", async () => {
    const { user } = await openCalendar();
    await user.click(screen.getByRole("button", { name: "Next month" }));
    expect(screen.getByRole("heading", { level: 1 }).textContent).toBe("November 2026");
    await waitFor(() => expect(titlesOn("2026-11-02")).toEqual(["Autumn light begins"]));
    await user.click(screen.getByRole("button", { name: "Today" }));
    expect(screen.getByRole("heading", { level: 1 }).textContent).toBe("October 2026");
  });

  test("a click opens the composer, and the receipt of a published post", async () => {
    const { user } = await openCalendar();
    await user.click(await screen.findByRole("link", { name: /Pears and beeswax/ }));
    expect(window.location.pathname).toMatch(/^\/composer\/post-/);
  });

  test("more posts than fit are behind +N more, which shows them all in place and puts them away again", async () => {
    const world = yearWorld();
    const [model] = world.posts.filter(
      (post) => post.title === "Dovetails, cut by hand" && post.status === "scheduled",
    );
    for (const hour of ["08", "09", "10", "11", "12", "13"]) {
      const plan = model!.plan!;
      const wallTime = `2026-10-09T${hour}:00`;
      const at = plan.at - (18.5 - Number(hour)) * 3_600_000;
      world.posts.push({ ...model!, id: `more-${hour}`, plan: { ...plan, wallTime, at } });
    }
    stubHeights(400);
    const { user } = await openCalendar(world);
    await waitFor(() => expect(titlesOn("2026-10-09").length).toBeGreaterThan(1));
    const shown = titlesOn("2026-10-09").length;
    const more = screen.getByRole("button", { name: /more on Friday 9 October/ });
    expect(more.textContent).toBe(`+${7 - shown} more`);
    await user.click(more);
    expect(titlesOn("2026-10-09")).toHaveLength(7);
    await user.keyboard("{Escape}");
    expect(titlesOn("2026-10-09")).toHaveLength(shown);
  });

  test("is read again when something changed, whoever changed it", async () => {
    const { bridge } = await openCalendar();
    await waitFor(() => expect(titlesOn("2026-10-09")).toEqual(["Dovetails, cut by hand"]));
    const id = bridge.world.posts.find(
      (post) => post.title === "Dovetails, cut by hand" && post.status === "scheduled",
    )!.id;
    await act(() => bridge.invoke("posts.remove", { id }));
    await waitFor(() => expect(titlesOn("2026-10-09")).toEqual([]));
  });

  test("says why it could not be read and reads again when asked", async () => {
    const failing = vi.fn(() => {
      throw new AppError("internal", "Something went wrong. Incident 7.");
    });
    const { user } = await openCalendar(yearWorld(), { "publishing.calendar": failing });
    expect((await screen.findByRole("alert")).textContent).toContain("Incident 7");
    await user.click(screen.getByRole("button", { name: "Try again" }));
    await waitFor(() => expect(failing.mock.calls.length).toBeGreaterThan(1));
  });

  test("has nothing an accessibility checker objects to", async () => {
    await openCalendar();
    await screen.findByRole("link", { name: /Pears and beeswax/ });
    const main = document.querySelector("main");
    const { violations } = await axe.run(main!, {
      rules: { "color-contrast": { enabled: false } },
    });
    expect(violations.map((violation) => `${violation.id}: ${violation.nodes[0]?.html}`)).toEqual(
      [],
    );
  });
});

describe("filters and views", () => {
  test("chips count what the month holds and show only what is chosen, also after coming back", async () => {
    const { user } = await openCalendar();
    const failed = await screen.findByRole("button", { name: /^Failed ?1$/ });
    await user.click(failed);
    expect(document.querySelectorAll("[data-post]")).toHaveLength(1);
    await user.click(screen.getByRole("link", { name: "Library" }));
    await user.click(screen.getByRole("link", { name: "Calendar" }));
    expect((await screen.findByRole("button", { name: /^Failed ?1$/ })).ariaPressed).toBe("true");
    await user.click(screen.getByRole("button", { name: /^All/ }));
    expect(document.querySelectorAll("[data-post]").length).toBeGreaterThan(20);
  });

  test("the week shows the same posts by the hour", async () => {
    const { user } = await openCalendar();
    await user.click(screen.getByRole("radio", { name: "Week" }));
    expect(screen.getByRole("heading", { level: 1 }).textContent).toBe("5 – 11 October");
    await waitFor(() =>
      expect(titlesOn("2026-10-08")).toEqual(["Halo mirror", "Olive and oak", "Oda lamp at dusk"]),
    );
    await user.click(screen.getByRole("button", { name: "Next week" }));
    expect(screen.getByRole("heading", { level: 1 }).textContent).toBe("12 – 18 October");
  });

  test("the list goes by day, turns around, and its arrows go from post to post", async () => {
    stubHeights(900);
    const { user } = await openCalendar();
    await user.click(screen.getByRole("radio", { name: "List" }));
    const heads = () => screen.getAllByRole("rowheader").map((head) => head.textContent);
    await waitFor(() => expect(heads()).toContain("Today, Thursday 8 October"));
    expect(heads()[0]).toBe("Thursday 1 October");
    const row = document.querySelector<HTMLElement>("[data-post][tabindex='0']")!;
    expect(row.textContent).toContain("Halo mirror");
    act(() => row.focus());
    await user.keyboard("{ArrowDown}");
    expect(document.activeElement?.textContent).toContain("Olive and oak");
    await user.click(screen.getByRole("button", { name: "Earliest first" }));
    expect(heads()[0]).toBe("Wednesday 28 October");
  });
});

describe("the keyboard", () => {
  test("one place for Tab, arrows between days and posts, Page keys between months", async () => {
    const { user } = await openCalendar();
    await screen.findByRole("link", { name: /Pears and beeswax/ });
    expect(document.querySelectorAll("[role=grid] [tabindex='0']")).toHaveLength(1);
    act(() => dayButton(/^Thursday 8 Oct/).focus());
    await user.keyboard("{ArrowRight}{ArrowDown}");
    expect(document.activeElement?.textContent).toContain("Dovetails");
    await user.keyboard("{ArrowRight}");
    expect(document.activeElement?.textContent).toContain("Pears and beeswax");
    await user.keyboard("{PageDown}");
    expect(screen.getByRole("heading", { level: 1 }).textContent).toBe("November 2026");
    expect(document.activeElement?.getAttribute("aria-label")).toMatch(/^Tuesday 10 Nov/);
    expect(document.querySelectorAll("[role=grid] [tabindex='0']")).toHaveLength(1);
  });

  test("Alt and an arrow moves a post by a day, keeps its time, says so, and undo puts it back", async () => {
    const { user, bridge } = await openCalendar();
    const card = await screen.findByRole("link", { name: /Dovetails/ });
    act(() => card.focus());
    await user.keyboard("{Alt>}{ArrowRight}{/Alt}");
    expect(await toast(/Moved to Sat 10 Oct, 18:30 CEST/)).toBeDefined();
    await waitFor(() => expect(titlesOn("2026-10-10")).toContain("Dovetails, cut by hand"));
    expect(document.activeElement?.textContent).toContain("Dovetails");
    await user.keyboard("{Control>}z{/Control}");
    await waitFor(() => expect(titlesOn("2026-10-09")).toEqual(["Dovetails, cut by hand"]));
    expect(planOf(bridge.world, "Dovetails, cut by hand", "scheduled")?.wallTime).toBe(
      "2026-10-09T18:30",
    );
  });

  test("a refused move jumps back and says why", async () => {
    const { user, bridge } = await openCalendar();
    const card = await screen.findByRole("link", { name: /Dovetails/ });
    bridge.answer("publishing.move", () => {
      throw new AppError("conflict", "It is being published right now.");
    });
    act(() => card.focus());
    await user.keyboard("{Alt>}{ArrowDown}{/Alt}");
    expect(await toast(/It is being published right now/)).toBeDefined();
    expect(titlesOn("2026-10-09")).toEqual(["Dovetails, cut by hand"]);
    expect(titlesOn("2026-10-16")).toEqual([]);
  });

  test("M asks for day and time, and tells when the clocks skip or repeat it", async () => {
    const { user, bridge } = await openCalendar();
    const card = await screen.findByRole("link", { name: /Lund|Green sofa/ });
    act(() => card.focus());
    await user.keyboard("m");
    const dialog = await screen.findByRole("dialog");
    fireEvent.change(within(dialog).getByLabelText("Day"), { target: { value: "2026-10-25" } });
    fireEvent.change(within(dialog).getByLabelText("Time"), { target: { value: "02:30" } });
    expect(within(dialog).getByRole("status").textContent).toMatch(/02:30 comes twice: the first/);
    await user.click(within(dialog).getByRole("button", { name: "Move" }));
    expect(await toast(/Moved to Sun 25 Oct, 02:30 CEST. The clocks go back/)).toBeDefined();
    expect(bridge.calls.find((call) => call.route === "publishing.move")?.input).toMatchObject({
      wallTime: "2026-10-25T02:30",
      zone: "Europe/Berlin",
    });
    fireEvent.keyDown(document.body, { key: "z", ctrlKey: true });
    expect(await toast(/Taken back/)).toBeDefined();
  });

  test("Delete takes a scheduled post out of the queue, and undo schedules it again", async () => {
    const { user, bridge } = await openCalendar();
    const card = await screen.findByRole("link", { name: /Dovetails/ });
    act(() => card.focus());
    await user.keyboard("{Delete}");
    await waitFor(() => expect(postOn("2026-10-09", "Dovetails").textContent).toContain("Draft"));
    await user.keyboard("{Control>}z{/Control}");
    await waitFor(() =>
      expect(postOn("2026-10-09", "Dovetails").textContent).toContain("Scheduled"),
    );
    expect(bridge.calls.map((call) => call.route)).toContain("publishing.schedule");
  });

  test("Delete removes a draft, and undo brings it back to its day", async () => {
    const { user } = await openCalendar();
    await waitFor(() => expect(titlesOn("2026-10-28")).toEqual(["From clay to shelf"]));
    act(() => postOn("2026-10-28", "From clay").focus());
    await user.keyboard("{Delete}");
    await waitFor(() => expect(titlesOn("2026-10-28")).toEqual([]));
    await user.keyboard("{Control>}z{/Control}");
    await waitFor(() => expect(titlesOn("2026-10-28")).toEqual(["From clay to shelf"]));
  });

  test("Delete leaves a published post alone and says so", async () => {
    const { user, bridge } = await openCalendar();
    await waitFor(() => expect(titlesOn("2026-10-05")).toHaveLength(1));
    act(() => postOn("2026-10-05", "Bed in washed blue").focus());
    await user.keyboard("{Delete}");
    expect(await toast(/published post stays/)).toBeDefined();
    expect(bridge.calls.some((call) => call.route === "posts.remove")).toBe(false);
  });
});

describe("what may not simply be moved", () => {
  test("a published post is offered as a copy, which becomes a draft on the chosen day", async () => {
    const { user, bridge } = await openCalendar();
    await waitFor(() => expect(titlesOn("2026-10-05")).toHaveLength(1));
    act(() => postOn("2026-10-05", "Bed in washed blue").focus());
    await user.keyboard("{Alt>}{ArrowDown}{/Alt}");
    const dialog = await screen.findByRole("dialog", { name: "Plan again as a copy" });
    await user.click(within(dialog).getByRole("button", { name: "Plan a copy" }));
    await waitFor(() => expect(titlesOn("2026-10-12")).toContain("Bed in washed blue"));
    expect(titlesOn("2026-10-05")).toEqual(["Bed in washed blue"]);
    expect(bridge.calls.some((call) => call.route === "publishing.move")).toBe(false);
    await user.keyboard("{Control>}z{/Control}");
    await waitFor(() => expect(titlesOn("2026-10-12")).not.toContain("Bed in washed blue"));
  });

  test("a time that has passed is asked about, and nothing moves until she chooses", async () => {
    const { user, bridge } = await openCalendar();
    const card = await screen.findByRole("link", { name: /Dovetails/ });
    act(() => card.focus());
    await user.keyboard("{Alt>}{ArrowUp}{/Alt}");
    const dialog = await screen.findByRole("dialog", { name: "That time has passed" });
    expect(dialog.textContent).toContain("Fri 2 Oct, 18:30 CEST");
    expect(bridge.calls.some((call) => call.route === "publishing.move")).toBe(false);
    await user.click(within(dialog).getByRole("button", { name: "Choose another time" }));
    const chooser = await screen.findByRole("dialog", { name: /^Move/ });
    expect(within(chooser).getByLabelText("Day")).toHaveProperty("value", "2026-10-09");
  });

  test("a failed post goes back into the queue for its new time", async () => {
    const { user, bridge } = await openCalendar();
    await waitFor(() => expect(titlesOn("2026-10-07")).toEqual(["Kilim on oak"]));
    act(() => postOn("2026-10-07", "Kilim on oak").focus());
    await user.keyboard("{Alt>}{ArrowDown}{/Alt}");
    expect(await toast(/Scheduled again for Wed 14 Oct, 18:30 CEST/)).toBeDefined();
    expect(bridge.calls.some((call) => call.route === "publishing.schedule")).toBe(true);
    await waitFor(() => expect(postOn("2026-10-14", "Kilim").textContent).toContain("Scheduled"));
  });

  test("a post whose outcome is unknown stands still and points at the Outbox", async () => {
    const { user, bridge } = await openCalendar();
    await waitFor(() => expect(titlesOn("2026-10-08")).toHaveLength(3));
    act(() => postOn("2026-10-08", "Halo mirror").focus());
    await user.keyboard("{Alt>}{ArrowRight}{/Alt}");
    expect(await toast(/may be on Instagram already/)).toBeDefined();
    expect(bridge.calls.some((call) => call.route.startsWith("publishing.move"))).toBe(false);
  });
});

describe("a new post", () => {
  test("on a day to come begins at 18:30 there and opens in the composer", async () => {
    const { user, bridge } = await openCalendar();
    await user.click(screen.getByRole("button", { name: "New post on Wednesday 14 October" }));
    await waitFor(() => expect(window.location.pathname).toMatch(/^\/composer\//));
    expect(bridge.calls.find((call) => call.route === "posts.create")?.input).toMatchObject({
      plan: { wallTime: "2026-10-14T18:30", zone: "Europe/Berlin" },
    });
  });

  test("is not offered on a day that is over", async () => {
    await openCalendar();
    expect(screen.queryByRole("button", { name: /New post on Wednesday 7 October/ })).toBeNull();
  });

  test("an empty calendar says in a sentence what to do, and its button does it", async () => {
    const { user, bridge } = await openCalendar(emptyWorld());
    expect(await screen.findByText(/drop pictures on a day/)).toBeDefined();
    await user.click(screen.getByRole("button", { name: "Plan the first post" }));
    await waitFor(() =>
      expect(bridge.calls.some((call) => call.route === "posts.create")).toBe(true),
    );
  });
});

/** jsdom lays nothing out: the virtual lists get a height to fill. */
function stubHeights(height: number): void {
  vi.spyOn(Element.prototype, "clientHeight", "get").mockReturnValue(height);
  vi.spyOn(Element.prototype, "clientWidth", "get").mockReturnValue(1000);
}
