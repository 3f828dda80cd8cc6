import { randomBytes } from "node:crypto";
import type { Ids } from "../ports.ts";

/** UUIDs of version 7 (RFC 9562): 48 bits of time, a counter inside the millisecond, the rest random. */
export class SystemIds implements Ids {
  private lastMs = 0;
  private counter = 0;

  next(): string {
    const now = Math.max(Date.now(), this.lastMs);
    this.counter = now === this.lastMs ? this.counter + 1 : 0;
    this.lastMs = this.counter > 0xfff ? now + 1 : now;
    if (this.counter > 0xfff) this.counter = 0;
    const time = this.lastMs.toString(16).padStart(12, "0");
    const random = randomBytes(8);
    random[0] = ((random[0] ?? 0) & 0x3f) | 0x80;
    const tail = random.toString("hex");
    const count = this.counter.toString(16).padStart(3, "0");
    return `${time.slice(0, 8)}-${time.slice(8)}-7${count}-${tail.slice(0, 4)}-${tail.slice(4)}`;
  }

  random(): number {
    return Math.random();
  }
}
