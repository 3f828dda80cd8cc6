// @vitest-environment jsdom
import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, test } from "vitest";
import { AppError } from "../../shared/result.ts";
import { axeFaults } from "./axe-faults.ts";
import { openApp } from "./open-app.tsx";
import { emptyWorld, yearWorld } from "./preview/world.ts";

const field = (name: string) => screen.findByRole("textbox", { name });

describe("settings are saved at once", () => {
  test("the theme, on the whole window", async () => {
    const { user, bridge } = openApp(yearWorld());
    await user.click(await screen.findByRole("radio", { name: "Dark" }));
    await waitFor(() => expect(document.documentElement.dataset["theme"]).toBe("dark"));
    expect(bridge.world.settings.theme).toBe("dark");
    await user.click(screen.getByRole("radio", { name: "Light" }));
    await waitFor(() => expect(document.documentElement.dataset["theme"]).toBe("light"));
  });

  test("the first day of the week and the grace", async () => {
    const { user, bridge } = openApp(yearWorld());
    await user.click(await screen.findByRole("radio", { name: "Sunday" }));
    await waitFor(() => expect(bridge.world.settings.weekStartsOn).toBe("sunday"));
    await user.click(screen.getByRole("button", { name: /How late a post may still go out/ }));
    await user.click(await screen.findByRole("option", { name: "2 h" }));
    await waitFor(() => expect(bridge.world.settings.graceMinutes).toBe(120));
  });

  test("the switches", async () => {
    const { user, bridge } = openApp(yearWorld());
    await user.click(await screen.findByRole("switch", { name: "Start with the computer" }));
    await user.click(screen.getByRole("switch", { name: "Tell me when a post is published" }));
    await waitFor(() =>
      expect(bridge.world.settings).toMatchObject({ startAtLogin: true, notifyOnPublished: false }),
    );
  });

  test("a line of text when she leaves it, or presses Enter", async () => {
    const { user, bridge } = openApp(yearWorld());
    const bucket = await field("Bucket");
    await user.clear(bucket);
    await user.type(bucket, "pictures-2{Enter}");
    await waitFor(() => expect(bridge.world.settings.mediaHostBucket).toBe("pictures-2"));
    const region = await field("Region");
    await user.clear(region);
    await user.type(region, "auto");
    await user.tab();
    await waitFor(() => expect(bridge.world.settings.mediaHostRegion).toBe("auto"));
  });

  test("leaving a line unchanged saves nothing", async () => {
    const { user, bridge } = openApp(yearWorld());
    await user.click(await field("Bucket"));
    await user.tab();
    expect(bridge.calls.some((call) => call.route === "settings.set")).toBe(false);
  });

  test("a value that is set elsewhere shows here", async () => {
    const { bridge } = openApp(yearWorld());
    await field("Bucket");
    await bridge.invoke("settings.set", { mediaHostBucket: "set-elsewhere" });
    await waitFor(async () =>
      expect(await field("Bucket")).toHaveProperty("value", "set-elsewhere"),
    );
  });
});

describe("what is refused", () => {
  test("stays in the field, with the reason beside it, and the old value stays in force", async () => {
    const { user, bridge } = openApp(yearWorld());
    const host = await field("Host");
    await user.clear(host);
    await user.type(host, "http://graph.example.com{Enter}");
    await screen.findByText("An https address, or http on this computer (127.0.0.1, localhost)");
    expect(host.getAttribute("aria-invalid")).toBe("true");
    expect(host).toHaveProperty("value", "http://graph.example.com");
    expect(bridge.world.settings.graphHost).toBe("https://graph.instagram.com");
    await user.type(host, "x");
    expect(host.getAttribute("aria-invalid")).toBeNull();
  });

  test("a full disk is said beside the switch that met it", async () => {
    const { user } = openApp(yearWorld(), "/settings", {
      "settings.set": () => {
        throw new AppError("disk-full", "The disk is full. Make room, then try again.");
      },
    });
    await user.click(await screen.findByRole("switch", { name: "Start with the computer" }));
    expect((await screen.findByRole("alert")).textContent).toMatch(/The disk is full/);
    expect(screen.getByRole("switch", { name: "Start with the computer" })).toHaveProperty(
      "checked",
      false,
    );
  });

  test("another API host can be taken back in one press", async () => {
    const world = yearWorld();
    world.settings = { ...world.settings, graphHost: "http://127.0.0.1:9999" };
    const { user, bridge } = openApp(world);
    await user.click(await screen.findByRole("button", { name: /Back to graph\.instagram\.com/ }));
    await waitFor(() =>
      expect(bridge.world.settings.graphHost).toBe("https://graph.instagram.com"),
    );
    await waitFor(() => expect(screen.queryByRole("button", { name: /Back to/ })).toBeNull());
  });
});

