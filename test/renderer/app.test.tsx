// @vitest-environment jsdom
import { act, render, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, test } from "vitest";
import { ErrorBoundary } from "../../renderer/app/error-boundary.tsx";
import { offerUndo } from "../../renderer/lib/undo.ts";
import { AppError } from "../../shared/result.ts";
import { axeFaults } from "./axe-faults.ts";
import { openApp } from "./open-app.tsx";
import { emptyWorld, yearWorld } from "./preview/world.ts";

const title = (name: string) => screen.findByRole("heading", { level: 1, name });
const openSettings = async () => {
  const opened = openApp(yearWorld());
  await title("Settings");
  return opened;
};

describe("the frame", () => {
  test("shows the screens that exist, in their order, and none that does not", async () => {
    await openSettings();
    const entries = within(screen.getByRole("navigation")).getAllByRole("link");
    expect(entries.map((entry) => entry.textContent?.replace(/\d.*/, ""))).toEqual([
      "Calendar",
      "Composer",
      "Library",
      "Outbox",
      "Accounts",
      "Settings",
    ]);
    expect(screen.getByRole("link", { current: "page" }).textContent).toBe("Settings");
  });

  test("goes to a screen, names the window after it and moves the focus to its title", async () => {
    const { user } = await openSettings();
    await user.click(screen.getByRole("link", { name: "Accounts" }));
    const heading = await title("Accounts");
    await waitFor(() => expect(document.activeElement).toBe(heading));
    expect(document.title).toBe("Accounts · Defeah Studio");
    expect(window.location.pathname).toBe("/accounts");
  });

  test("leaves the focus alone when it opens", async () => {
    await openSettings();
    expect(document.activeElement).toBe(document.body);
  });

  test("says that it is ready once its first screen has its contents", async () => {
    openApp(yearWorld());
    expect(document.documentElement.dataset["appState"]).toBeUndefined();
    await waitFor(() => expect(document.documentElement.dataset["appState"]).toBe("ready"));
    expect(screen.getByText("How late a post may still go out by itself")).toBeDefined();
  });

  test("follows the main process to a screen", async () => {
    const { bridge } = await openSettings();
    act(() => bridge.emit("app.navigate", { route: "/accounts" }));
    await title("Accounts");
  });

  test("the skip link leads past the sidebar", async () => {
    const { user } = await openSettings();
    await user.tab();
    expect(document.activeElement?.textContent).toBe("Skip to the screen");
    await user.keyboard("{Enter}");
    expect(document.activeElement).toBe(screen.getByRole("main"));
  });

  test("has no faults that axe can find without a layout", async () => {
    await openSettings();
    await screen.findByText("Publishing is on");
    expect(await axeFaults()).toEqual([]);
  });

  test("when the accounts cannot be read it says why, and tries again", async () => {
    const world = yearWorld();
    const { bridge, user } = openApp(world, "/settings", {
      "accounts.list": () => {
        throw new AppError("internal", "The database could not be read.");
      },
    });
    expect(await screen.findByText("The database could not be read.")).toBeDefined();
    bridge.answer("accounts.list", () => world.accounts);
    await user.click(screen.getByRole("button", { name: "Try again" }));
    await title("Settings");
  });
});

describe("whose account it is", () => {
  test("a practice account is called one on every screen", async () => {
    openApp(emptyWorld());
    await title("Settings");
    expect(
      screen.getByRole("button", { name: /@practice\.defeah.*Practice account/ }),
    ).toBeDefined();
  });

  test("choosing another account changes what all screens show", async () => {
    const { user } = await openSettings();
    await user.click(screen.getByRole("button", { name: /@defeah\.home ?Live account/ }));
    await user.click(await screen.findByRole("menuitem", { name: /@practice\.defeah/ }));
    await screen.findByRole("button", { name: /@practice\.defeah ?Practice account/ });
  });

  test("an account that must log in again says so instead of its kind", async () => {
    const world = yearWorld();
    world.accounts = world.accounts.map((account) => ({ ...account, state: "needs-login" }));
    openApp(world);
    await title("Settings");
    expect(screen.getByRole("button", { name: /Log in again/ })).toBeDefined();
  });
});

