import type { MediaHost } from "../../../shared/contract/media.ts";
import type { Clock } from "../../ports.ts";

type HostTried = NonNullable<MediaHost["lastTried"]>;

/** Remembers how each place for files did when it was last used. Lives with the app. */
export class HostLight {
  private readonly clock: Clock;
  private readonly last = new Map<string, HostTried>();

  constructor(clock: Clock) {
    this.clock = clock;
  }

  /** True when what is shown becomes another. */
  tell(place: string, tried: Omit<HostTried, "at">): boolean {
    const last = this.at(place);
    // Storing a file proves less than the check, which fetches it back: a post does not mend what a check found.
    if (tried.by === "post" && last?.by === "check" && !last.ok) return false;
    this.last.set(place, { ...tried, at: this.clock.now() });
    return last?.ok !== tried.ok || last.message !== tried.message;
  }

  /** Undefined when this place was not used yet. */
  at(place: string): HostTried | undefined {
    return this.last.get(place);
  }

  forget(): void {
    this.last.clear();
  }
}