describe("the media host", () => {
  test("its key is kept whole or not at all, and shown nowhere", async () => {
    const { user, bridge } = openApp(emptyWorld());
    await user.type(await field("Access key ID"), "AKIA123");
    expect(screen.getByRole("button", { name: "Keep the key" })).toHaveProperty("disabled", true);
    const secret = screen.getByLabelText("Secret access key");
    expect(secret).toHaveProperty("type", "password");
    await user.type(secret, "s3cret");
    await user.click(screen.getByRole("button", { name: "Keep the key" }));
    expect(await screen.findByText("Kept, and shown nowhere.")).toBeDefined();
    expect(bridge.calls.find((call) => call.route === "media.setHostKey")?.input).toEqual({
      accessKeyId: "AKIA123",
      secretAccessKey: "s3cret",
    });
    expect(document.body.textContent).not.toContain("s3cret");
  });

  test("its key can be forgotten", async () => {
    const { user, bridge } = openApp(yearWorld());
    await user.click(await screen.findByRole("button", { name: "Forget" }));
    await field("Access key ID");
    expect(bridge.world.hasMediaHostKey).toBe(false);
  });

  test("pictures of accounts connected through Facebook can stand on their Page instead", async () => {
    const { user, bridge } = openApp(yearWorld());
    await user.click(
      await screen.findByRole("button", {
        name: /Pictures of accounts connected through Facebook/,
      }),
    );
    await user.click(await screen.findByRole("option", { name: "On their own Facebook Page" }));
    await waitFor(() => expect(bridge.world.settings.facebookPictureHost).toBe("page"));
  });

  test("checking it says in words how it went, both ways", async () => {
    const { user, bridge } = openApp(yearWorld());
    await user.click(await screen.findByRole("button", { name: "Check the host" }));
    expect(await screen.findByText(/Put up a small picture/)).toBeDefined();
    bridge.answer("media.checkHost", () => ({ ok: false, message: "The bucket is not there." }));
    await user.click(screen.getByRole("button", { name: "Check the host" }));
    expect((await screen.findByRole("alert")).textContent).toBe("The bucket is not there.");
  });

  test("cannot be checked before it is set up", async () => {
    openApp(emptyWorld());
    await field("Access key ID");
    expect(screen.queryByRole("button", { name: "Check the host" })).toBeNull();
  });
});

