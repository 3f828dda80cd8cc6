import { lazy, useEffect, useState, type ComponentType } from "react";
import { afterFirstScreen } from "./first-screen.ts";
import { noteFirstRead } from "./pending-reads.ts";

/**
 * A part of the first screen that it does not show yet, in a file of its own: loaded once that screen stands, or when it is
 * shown before that; then it suspends. Once loaded it is drawn at once.
 */
export function later<P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  let part: ComponentType<P> | undefined;
  let loading: Promise<ComponentType<P>> | undefined;
  const loadOnce = () =>
    (loading ??= load().then((loaded) => {
      part = loaded;
      return loaded;
    }));
  const Waiting = lazy(async () => ({ default: await loadOnce() }));
  afterFirstScreen(loadOnce);
  return function Later(props: P) {
    // One of them for as long as it is mounted: another would begin anew.
    const [Part] = useState<ComponentType<P>>(() => part ?? (Waiting as ComponentType<P>));
    return <Part {...props} />;
  };
}

/** In the place of a part that is still loading: the screen does not count as ready without it. */
export function StillLoading() {
  useEffect(() => noteFirstRead(), []);
  return null;
}
