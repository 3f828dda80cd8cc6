// @vitest-environment jsdom
import { act, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, test } from "vitest";
import { tokenLife } from "../../renderer/features/accounts/token-life.ts";
import { AppError } from "../../shared/result.ts";
import { axeFaults } from "./axe-faults.ts";
import { openApp } from "./open-app.tsx";
import { STORY_NOW } from "./preview/story.ts";
import { emptyWorld, liveAccount, newWorld, yearWorld } from "./preview/world.ts";

const DAY = 86_400_000;
const GOOD_TOKEN = "IGAA".padEnd(180, "x");
const title = (name: string) => screen.findByRole("heading", { level: 1, name });

describe("the first screen", () => {
  test("offers two ways in and leads nowhere else", async () => {
    openApp(newWorld());
    await title("A calm place to plan what people see of Defeah.");
    expect(screen.getAllByRole("button").map((button) => button.textContent)).toEqual([
      "Connect Instagram",
      "Try it with a practice account",
    ]);
    expect(screen.queryByRole("navigation")).toBeNull();
    await waitFor(() => expect(document.documentElement.dataset["appState"]).toBe("ready"));
  });

  test("the practice account opens the app, in this computer's time zone", async () => {
    const { user, bridge } = openApp(newWorld());
    await user.click(await screen.findByRole("button", { name: "Try it with a practice account" }));
    await title("Settings");
    expect(bridge.calls.find((call) => call.route === "accounts.connectPractice")?.input).toEqual({
      timeZone: "UTC",
    });
  });

  test("a practice account that cannot start says why, beside its button", async () => {
    const { user } = openApp(newWorld(), "/", {
      "accounts.connectPractice": () => {
        throw new AppError("disk-full", "The disk is full. Make room, then try again.");
      },
    });
    await user.click(await screen.findByRole("button", { name: "Try it with a practice account" }));
    expect((await screen.findByRole("alert")).textContent).toBe(
      "The disk is full. Make room, then try again.",
    );
  });

  test("connecting says where the token comes from, and where it will be kept", async () => {
    const { user } = openApp(newWorld());
    await user.click(await screen.findByRole("button", { name: "Connect Instagram" }));
    await title("Connect Instagram");
    expect(screen.getByText("API setup with Instagram login")).toBeDefined();
    expect(screen.getByText("Generate token")).toBeDefined();
    expect(await screen.findByText(/goes into this computer’s keychain/)).toBeDefined();
  });

  test("without a keychain it says that the token lasts for this session only", async () => {
    const { user } = openApp(newWorld(), "/", {
      "settings.health": () => ({
        version: "0.1.0",
        schemaVersion: "0000_init",
        databaseBytes: 1,
        lastBackupAt: null,
        keychain: { durable: false, backend: "basic_text" },
        ignoredSettings: [],
        databaseNotice: null,
        dataFolder: "/tmp/studio",
        unknownReplies: [],
      }),
    });
    await user.click(await screen.findByRole("button", { name: "Connect Instagram" }));
    expect(await screen.findByText(/kept in memory until you quit/)).toBeDefined();
  });

  test("a refused token stays in the field with the reason; the right one opens the app", async () => {
    const { user, bridge } = openApp(newWorld());
    await user.click(await screen.findByRole("button", { name: "Connect Instagram" }));
    const field = await screen.findByLabelText("Access token");
    expect(document.activeElement).toBe(field);
    await user.type(field, "too-short");
    await user.click(screen.getByRole("button", { name: "Connect" }));
    expect((await screen.findByRole("alert")).textContent).toMatch(/does not know this token/);
    expect(field).toHaveProperty("value", "too-short");
    await user.clear(field);
    expect(screen.queryByRole("alert")).toBeNull();
    await user.click(field);
    await user.paste(GOOD_TOKEN);
    await user.keyboard("{Enter}");
    await title("Settings");
    expect(bridge.world.accounts).toHaveLength(1);
  });

  test("without a token it asks for one and calls nobody", async () => {
    const { user, bridge } = openApp(newWorld());
    await user.click(await screen.findByRole("button", { name: "Connect Instagram" }));
    await user.click(await screen.findByRole("button", { name: "Connect" }));
    expect(screen.getByText("Paste the token here first.")).toBeDefined();
    expect(bridge.calls.some((call) => call.route === "accounts.connect")).toBe(false);
  });

  test("the token is never readable on the screen", async () => {
    const { user } = openApp(newWorld());
    await user.click(await screen.findByRole("button", { name: "Connect Instagram" }));
    expect(await screen.findByLabelText("Access token")).toHaveProperty("type", "password");
  });

  test("has no faults that axe can find without a layout", async () => {
    const { user } = openApp(newWorld());
    await user.click(await screen.findByRole("button", { name: "Connect Instagram" }));
    await screen.findByText(/keychain/);
    expect(await axeFaults()).toEqual([]);
  });
});

