import { useMemo, useSyncExternalStore } from "react";

/** Every place in the app; the path is what the tray, notifications and links carry. */
export type Route =
  | { readonly screen: "calendar" }
  | { readonly screen: "composer"; readonly postId: string | null }
  | { readonly screen: "library" }
  | { readonly screen: "outbox"; readonly publicationId: string | null }
  | { readonly screen: "accounts" }
  | { readonly screen: "profile"; readonly accountId: string }
  | { readonly screen: "settings" };
export type ScreenName = Route["screen"];

/** Reads a path such as `/composer/<postId>`; anything unknown is the calendar. */
export function parseRoute(path: string): Route {
  const [first = "", second] = (path.split(/[?#]/)[0] ?? "").split("/").filter(Boolean);
  const id = second === undefined ? null : decode(second);
  if (id === undefined) return { screen: "calendar" };
  return routeOf(first, id);
}

function routeOf(first: string, id: string | null): Route {
  switch (first) {
    case "composer":
      return { screen: "composer", postId: id };
    case "outbox":
      return { screen: "outbox", publicationId: id };
    case "profile":
      return id === null ? { screen: "accounts" } : { screen: "profile", accountId: id };
    case "library":
    case "accounts":
    case "settings":
      return { screen: first };
    default:
      return { screen: "calendar" };
  }
}

/** The path of a route. */
export function pathOf(route: Route): string {
  if (route.screen === "composer") return join("/composer", route.postId);
  if (route.screen === "outbox") return join("/outbox", route.publicationId);
  if (route.screen === "profile") return join("/profile", route.accountId);
  return `/${route.screen}`;
}

/** Goes to a screen: `navigate("/outbox")`. `replace` leaves no step back. */
export function navigate(path: string, options: { readonly replace?: boolean } = {}): void {
  if (path === window.location.pathname) return;
  if (options.replace) window.history.replaceState(null, "", path);
  else window.history.pushState(null, "", path);
  window.dispatchEvent(new Event(MOVED));
}

/** Where she is now. */
export function useRoute(): Route {
  const path = useSyncExternalStore(subscribe, () => window.location.pathname);
  return useMemo(() => parseRoute(path), [path]);
}

const MOVED = "app-moved";

function decode(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined; // the browser's own functions have no other way to say that it is broken
  }
}

function join(base: string, id: string | null): string {
  return id === null ? base : `${base}/${encodeURIComponent(id)}`;
}

function subscribe(listener: () => void): () => void {
  window.addEventListener("popstate", listener);
  window.addEventListener(MOVED, listener);
  return () => {
    window.removeEventListener("popstate", listener);
    window.removeEventListener(MOVED, listener);
  };
}