describe("health", () => {
  test("says how the keychain, the database and its copies are", async () => {
    openApp(yearWorld());
    const health = await screen.findByRole("region", { name: "Health" });
    expect(await within(health).findByText(/kept by gnome-libsecret/)).toBeDefined();
    expect(within(health).getByText(/Well, 4\.6 MB/)).toBeDefined();
    expect(within(health).getByText("/home/mara/.config/Defeah Studio")).toBeDefined();
  });

  test("names what is wrong", async () => {
    const { bridge } = openApp(yearWorld(), "/settings", {
      "settings.health": () => ({
        version: "0.1.0",
        schemaVersion: "0000_init",
        databaseBytes: 1,
        lastBackupAt: null,
        keychain: { durable: false, backend: "basic_text" },
        ignoredSettings: ["graceMinutes"],
        databaseNotice: "The database was damaged; yesterday’s copy took its place.",
        dataFolder: "/tmp/studio",
        unknownReplies: [
          { code: "100/2207999", count: 3, lastAt: Date.UTC(2026, 9, 8, 12) },
          { code: "HTTP 403", count: 1, lastAt: Date.UTC(2026, 9, 7, 12) },
        ],
      }),
    });
    expect(
      await screen.findByText(/offers none, so tokens and keys last until you quit/),
    ).toBeDefined();
    expect(screen.getByText(/stand at their defaults: graceMinutes/)).toBeDefined();
    expect(screen.getByText(/yesterday’s copy took its place/)).toBeDefined();
    expect(screen.getByText("100/2207999").parentElement?.textContent).toMatch(/3 times, last /);
    expect(screen.getByText("HTTP 403").parentElement?.textContent).toMatch(/once, last /);
    expect(bridge.calls.some((call) => call.route === "settings.health")).toBe(true);
  });

  test("holds the database against its rules when she asks, and says which are broken", async () => {
    const { user, bridge } = openApp(yearWorld());
    await user.click(await screen.findByRole("button", { name: "Check now" }));
    expect(await screen.findByText(/All 1 rules are kept/)).toBeDefined();
    bridge.answer("settings.checkInvariants", () => ({
      checkedAt: 1,
      findings: [
        { number: "I4", name: "a", says: "No second call.", isHeld: false, rows: ["p1", "p2"] },
      ],
    }));
    await user.click(screen.getByRole("button", { name: "Check now" }));
    const alert = await screen.findByRole("alert");
    expect(alert.textContent).toMatch(/One rule is broken, of 1/);
    expect(alert.textContent).toMatch(/No second call\. Not so for p1, p2/);
  });

  test("the page has no faults that axe can find without a layout", async () => {
    openApp(yearWorld());
    await screen.findByText(/kept by gnome-libsecret/);
    expect(await axeFaults()).toEqual([]);
  });
});

describe("backups", () => {
  test("are listed with what they hold; a damaged one cannot be restored", async () => {
    openApp(yearWorld());
    const list = await screen.findByRole("list", { name: "Backups" });
    const rows = within(list).getAllByRole("listitem");
    expect(rows).toHaveLength(4);
    expect(rows[0]?.textContent).toMatch(/the day’s copy, 4\.5 MB, 412 posts/);
    expect(rows[2]?.textContent).toMatch(/before an update/);
    expect(rows[3]?.textContent).toMatch(/Damaged: it cannot be restored/);
    expect(within(list).getAllByRole("button")).toHaveLength(3);
  });

  test("restoring one asks first and says what will happen; cancelling does nothing", async () => {
    const { user, bridge } = openApp(yearWorld());
    const [first] = await screen.findAllByRole("button", { name: /Restore….*backup of/ });
    if (!first) throw new Error("There is no backup to restore.");
    await user.click(first);
    const question = await screen.findByRole("alertdialog");
    expect(question.textContent).toMatch(/3 posts were written or changed and 1 post went out/);
    expect(question.textContent).toMatch(/A copy of how it is now is made first/);
    expect(question.textContent).toMatch(/looked up on Instagram before anything is sent/);
    await user.click(within(question).getByRole("button", { name: "Cancel" }));
    expect(bridge.calls.some(({ route }) => route === "settings.restore")).toBe(false);
    await user.click(first);
    await user.click(await screen.findByRole("button", { name: "Restore and start again" }));
    await waitFor(() =>
      expect(bridge.calls.find(({ route }) => route === "settings.restore")?.input).toEqual({
        name: expect.stringMatching(/^daily-\d{13}\.sqlite$/),
      }),
    );
  });

  test("a backup that cannot be made ready is said in the question, which stays", async () => {
    const { user } = openApp(yearWorld(), "/settings", {
      "settings.restore": () => {
        throw new AppError("invalid-input", "That backup could not be made ready.");
      },
    });
    const [first] = await screen.findAllByRole("button", { name: /Restore….*backup of/ });
    if (first) await user.click(first);
    await user.click(await screen.findByRole("button", { name: "Restore and start again" }));
    expect((await screen.findByRole("alert")).textContent).toMatch(/could not be made ready/);
    expect(screen.getByRole("alertdialog")).toBeDefined();
  });
});
