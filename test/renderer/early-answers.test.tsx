// @vitest-environment jsdom
import { act, cleanup, renderHook, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { askEarly, forgetEarlyAnswers } from "../../renderer/lib/early-answers.ts";
import { ipc } from "../../renderer/lib/ipc.ts";
import { useLive } from "../../renderer/lib/use-live.ts";
import { FakeBridge } from "./preview/fake-bridge.ts";
import { yearWorld } from "./preview/world.ts";

// One for the file, as a page has one for its life: what is asked early listens to it from the first question on.
const bridge = new FakeBridge(yearWorld());
beforeEach(() => {
  bridge.calls.length = 0;
  vi.stubGlobal("bridge", bridge);
});
afterEach(() => {
  cleanup();
  forgetEarlyAnswers();
});

const readAccounts = () =>
  renderHook(() => useLive(ipc.accounts.list, {}, ["accounts.changed"])).result;
const asked = () => bridge.calls.filter(({ route }) => route === "accounts.list").length;

test("what was asked early stands at the first drawing and is not asked again", async () => {
  await askEarly(ipc.accounts.list, {});
  const result = readAccounts();
  expect(result.current).toMatchObject({ isReading: false, isStale: false });
  expect(result.current.value).toHaveLength(2);
  await act(async () => {});
  expect(asked()).toBe(1);
});

test("an event after the early answer has it asked again", async () => {
  await askEarly(ipc.accounts.list, {});
  bridge.emit("media.changed", { ids: [] });
  const result = readAccounts();
  expect(result.current.value).toBeUndefined();
  await waitFor(() => expect(result.current.value).toHaveLength(2));
  expect(asked()).toBe(2);
});

test("an event while the early question is open makes its answer worthless", async () => {
  const answer = askEarly(ipc.accounts.list, {});
  bridge.emit("accounts.changed", { ids: [] });
  expect(await answer).toBeUndefined();
  expect(readAccounts().current.isReading).toBe(true);
  await act(async () => {});
});

test("an early answer still hears the events of what it shows", async () => {
  await askEarly(ipc.accounts.list, {});
  const result = readAccounts();
  act(() => bridge.emit("accounts.changed", { ids: [] }));
  await waitFor(() => expect(asked()).toBe(2));
  await waitFor(() => expect(result.current.isReading).toBe(false));
});

test("another input is another question", async () => {
  await askEarly(ipc.posts.get, { id: "nothing" });
  const { result } = renderHook(() => useLive(ipc.posts.get, { id: "something" }, []));
  expect(result.current).toMatchObject({ value: undefined, isReading: true });
  await waitFor(() => expect(result.current.isReading).toBe(false));
});

test("a question that fails early is the screen's to ask, which shows why", async () => {
  bridge.answer("settings.get", () => {
    throw new Error("broken");
  });
  expect(await askEarly(ipc.settings.get, {})).toBeUndefined();
  const { result } = renderHook(() => useLive(ipc.settings.get, {}, []));
  await waitFor(() => expect(result.current.error).toBeDefined());
});
