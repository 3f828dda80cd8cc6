import "./no-eval.ts";
import { FakeBridge } from "./fake-bridge.ts";
import { sceneOf } from "./scene-of.ts";
import { emptyWorld, heldWorld, newWorld, yearWorld } from "./world.ts";

/** The renderer as it is, over a made-up main process: `?world=year|empty|new|held` before the path is chosen. */
const WORLDS = { year: yearWorld, empty: emptyWorld, new: newWorld, held: heldWorld };

const wanted = sessionStorage.getItem("world") ?? "year";
const world = WORLDS[wanted as keyof typeof WORLDS](Date.now());
const theme = sessionStorage.getItem("theme");
if (theme === "light" || theme === "dark") world.settings = { ...world.settings, theme };
const bridge = new FakeBridge(world);
Object.assign(window, { bridge });

// The protocol of the app's pictures does not exist in a plain browser: the same ids lead to the drawn scenes here.
const own = Object.getOwnPropertyDescriptor(HTMLImageElement.prototype, "src");
Object.defineProperty(HTMLImageElement.prototype, "src", {
  ...own,
  set(this: HTMLImageElement, value: string) {
    const isOurs = value.startsWith("app-media://");
    own?.set?.call(this, isOurs ? `/scenes/${sceneOf(world, value)}.jpg` : value);
  },
});

// A video has its poster there, and nothing to play. React gives attributes of several types.
HTMLVideoElement.prototype.setAttribute = function (name: string, value: unknown) {
  const words = String(value);
  const isOurs = words.startsWith("app-media://");
  if (isOurs && name === "src") return;
  const shown = isOurs ? `/scenes/${sceneOf(world, words)}.jpg` : words;
  Element.prototype.setAttribute.call(this, name, shown);
};

await import("../../../renderer/main.tsx");