describe("the accounts", () => {
  test("each says its kind, its state and where its token is", async () => {
    const { user } = openApp(yearWorld(), "/accounts");
    const list = await screen.findByRole("list", { name: "Accounts" });
    expect(
      within(list)
        .getAllByRole("button")
        .map((button) => button.textContent),
    ).toEqual(["d@defeah.homeLive account", "p@practice.defeahPractice account"]);
    expect(screen.getByText("In this computer’s keychain. It is shown nowhere.")).toBeDefined();
    await user.click(within(list).getByRole("button", { name: /practice\.defeah/ }));
    expect(screen.getByText(/Nothing practised here reaches a real account/)).toBeDefined();
    expect(screen.getByText(/so it needs no media host/)).toBeDefined();
  });

  test("the media host has a light: not tried, works, does not work, and what could not be removed", async () => {
    const { user, bridge } = openApp(yearWorld(), "/accounts");
    const host = within(await screen.findByRole("region", { name: "Media host" }));
    expect(host.getByText("Not tried since the start")).toBeDefined();
    await user.click(host.getByRole("button", { name: "Check it now" }));
    expect(await host.findByText("Works")).toBeDefined();
    expect(host.getByText(/^Put up a small picture/).textContent).toMatch(/Checked Thu 8 Oct/);
    bridge.world.mediaHostTried = {
      at: STORY_NOW,
      ok: false,
      message: "The key is wrong. Enter it again in Settings.",
      by: "post",
    };
    bridge.world.mediaHostLeftovers = [
      { place: "https://old.example/bucket", count: 2, isElsewhere: true },
    ];
    act(() => bridge.emit("settings.changed", { keys: ["mediaHost"] }));
    expect(await host.findByText("Does not work")).toBeDefined();
    expect(host.getByRole("alert").textContent).toMatch(/The key is wrong.*A post tried it/);
    expect(host.getByText(/2 files may still stand at old\.example\/bucket/)).toBeDefined();
    await user.click(host.getByRole("button", { name: "I have removed them" }));
    await waitFor(() => expect(host.queryByText(/may still stand/)).toBeNull());
    expect(await axeFaults()).toEqual([]);
  });

  test("pictures of an account connected through Facebook stand on its Page when she chooses so, with a light of its own", async () => {
    const world = yearWorld();
    world.accounts = [
      {
        ...liveAccount(STORY_NOW),
        login: "facebook",
        page: { id: "101", name: "Defeah Home" },
      },
    ];
    world.settings = { ...world.settings, facebookPictureHost: "page" };
    const { user, bridge } = openApp(world, "/accounts");
    const host = within(await screen.findByRole("region", { name: "Media host" }));
    expect(host.getByText(/The Facebook Page Defeah Home.*not published/)).toBeDefined();
    await user.click(host.getByRole("button", { name: "Check it now" }));
    expect(await host.findByText("Works")).toBeDefined();
    expect(bridge.calls.findLast((call) => call.route === "media.checkHost")?.input).toEqual({
      accountId: world.accounts[0]?.id,
    });
    bridge.world.mediaHostLeftovers = [
      { place: "facebook-page:101", count: 2, isElsewhere: false },
    ];
    act(() => bridge.emit("settings.changed", { keys: ["mediaHost"] }));
    expect(await host.findByText(/2 photos could not be removed from the Facebook/)).toBeDefined();
  });

  test("one that must log in again says why and opens the way to", async () => {
    const world = yearWorld();
    world.accounts = [
      { ...liveAccount(STORY_NOW), state: "needs-login", stateReason: "The token ran out." },
    ];
    const { user, bridge } = openApp(world, "/accounts");
    expect(await screen.findByText(/The token ran out\. Its posts wait/)).toBeDefined();
    await user.click(screen.getByRole("button", { name: "Connect again" }));
    const dialog = await screen.findByRole("dialog", { name: "Connect Instagram" });
    await user.click(within(dialog).getByLabelText("Access token"));
    await user.paste(GOOD_TOKEN);
    await user.keyboard("{Enter}");
    expect(await screen.findByText("Ready to publish.")).toBeDefined();
    expect(bridge.world.accounts).toHaveLength(1);
  });

  test("renewing the token is said, or refused beside it", async () => {
    const { user, bridge } = openApp(yearWorld(), "/accounts");
    await user.click(await screen.findByRole("button", { name: "Renew now" }));
    expect(await screen.findByText("The token was renewed.")).toBeDefined();
    bridge.answer("accounts.refresh", () => {
      throw new AppError("conflict", "Instagram refreshes a token only once it is a day old.");
    });
    await user.click(screen.getByRole("button", { name: "Renew now" }));
    expect((await screen.findByRole("alert")).textContent).toMatch(/only once it is a day old/);
  });

  test("disconnecting asks first, and says what keeps it from being done", async () => {
    const { user, bridge } = openApp(yearWorld(), "/accounts");
    await user.click(await screen.findByRole("button", { name: "Disconnect…" }));
    const question = await screen.findByRole("alertdialog", { name: "Disconnect @defeah.home?" });
    await user.click(within(question).getByRole("button", { name: "Disconnect" }));
    expect((await within(question).findByRole("alert")).textContent).toMatch(
      /Unschedule them first/,
    );
    expect(bridge.world.accounts).toHaveLength(2);
    await user.click(within(question).getByRole("button", { name: "Cancel" }));
    await waitFor(() => expect(screen.queryByRole("alertdialog")).toBeNull());
  });

  test("the last account gone, the first screen is back", async () => {
    const { user } = openApp(emptyWorld(), "/accounts");
    await user.click(await screen.findByRole("button", { name: "Disconnect…" }));
    const question = await screen.findByRole("alertdialog");
    await user.click(within(question).getByRole("button", { name: "Disconnect" }));
    await title("A calm place to plan what people see of Defeah.");
  });

  test("another time zone is found by typing and kept at once", async () => {
    const { user, bridge } = openApp(yearWorld(), "/accounts");
    await user.click(await screen.findByRole("button", { name: "Change" }));
    const field = await screen.findByRole("combobox", { name: "Time zone" });
    await user.clear(field);
    await user.type(field, "Lisbon");
    await user.keyboard("{ArrowDown}{Enter}");
    await waitFor(() => expect(bridge.world.accounts[0]?.timeZone).toBe("Europe/Lisbon"));
    expect(await screen.findByText(/planned in Lisbon time/)).toBeDefined();
  });

  test("a practice account can be added once", async () => {
    const world = { ...newWorld(), accounts: [liveAccount(STORY_NOW)] };
    const { user, bridge } = openApp(world, "/accounts");
    await user.click(await screen.findByRole("button", { name: "Add a practice account" }));
    await waitFor(() => expect(bridge.world.accounts).toHaveLength(2));
    await waitFor(() =>
      expect(screen.queryByRole("button", { name: "Add a practice account" })).toBeNull(),
    );
  });
});

