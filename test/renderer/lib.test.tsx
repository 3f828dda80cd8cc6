// @vitest-environment jsdom
import { act, cleanup, renderHook, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import {
  formatBytes,
  formatDay,
  formatDuration,
  formatRelative,
  formatTimeInZone,
  formatZone,
} from "../../renderer/lib/format.ts";
import { ipc } from "../../renderer/lib/ipc.ts";
import { useNotices } from "../../renderer/lib/notices.ts";
import { navigate, parseRoute, pathOf, useRoute } from "../../renderer/lib/route.ts";
import { offerUndo, resetUndo, undoLast } from "../../renderer/lib/undo.ts";
import { useCommand } from "../../renderer/lib/use-command.ts";
import { useLive } from "../../renderer/lib/use-live.ts";
import { AppError } from "../../shared/result.ts";
import { FakeBridge } from "./preview/fake-bridge.ts";
import { STORY_NOW } from "./preview/story.ts";
import { yearWorld } from "./preview/world.ts";

let bridge: FakeBridge;
beforeEach(() => {
  bridge = new FakeBridge(yearWorld());
  vi.stubGlobal("bridge", bridge);
});
afterEach(() => {
  cleanup();
  resetUndo();
  useNotices.getState().reset();
});

describe("useLive", () => {
  test("reads at once, and again when one of its events is told", async () => {
    const { result } = renderHook(() => useLive(ipc.accounts.list, {}, ["accounts.changed"]));
    expect(result.current.isReading).toBe(true);
    await waitFor(() => expect(result.current.value).toHaveLength(2));
    await act(() => ipc.accounts.disconnect({ id: "account-practice" }));
    await waitFor(() => expect(result.current.value).toHaveLength(1));
  });

  test("hears no event it did not name", async () => {
    const { result } = renderHook(() => useLive(ipc.accounts.list, {}, ["accounts.changed"]));
    await waitFor(() => expect(result.current.value).toBeDefined());
    const before = bridge.calls.length;
    act(() => bridge.emit("media.changed", { ids: [] }));
    expect(bridge.calls).toHaveLength(before);
  });

  test("drops the late answer of an earlier input", async () => {
    const answers = new Map<string, (value: string) => void>();
    const read = (input: { id: string }) =>
      new Promise<string>((resolve) => answers.set(input.id, resolve));
    const { result, rerender } = renderHook(({ id }) => useLive(read, { id }, []), {
      initialProps: { id: "first" },
    });
    rerender({ id: "second" });
    await act(async () => answers.get("second")?.("the second"));
    await act(async () => answers.get("first")?.("the first, late"));
    expect(result.current.value).toBe("the second");
  });

  test("keeps the last value while it reads for another input, and says that it is stale", async () => {
    const { result, rerender } = renderHook(
      ({ id }) => useLive(async (input: { id: string }) => answerOf(input.id), { id }, []),
      { initialProps: { id: "quick" } },
    );
    await waitFor(() => expect(result.current.value).toBe("quick"));
    rerender({ id: "never" });
    expect(result.current).toMatchObject({ value: "quick", isStale: true, isReading: true });
  });

  test("keeps the last value when a later read fails, and gives the reason", async () => {
    const { result } = renderHook(() => useLive(ipc.accounts.list, {}, ["accounts.changed"]));
    await waitFor(() => expect(result.current.value).toHaveLength(2));
    bridge.answer("accounts.list", () => {
      throw new AppError("offline", "There is no network.");
    });
    act(() => bridge.emit("accounts.changed", { ids: [] }));
    await waitFor(() => expect(result.current.error?.code).toBe("offline"));
    expect(result.current.value).toHaveLength(2);
  });

  test("reads nothing while its input is null", () => {
    const { result } = renderHook(() => useLive(ipc.posts.get, null, ["posts.changed"]));
    expect(result.current.isReading).toBe(false);
    expect(bridge.calls).toHaveLength(0);
  });

  test("listens no more once its screen is gone", async () => {
    const { result, unmount } = renderHook(() =>
      useLive(ipc.accounts.list, {}, ["accounts.changed"]),
    );
    await waitFor(() => expect(result.current.value).toBeDefined());
    unmount();
    const before = bridge.calls.length;
    bridge.emit("accounts.changed", { ids: [] });
    expect(bridge.calls).toHaveLength(before);
  });
});

describe("useCommand", () => {
  test("gives the reply, or undefined with the reason, and never rejects", async () => {
    const { result } = renderHook(() => useCommand(ipc.accounts.connect));
    await act(async () => {
      expect(await result.current.run({ token: "short" })).toBeUndefined();
    });
    expect(result.current.error?.message).toContain("Instagram does not know this token");
    await act(async () => {
      const account = await result.current.run({ token: "IG".padEnd(40, "x") });
      expect(account?.username).toBe("defeah.home");
    });
    expect(result.current.error).toBeUndefined();
    expect(result.current.busy).toBe(false);
  });

  test("turns anything unexpected into words", async () => {
    const { result } = renderHook(() =>
      useCommand(async () => {
        throw new TypeError("x is not a function");
      }),
    );
    await act(async () => {
      expect(await result.current.run(undefined)).toBeUndefined();
    });
    expect(result.current.error).toMatchObject({ code: "internal" });
    expect(result.current.error?.message).not.toContain("function");
  });
});

describe("undo", () => {
  test("takes back the newest step first, each once", async () => {
    const done: string[] = [];
    offerUndo("first", async () => done.push("first"));
    offerUndo("second", async () => done.push("second"));
    await undoLast();
    await undoLast();
    expect(await undoLast()).toBe(false);
    expect(done).toEqual(["second", "first"]);
  });

  test("the notice's button takes back its own step, and Ctrl-Z does not do it again", async () => {
    const done: string[] = [];
    offerUndo("moved", async () => done.push("moved"));
    useNotices.getState().items[0]?.action?.run();
    expect(await undoLast()).toBe(false);
    expect(done).toEqual(["moved"]);
  });

  test("says why when a step cannot be taken back", async () => {
    offerUndo("moved", async () => {
      throw new AppError("conflict", "It is being published.");
    });
    await undoLast();
    expect(useNotices.getState().items.map((item) => item.message)).toEqual([
      "It is being published.",
    ]);
  });
});

describe("routes", () => {
  test.each([
    "/calendar",
    "/composer",
    "/composer/post-12",
    "/library",
    "/outbox",
    "/outbox/publication-3",
    "/accounts",
    "/profile/account-1",
    "/settings",
  ])("%s is read and written alike", (path) => expect(pathOf(parseRoute(path))).toBe(path));

  test.each(["/", "", "/nowhere", "//", "/calendar/x"])("%s leads to the calendar", (path) =>
    expect(parseRoute(path).screen).toBe("calendar"),
  );

  test("an id survives whatever it is made of", () => {
    const route = { screen: "composer", postId: "a/b?c#d é" } as const;
    expect(parseRoute(pathOf(route))).toEqual(route);
  });

  test("a broken address leads to the calendar instead of failing", () =>
    expect(parseRoute("/composer/%E0%A4%A").screen).toBe("calendar"));

  test("going and coming back are both seen", async () => {
    window.history.replaceState(null, "", "/calendar");
    const { result } = renderHook(() => useRoute());
    act(() => navigate("/outbox"));
    expect(result.current.screen).toBe("outbox");
    act(() => window.history.back());
    await waitFor(() => expect(result.current.screen).toBe("calendar"));
  });
});

describe("words for times and sizes", () => {
  const evening = Date.UTC(2026, 9, 8, 16, 30);
  test.each([
    ["Europe/Berlin", "18:30 CEST"],
    ["Europe/London", "17:30 BST"],
    ["America/New_York", "12:30 EDT"],
    ["Asia/Tokyo", "01:30 UTC+9"],
    ["UTC", "16:30 UTC"],
  ])("a time in %s is %s", (zone, words) => expect(formatTimeInZone(evening, zone)).toBe(words));

  test("the zone's name follows its clock changes", () => {
    expect(formatZone(Date.UTC(2026, 9, 25, 0, 59), "Europe/Berlin")).toBe("CEST");
    expect(formatZone(Date.UTC(2026, 9, 25, 1, 1), "Europe/Berlin")).toBe("CET");
  });

  test("a day has its year only when it is another one", () => {
    expect(formatDay(evening, "Europe/Berlin", STORY_NOW)).toBe("Thu 8 Oct");
    expect(formatDay(Date.UTC(2025, 8, 30), "Europe/Berlin", STORY_NOW)).toBe("Tue 30 Sep 2025");
  });

  test.each([
    [268 * 60_000, "in 4 h 28 min"],
    [-3 * 60_000, "3 min ago"],
    [20_000, "now"],
    [60 * 60_000, "in 1 h"],
    [3 * 86_400_000, "in 3 days"],
  ])("%d ms from now is %s", (ms, words) =>
    expect(formatRelative(STORY_NOW + ms, STORY_NOW)).toBe(words),
  );

  test.each([
    [900, "900 B"],
    [412_300, "412 KB"],
    [8_100_000, "8.1 MB"],
  ])("%d bytes are %s", (bytes, words) => expect(formatBytes(bytes)).toBe(words));

  test("59 minutes and 40 seconds are an hour, not 60 minutes", () =>
    expect(formatDuration(59 * 60_000 + 40_000)).toBe("1 h"));
});

function answerOf(id: string): Promise<string> {
  return id === "never" ? new Promise(() => {}) : Promise.resolve(id);
}
