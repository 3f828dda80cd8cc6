// @vitest-environment jsdom
import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, test } from "vitest";
import { AppError } from "../../shared/result.ts";
import { axeFaults } from "./axe-faults.ts";
import { openApp } from "./open-app.tsx";
import { emptyWorld, heldWorld, yearWorld } from "./preview/world.ts";

const button = (name: string | RegExp) => screen.findByRole("button", { name });

describe("the connection check", () => {
  test("says how each thing stands, what needs her first, and opens Meta's screen by its name", async () => {
    const { user, bridge } = openApp(yearWorld(), "/accounts");
    await user.click(await button("Check the connection"));
    const panel = screen.getByRole("region", { name: "Connection check" });
    expect(await within(panel).findByText(/1 to look at, 1 not known, 8 in order/)).toBeDefined();
    const [first] = within(panel).getAllByRole("listitem");
    expect(first?.textContent).toMatch(/^Permissions\. Look at it\. Publishing is allowed/);
    await user.click(within(panel).getByRole("button", { name: "Open Meta’s App Dashboard" }));
    expect(bridge.calls.at(-1)).toEqual({
      route: "accounts.openScreen",
      input: { screen: "app-dashboard" },
    });
    expect(await axeFaults()).toEqual([]);
  });

  test("works for practice, and leads to a screen of the app where that is what helps", async () => {
    const { user } = openApp(emptyWorld(), "/accounts", {
      "accounts.diagnose": () => ({
        accountId: "account-practice",
        checkedAt: 1,
        findings: [
          {
            id: "media-host",
            title: "Media host",
            verdict: "fail",
            says: "None is set up.",
            todo: "Set one up in Settings.",
            open: { kind: "route", route: "/settings", label: "Open Settings" },
          },
        ],
      }),
    });
    await user.click(await button("Check the connection"));
    await user.click(await button("Open Settings"));
    expect(await screen.findByRole("heading", { level: 1, name: "Settings" })).toBeDefined();
  });

  test("a check that fails says so in its place", async () => {
    const { user } = openApp(yearWorld(), "/accounts", {
      "accounts.diagnose": () => {
        throw new AppError("not-found", "This account is not connected any more.");
      },
    });
    await user.click(await button("Check the connection"));
    expect((await screen.findByRole("alert")).textContent).toContain("not connected any more");
  });
});

describe("an account held back by Instagram", () => {
  test("says why once, and goes on when she resumes it", async () => {
    const { user, bridge } = openApp(heldWorld(), "/accounts");
    expect(await screen.findByText("Paused by Instagram.")).toBeDefined();
    expect(screen.getByText(/Instagram’s code 25\/2207050/)).toBeDefined();
    await user.click(screen.getByRole("button", { name: "Resume" }));
    expect(await screen.findByText("Ready to publish.")).toBeDefined();
    expect(bridge.world.accounts[0]?.trouble).toBeNull();
  });

  test("stays so when Instagram still says the same", async () => {
    const { user } = openApp(heldWorld(), "/accounts", {
      "accounts.resume": () => {
        throw new AppError("rejected-by-platform", "Instagram still says: restricted.");
      },
    });
    await user.click(await button("Resume"));
    expect((await screen.findByRole("alert")).textContent).toBe(
      "Instagram still says: restricted.",
    );
    expect(screen.getByText("Paused by Instagram.")).toBeDefined();
  });

  test("is said once above the outbox, with the way to the account", async () => {
    const { user } = openApp(heldWorld(), "/outbox");
    const said = await screen.findByText("@defeah.home is paused.");
    expect(said).toBeDefined();
    await user.click(screen.getByRole("button", { name: "See the account" }));
    expect(await screen.findByRole("heading", { level: 1, name: "Accounts" })).toBeDefined();
  });
});

