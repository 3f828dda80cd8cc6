import type { ImportResult, Media } from "../../../shared/contract/media.ts";
import { AppError } from "../../../shared/result.ts";
import type { Fake, FakeRoutes } from "./fake-bridge.ts";
import { TALES } from "./story.ts";
import { mediaOf, nextId } from "./world.ts";

/** The library: a file called `broken…` is refused, `again…` is a duplicate, any other comes in as one of the scenes. */
export function mediaRoutes({ world, emit }: Fake): FakeRoutes<"media"> {
  const find = (id: string): Media => {
    const found = world.media.find((item) => item.id === id);
    if (!found) throw new AppError("not-found", "This picture is not in the library any more.");
    return found;
  };
  const bringIn = (name: string): ImportResult => {
    if (name.startsWith("broken"))
      return {
        outcome: "refused",
        name,
        refusal: "truncated",
        reason: "The file ends in the middle. Copy it from the camera again.",
      };
    const [newest] = world.media;
    if (name.startsWith("again") && newest) return { outcome: "duplicate", name, media: newest };
    const scene = TALES[world.media.length % TALES.length]?.scene ?? "vase-trio";
    const media = mediaOf(`${scene}.${nextId(world, "new")}`, name, world.now);
    world.media = [media, ...world.media];
    emit("media.changed", { ids: [media.id] });
    return { outcome: "imported", name, media };
  };
  return {
    list: async ({ search, only, kind, cursor, limit = 100 }) => {
      const all = world.media
        .filter((item) => !search || item.name.toLowerCase().includes(search.toLowerCase()))
        .filter((item) => !kind || item.kind === kind)
        .filter((item) => !only || (only === "used") === item.usedCount > 0)
        .sort((a, b) => b.importedAt - a.importedAt);
      const from = Number(cursor ?? 0);
      const next = from + limit < all.length ? String(from + limit) : null;
      return { items: all.slice(from, from + limit), nextCursor: next, total: all.length };
    },
    get: async ({ id }) => find(id),
    import: async ({ name }) => bringIn(name),
    beginImport: async ({ name }) => ({ upload: name }),
    appendImport: async () => ({ done: true }),
    finishImport: async ({ upload }) => bringIn(upload),
    setPoster: async ({ id }) => {
      const changed = { ...find(id), hasPoster: true };
      world.media = world.media.map((item) => (item.id === id ? changed : item));
      emit("media.changed", { ids: [id] });
      return changed;
    },
    pick: async () => ({
      files: ["IMG_2041.heic", "IMG_2042.heic"].map((name) => ({
        ticket: nextId(world, `ticket-${name}`),
        name,
      })),
    }),
    importPicked: async ({ ticket }) => bringIn(ticket.replace(/^ticket-|-\d+$/g, "")),
    setAltText: async ({ id, altText }) => {
      const changed = { ...find(id), altText };
      world.media = world.media.map((item) => (item.id === id ? changed : item));
      emit("media.changed", { ids: [id] });
      return changed;
    },
    remove: async ({ ids }) => {
      const used = ids.map(find).filter((item) => item.usedCount > 0);
      if (used[0])
        throw new AppError(
          "conflict",
          `${used[0].name} is used by a post. Take it out there first.`,
        );
      world.removedMedia.push(...ids.map(find));
      world.media = world.media.filter((item) => !ids.includes(item.id));
      emit("media.changed", { ids });
      return { done: true };
    },
    restore: async ({ ids }) => {
      world.media.push(...world.removedMedia.filter((item) => ids.includes(item.id)));
      emit("media.changed", { ids });
      return { done: true };
    },
    setHostKey: async ({ accessKeyId }) => {
      world.hasMediaHostKey = accessKeyId !== "";
      emit("settings.changed", { keys: ["mediaHostKey"] });
      return { done: true };
    },
    host: async ({ accountId }) => ({
      kind: holdsOwnPictures(world, accountId) ? "page" : "object-host",
      isSetUp:
        holdsOwnPictures(world, accountId) ||
        (world.settings.mediaHostEndpoint !== "" && world.hasMediaHostKey),
      hasKey: world.hasMediaHostKey,
      lastTried: world.mediaHostTried,
      leftovers: world.mediaHostLeftovers,
    }),
    forgetLeftovers: async () => {
      world.mediaHostLeftovers = [];
      emit("settings.changed", { keys: ["mediaHost"] });
      return { done: true };
    },
    checkHost: async ({ accountId }) => {
      if (!holdsOwnPictures(world, accountId) && !world.hasMediaHostKey)
        return { ok: false, message: "There is no key yet. Save one first." };
      const check = {
        ok: true,
        message: "Put up a small picture, fetched it in 0.4 s, took it down again.",
      };
      world.mediaHostTried = { ...check, at: world.now, by: "check" };
      emit("settings.changed", { keys: ["mediaHost"] });
      return check;
    },
  };
}

function holdsOwnPictures(world: Fake["world"], accountId: string | undefined): boolean {
  const account = world.accounts.find(({ id }) => id === accountId);
  return world.settings.facebookPictureHost === "page" && account?.login === "facebook";
}