describe("the pulse", () => {
  test("shows the next post's time with its zone, and leads to it", async () => {
    const { user } = await openSettings();
    const link = await screen.findByRole("link", { name: /18:30 CEST.*Oda lamp at dusk/ });
    await user.click(link);
    await waitFor(() => expect(window.location.pathname).toMatch(/^\/composer\/post-/));
  });

  test("counts what needs her beside the Outbox", async () => {
    await openSettings();
    expect(await screen.findByRole("link", { name: /Outbox ?, 3 need you/ })).toBeDefined();
  });

  test("pauses all publishing, says so, and resumes", async () => {
    const { user, bridge } = await openSettings();
    await user.click(await screen.findByRole("button", { name: "Pause all publishing" }));
    expect(await screen.findByText("Publishing is paused")).toBeDefined();
    expect(bridge.world.settings.paused).toBe(true);
    await user.click(screen.getByRole("button", { name: "Resume publishing" }));
    await waitFor(() => expect(bridge.world.settings.paused).toBe(false));
  });

  test("says why pausing failed", async () => {
    const { user, bridge } = await openSettings();
    bridge.answer("publishing.setPaused", () => {
      throw new AppError("disk-full", "The disk is full. Make room, then try again.");
    });
    await user.click(await screen.findByRole("button", { name: "Pause all publishing" }));
    expect(await screen.findByText("The disk is full. Make room, then try again.")).toBeDefined();
  });

  test("with nothing scheduled it says that", async () => {
    openApp(emptyWorld());
    expect(await screen.findByText(/Nothing is scheduled/)).toBeDefined();
  });
});

describe("the keyboard", () => {
  test("g then a letter, and Ctrl with a digit, go to screens", async () => {
    const { user } = await openSettings();
    await user.keyboard("ga");
    await title("Accounts");
    await user.keyboard("{Control>}6{/Control}");
    await title("Settings");
  });

  test("n starts a draft on the account shown and opens it", async () => {
    const { user, bridge } = await openSettings();
    await user.keyboard("n");
    await waitFor(() => expect(window.location.pathname).toMatch(/^\/composer\//));
    expect(bridge.calls.filter((call) => call.route === "posts.create")).toMatchObject([
      { input: { accountId: "account-live" } },
    ]);
  });

  test("letters stay letters while she types", async () => {
    const { user, bridge } = await openSettings();
    await user.click(screen.getByRole("textbox", { name: "Bucket" }));
    await user.keyboard("ng?");
    expect(bridge.calls.some((call) => call.route === "posts.create")).toBe(false);
    expect(screen.queryByRole("dialog")).toBeNull();
  });

  test("? lists the shortcuts, Escape closes the list and gives the focus back", async () => {
    const { user } = await openSettings();
    await user.keyboard("?");
    const sheet = await screen.findByRole("dialog", { name: "Keyboard" });
    expect(within(sheet).getByText("New post")).toBeDefined();
    await user.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  });

  test("Ctrl-Z takes back the last change and says so", async () => {
    const { user } = await openSettings();
    let isBack = false;
    act(() =>
      offerUndo("Moved to Sat 10 Oct", async () => {
        isBack = true;
      }),
    );
    expect(await screen.findByText("Moved to Sat 10 Oct")).toBeDefined();
    await user.keyboard("{Control>}z{/Control}");
    expect(await screen.findByText("Taken back: Moved to Sat 10 Oct")).toBeDefined();
    expect(isBack).toBe(true);
  });
});

describe("the command palette", () => {
  test("finds a command by typing and runs it with Enter", async () => {
    const { user, bridge } = await openSettings();
    await user.keyboard("{Control>}k{/Control}");
    await screen.findByRole("dialog", { name: "Commands" });
    await user.keyboard("dark theme{Enter}");
    await waitFor(() => expect(bridge.world.settings.theme).toBe("dark"));
    await waitFor(() => expect(document.documentElement.dataset["theme"]).toBe("dark"));
    expect(screen.queryByRole("dialog")).toBeNull();
  });

  test("says so when no command has that name", async () => {
    const { user } = await openSettings();
    await user.click(screen.getByRole("button", { name: /Search, or type a command/ }));
    await user.keyboard("zzzz");
    expect(await screen.findByText("No command of that name.")).toBeDefined();
  });
});

describe("a screen that breaks", () => {
  test("says so in words, and can be shown again", async () => {
    let isBroken = true;
    function Fragile() {
      if (isBroken) throw new Error("broken on purpose");
      return <p>Whole again</p>;
    }
    const { user } = openApp(emptyWorld());
    render(
      <ErrorBoundary way={{ label: "Go to the calendar", go: () => {} }}>
        <Fragile />
      </ErrorBoundary>,
    );
    expect(screen.getByText(/This screen could not be shown/)).toBeDefined();
    isBroken = false;
    await user.click(screen.getByRole("button", { name: "Show it again" }));
    expect(screen.getByText("Whole again")).toBeDefined();
  });
});
