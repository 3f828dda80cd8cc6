// @vitest-environment jsdom
import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { undoLast } from "../../renderer/lib/undo.ts";
import { AppError } from "../../shared/result.ts";
import { axeFaults } from "./axe-faults.ts";
import { openApp } from "./open-app.tsx";
import { STORY_NOW } from "./preview/story.ts";
import { yearWorld } from "./preview/world.ts";

beforeEach(() => void vi.useFakeTimers({ now: STORY_NOW, toFake: ["Date"] }));
afterEach(() => void vi.useRealTimers());

const group = async () => within(await screen.findByRole("group", { name: "Queue slots" }));
const slotsOf = (world: ReturnType<typeof yearWorld>, accountId = "account-live") =>
  (world.slots[accountId] ?? []).map(({ weekday, time }) => `${weekday} ${time}`);
const row = (slots: Awaited<ReturnType<typeof group>>, day: string) =>
  slots.getByRole("row", { name: new RegExp(`^${day}`) }).textContent;

test("a week's slots stand under their days, with the next free one in words", async () => {
  openApp(yearWorld());
  const slots = await group();
  expect(row(slots, "Tuesday")).toBe("Tuesday18:30");
  expect(row(slots, "Sunday")).toBe("Sunday10:00");
  expect(row(slots, "Monday")).toBe("Monday");
  expect(await slots.findByText(/^Next free slot: \w{3} \d+ Oct, \d\d:\d\d CEST\.$/)).toBeTruthy();
});

test("a time is added to a day or to several, and not twice", async () => {
  const world = yearWorld();
  const { user } = openApp(world);
  const slots = await group();
  const add = slots.getByRole("button", { name: "Add slot" });
  fireEvent.change(slots.getByLabelText("Time"), { target: { value: "07:45" } });
  await user.click(add);
  await waitFor(() => expect(slotsOf(world)).toContain("1 07:45"));
  expect(await slots.findByText("It stands in the week already.")).toBeTruthy();
  await user.click(slots.getByRole("button", { name: /Day/ }));
  await user.click(await screen.findByRole("option", { name: "Monday to Friday" }));
  await user.type(slots.getByLabelText("Time"), "{Enter}");
  await waitFor(() => expect(row(slots, "Friday")).toBe("Friday07:45"));
  expect(slotsOf(world).filter((slot) => slot.endsWith("07:45"))).toHaveLength(5);
  fireEvent.change(slots.getByLabelText("Time"), { target: { value: "" } });
  expect(add.hasAttribute("disabled")).toBe(true);
});

test("a slot is removed by keys, the focus stays beside it, and it can be taken back", async () => {
  const world = yearWorld();
  const { user } = openApp(world);
  const slots = await group();
  slots.getByRole("button", { name: "Remove Thursday 18:30" }).focus();
  await user.keyboard("{Enter}");
  await waitFor(() => expect(slotsOf(world)).toEqual(["2 18:30", "7 10:00"]));
  const next = slots.getByRole("button", { name: "Remove Sunday 10:00" });
  await waitFor(() => expect(document.activeElement).toBe(next));
  await user.keyboard("{Enter}");
  const last = slots.getByRole("button", { name: "Remove Tuesday 18:30" });
  await waitFor(() => expect(document.activeElement).toBe(last));
  await user.keyboard("{Enter}");
  expect(await slots.findByText("This account has no slots yet.")).toBeTruthy();
  await waitFor(() => expect(document.activeElement).toBe(slots.getByLabelText("Time")));
  await act(() => undoLast());
  await waitFor(() => expect(slotsOf(world)).toEqual(["2 18:30"]));
});

test("slots in the quiet hours are said to be left out", async () => {
  openApp(yearWorld(), "/settings", {
    "pacing.get": () => ({
      leastGapMinutes: 0,
      jitterMinutes: 0,
      quiet: { from: "18:00", to: "07:00" },
      dailyCap: 0,
    }),
  });
  const slots = await group();
  const words = "Left out, because of the quiet hours: Tuesday 18:30, Thursday 18:30.";
  expect(slots.getByText(words)).toBeTruthy();
});

test("coming from a post of another account shows that account's slots, with the focus on a time to add", async () => {
  openApp(yearWorld(), "/settings#slots-account-practice");
  const slots = await group();
  expect(slots.getByText("This account has no slots yet.")).toBeTruthy();
  await waitFor(() => expect(document.activeElement).toBe(slots.getByLabelText("Time")));
});

test("what the main process refuses is said in its words; with slots or without, axe finds no faults", async () => {
  const world = yearWorld();
  const { user } = openApp(world, "/settings", {
    "pacing.addSlots": () => {
      throw new AppError("invalid-input", "An account has at most 50 slots a week.");
    },
  });
  const slots = await group();
  await user.click(slots.getByRole("button", { name: "Add slot" }));
  expect(await slots.findByText("An account has at most 50 slots a week.")).toBeTruthy();
  expect(await axeFaults()).toEqual([]);
});
