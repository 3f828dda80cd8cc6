import type { MediaHost } from "../../../shared/contract/media.ts";
import type { Clock } from "../../ports.ts";

type HostTried = NonNullable<MediaHost["lastTried"]>;

/** Remembers how the media host did when it was last used, as long as it is the same place. Lives with the app. */
export class HostLight {
  private readonly clock: Clock;
  private last: (HostTried & { readonly place: string }) | undefined;

  constructor(clock: Clock) {
    this.clock = clock;
  }

  /** True when what is shown becomes another. */
  tell(place: string, tried: Omit<HostTried, "at">): boolean {
    const last = this.at(place);
    // Storing a file proves less than the check, which fetches it back: a post does not mend what a check found.
    if (tried.by === "post" && last?.by === "check" && !last.ok) return false;
    this.last = { ...tried, place, at: this.clock.now() };
    return last?.ok !== tried.ok || last.message !== tried.message;
  }

  /** Undefined when this place was not used yet. */
  at(place: string): HostTried | undefined {
    return this.last?.place === place ? this.last : undefined;
  }

  forget(): void {
    this.last = undefined;
  }
}