describe("the ways to connect", () => {
  async function choose(way: string) {
    const opened = openApp(yearWorld(), "/accounts");
    await opened.user.click(await button("Connect Instagram"));
    const dialog = await screen.findByRole("dialog", { name: "Connect Instagram" });
    await opened.user.click(within(dialog).getByRole("radio", { name: way }));
    return { ...opened, dialog: within(dialog) };
  }

  async function enterApp({ user, dialog }: Awaited<ReturnType<typeof choose>>) {
    await user.type(await dialog.findByLabelText(/pp ID$/), "1234567890");
    await user.type(dialog.getByLabelText(/pp secret$/), "s".repeat(32));
    await user.click(dialog.getByRole("button", { name: "Keep and go on" }));
  }

  test("Instagram login: her Meta app first, then the window, then the account", async () => {
    const opened = await choose("Instagram login");
    const { user, dialog, bridge } = opened;
    await enterApp(opened);
    expect(await dialog.findByText("1234567890")).toBeDefined();
    expect(await axeFaults()).toEqual([]);
    await user.click(dialog.getByRole("button", { name: "Log in with Instagram" }));
    expect(await screen.findByText("@defeah.home is connected.")).toBeDefined();
    expect(bridge.calls.find((call) => call.route === "accounts.login")?.input).toEqual({
      login: "instagram",
      inBrowser: false,
      timeZone: "UTC",
    });
  });

  test("Facebook login: she chooses the Page; one without Instagram cannot be chosen and says why", async () => {
    const opened = await choose("Facebook login");
    const { user, dialog, bridge } = opened;
    await enterApp(opened);
    await user.click(await dialog.findByRole("button", { name: "Log in with Facebook" }));
    const pages = await dialog.findByRole("radiogroup", { name: "Pages you allowed" });
    const [home, careers] = within(pages).getAllByRole("radio") as HTMLInputElement[];
    expect(home?.checked).toBe(true);
    expect(careers?.disabled).toBe(true);
    expect(within(pages).getByText("No Instagram account is linked to this Page")).toBeDefined();
    expect(await axeFaults()).toEqual([]);
    await user.click(dialog.getByRole("button", { name: "Use this account" }));
    await waitFor(() =>
      expect(bridge.calls.find((call) => call.route === "accounts.choosePage")?.input).toEqual({
        ticket: "ticket",
        pageId: "101",
        timeZone: "UTC",
      }),
    );
  });

  test("in the browser: she brings the address back, and stopping ends the login", async () => {
    const opened = await choose("Instagram login");
    const { user, dialog, bridge } = opened;
    bridge.answer("accounts.login", () => new Promise(() => {}));
    await enterApp(opened);
    await user.click(await dialog.findByRole("button", { name: "In my browser" }));
    await user.type(
      await dialog.findByLabelText("Address it ended at"),
      "https://localhost/auth/?code=1",
    );
    await user.click(dialog.getByRole("button", { name: "Go on" }));
    await waitFor(() =>
      expect(bridge.calls.at(-1)).toEqual({
        route: "accounts.answerLogin",
        input: { address: "https://localhost/auth/?code=1" },
      }),
    );
    await user.keyboard("{Escape}");
    await waitFor(() => expect(bridge.calls.at(-1)?.route).toBe("accounts.cancelLogin"));
  });

  test("a login that was denied says so, and can be begun again", async () => {
    const opened = await choose("Instagram login");
    const { user, dialog, bridge } = opened;
    bridge.answer("accounts.login", () => {
      throw new AppError("rejected-by-platform", "You did not allow the app in.");
    });
    await enterApp(opened);
    await user.click(await dialog.findByRole("button", { name: "Log in with Instagram" }));
    expect((await dialog.findByRole("alert")).textContent).toBe("You did not allow the app in.");
    expect(dialog.getByRole("button", { name: "Log in with Instagram" })).toBeDefined();
  });
});

test("the posts allowed are Instagram's own count, and said to be unknown when it does not tell", async () => {
  openApp(yearWorld(), "/accounts");
  const panel = await screen.findByRole("region", { name: "Posts allowed" });
  expect(await within(panel).findByText("left of 50")).toBeDefined();
});

test("a quota that cannot be read is not guessed", async () => {
  openApp(yearWorld(), "/accounts", {
    "accounts.quota": () => {
      throw new AppError("offline", "The app cannot reach Instagram.");
    },
  });
  const panel = await screen.findByRole("region", { name: "Posts allowed" });
  expect(
    await within(panel).findByText("Not known: The app cannot reach Instagram."),
  ).toBeDefined();
});

test("every address the logins speak to can be set, and is out of sight until asked for", async () => {
  const { user, bridge } = openApp(yearWorld(), "/settings");
  await user.click(await button("Addresses of the logins…"));
  const field = await screen.findByLabelText("Exchange of Instagram’s code");
  await user.clear(field);
  await user.type(field, "http://127.0.0.1:8080{Enter}");
  await waitFor(() =>
    expect(bridge.world.settings.instagramCodeHost).toBe("http://127.0.0.1:8080"),
  );
});