describe("a token's life", () => {
  const account = { tokenObtainedAt: 0, tokenExpiresAt: 60 * DAY };
  test.each([
    [0, 60, "healthy"],
    [17 * DAY + 1, 42, "healthy"],
    [51 * DAY, 9, "ending"],
    [60 * DAY, 0, "over"],
    [90 * DAY, 0, "over"],
  ])("after %d ms it has %d days left and is %s", (now, daysLeft, health) =>
    expect(tokenLife(account, now)).toMatchObject({ daysTotal: 60, daysLeft, health }),
  );

  test("a token without an end has no life to count", () =>
    expect(tokenLife({ tokenObtainedAt: 0, tokenExpiresAt: null }, 1)).toBeNull());
});

describe("the profile", () => {
  test("shows what is live, newest first, and grows when something is published", async () => {
    const { bridge } = openApp(yearWorld(), "/profile/account-live");
    const grid = await screen.findByRole("list", { name: "Posts" });
    const first = within(grid).getAllByRole("button")[0];
    expect(first?.getAttribute("aria-label")).toBe("Olive and oak");
    const newest = bridge.world.publications.find((item) => item.title === "Oda lamp at dusk")!;
    Object.assign(newest, {
      igMediaId: "18099999999999999",
      status: "published",
      state: "published",
      publishedAt: STORY_NOW + DAY,
    });
    bridge.emit("publishing.changed", { ids: [newest.id] });
    await waitFor(() =>
      expect(within(grid).getAllByRole("button")[0]?.getAttribute("aria-label")).toBe(
        "Oda lamp at dusk",
      ),
    );
  });

  test("a tile opens its words, its time in the account's zone, and the way to its receipt", async () => {
    const { user } = openApp(yearWorld(), "/profile/account-live");
    const grid = await screen.findByRole("list", { name: "Posts" });
    await user.click(within(grid).getAllByRole("button", { name: "Olive and oak" })[0]!);
    const dialog = await screen.findByRole("dialog", { name: "Olive and oak" });
    expect(within(dialog).getByText("8 October 2026, 14:00 CEST")).toBeDefined();
    await user.click(within(dialog).getByRole("button", { name: "Show the receipt" }));
    expect(window.location.pathname).toMatch(/^\/outbox\/publication-/);
  });

  test("with nothing live it says what will show here", async () => {
    openApp(emptyWorld(), "/profile/account-practice");
    expect(await screen.findByText(/Nothing is on this profile yet/)).toBeDefined();
    expect(screen.getByText(/nothing here is on the real Instagram/)).toBeDefined();
  });

  test("when Instagram cannot be reached it says so and tries again", async () => {
    const { user, bridge } = openApp(emptyWorld(), "/profile/account-practice", {
      "accounts.profile": () => {
        throw new AppError("offline", "There is no network just now.");
      },
    });
    expect((await screen.findByRole("alert")).textContent).toMatch(/There is no network just now/);
    const [account] = bridge.world.accounts;
    bridge.answer("accounts.profile", () => ({
      account,
      followersCount: null,
      mediaCount: null,
      posts: [],
    }));
    await user.click(screen.getByRole("button", { name: "Try again" }));
    expect(await screen.findByText(/Nothing is on this profile yet/)).toBeDefined();
  });
});
