import { cleanup, configure, render } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, vi } from "vitest";
import { App } from "../../renderer/app/app.tsx";
import { useFrameState } from "../../renderer/app/frame-state.ts";
import { useNotices } from "../../renderer/lib/notices.ts";
import { showRehearsal } from "../../renderer/lib/shown-rehearsal.ts";
import { resetUndo } from "../../renderer/lib/undo.ts";
import { FakeBridge } from "./preview/fake-bridge.ts";
import type { World } from "./preview/world.ts";

// A busy machine is no fault: what is waited for may take its time.
configure({ asyncUtilTimeout: 10_000 });

afterEach(() => {
  cleanup();
  useFrameState.getState().reset();
  useNotices.getState().reset();
  resetUndo();
  showRehearsal(null);
  delete document.documentElement.dataset["appState"];
});

/** Puts a made-up main process behind `window.bridge`, and what jsdom lacks beside it. */
export function placeBridge(world: World): FakeBridge {
  const bridge = new FakeBridge(world);
  vi.stubGlobal("bridge", bridge);
  vi.stubGlobal("matchMedia", () => new StillMedia());
  vi.stubGlobal("ResizeObserver", StillObserver);
  vi.stubGlobal("IntersectionObserver", StillObserver);
  Element.prototype.scrollIntoView = () => {};
  return bridge;
}

type Answers = Readonly<Record<string, (input: unknown) => unknown>>;

/** Opens the whole window at a path, as main.tsx does, on a made-up world; `answers` replaces routes from the start. */
export function openApp(world: World, path = "/settings", answers: Answers = {}) {
  window.history.replaceState(null, "", path);
  const bridge = placeBridge(world);
  for (const [route, reply] of Object.entries(answers)) bridge.answer(route, reply);
  const user = userEvent.setup();
  render(<App />);
  return { bridge, user };
}

class StillMedia extends EventTarget {
  readonly matches = false;
}

class StillObserver {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}
