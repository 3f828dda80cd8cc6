// @vitest-environment jsdom
import { screen, waitFor, within } from "@testing-library/react";
import { expect, test } from "vitest";
import { NO_PACING } from "../../shared/contract/pacing-defaults.ts";
import type { Pacing } from "../../shared/contract/pacing.ts";
import { axeFaults } from "./axe-faults.ts";
import { openApp } from "./open-app.tsx";
import { newWorld, yearWorld } from "./preview/world.ts";

const section = async () => within(await screen.findByRole("region", { name: "Pace" }));
const QUIET: Pacing = { ...NO_PACING, quiet: { from: "22:00", to: "07:00" } };

/** What the screen has asked to be saved last. */
function saved(calls: readonly { readonly route: string; readonly input: unknown }[]): unknown {
  return calls.findLast((call) => call.route === "pacing.set")?.input;
}

test("an account's pace is saved at once, rule by rule", async () => {
  const { user, bridge } = openApp(yearWorld());
  const pace = await section();
  await user.click(await pace.findByRole("button", { name: /Least time between posts/ }));
  await user.click(await screen.findByRole("option", { name: "30 min" }));
  await waitFor(() =>
    expect(saved(bridge.calls)).toMatchObject({ pacing: { leastGapMinutes: 30, dailyCap: 0 } }),
  );
  await user.click(pace.getByRole("button", { name: /Vary the minute/ }));
  await user.click(await screen.findByRole("option", { name: "Up to 5 min later" }));
  await user.click(pace.getByRole("button", { name: /Posts a day, at most/ }));
  await user.click(await screen.findByRole("option", { name: "3" }));
  await waitFor(() =>
    expect(saved(bridge.calls)).toMatchObject({
      pacing: { leastGapMinutes: 30, jitterMinutes: 5, dailyCap: 3 },
    }),
  );
});

test("quiet hours begin with a night and can be changed, but not to end as they begin", async () => {
  const { user, bridge } = openApp(yearWorld());
  const pace = await section();
  await user.click(await pace.findByRole("switch", { name: "Quiet hours" }));
  await waitFor(() => expect(saved(bridge.calls)).toMatchObject({ pacing: QUIET }));
  await user.click(await pace.findByRole("button", { name: /From/ }));
  expect(screen.queryByRole("option", { name: "07:00" })).toBeNull();
  await user.click(await screen.findByRole("option", { name: "23:30" }));
  await waitFor(() =>
    expect(saved(bridge.calls)).toMatchObject({
      pacing: { quiet: { from: "23:30", to: "07:00" } },
    }),
  );
  await user.click(pace.getByRole("switch", { name: "Quiet hours" }));
  await waitFor(() => expect(saved(bridge.calls)).toMatchObject({ pacing: NO_PACING }));
});

test("it says what Instagram allows as it was last heard, and what is assumed until then", async () => {
  openApp(yearWorld());
  const pace = await section();
  expect(await pace.findByText(/^3 of 50 in 24 h, as Instagram said at /)).toBeDefined();
  expect(pace.getByText(/^5 of 400 in the last 24 hours/)).toBeDefined();
  expect(pace.getByText(/Instagram tells no count, so the app stays below 200/)).toBeDefined();
});

test("it says what is not known yet, and until when no call may be made", async () => {
  const world = yearWorld();
  openApp(world, "/settings", {
    "pacing.limits": () => ({
      posts: null,
      containers: { used: 400, total: 400 },
      calls: { inHour: 3, assumed: 200, percent: 97 },
      closedUntil: world.now + 3_600_000,
    }),
  });
  const pace = await section();
  expect(await pace.findByText(/Until then 50 in 24 h are assumed/)).toBeDefined();
  expect(pace.getByText("Instagram counts 97 % of them as used.")).toBeDefined();
  expect(pace.getByText(/are used up. The app goes on /)).toBeDefined();
});

test("says what comes of a time that breaks it, and has no faults that axe can find", async () => {
  const { user } = openApp(yearWorld());
  const pace = await section();
  expect(pace.getByText(/scheduled all the same; “Add to queue” leaves it out/)).toBeDefined();
  await user.click(await pace.findByRole("switch", { name: "Quiet hours" }));
  await pace.findByRole("button", { name: /From/ });
  expect(await axeFaults()).toEqual([]);
});

test("without an account there is nothing to pace", async () => {
  openApp(newWorld());
  await screen.findByText("Connect Instagram");
  expect(screen.queryByRole("region", { name: "Pace" })).toBeNull();
});
