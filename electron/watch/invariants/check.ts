import { CONTENT } from "./content.ts";
import type { Client, Invariant } from "./invariant.ts";
import { ONCE } from "./once.ts";
import { ORDER } from "./order.ts";
import { SECRETS } from "./secrets.ts";

/** Every promise that a database alone can be held to. */
export const INVARIANTS: readonly Invariant[] = [...ONCE, ...ORDER, ...CONTENT, ...SECRETS].sort(
  (a, b) => Number(a.number.slice(1)) - Number(b.number.slice(1)),
);

/** What one promise came to. */
export type Finding = {
  readonly number: string;
  readonly name: string;
  readonly says: string;
  readonly isHeld: boolean;
  /** The offending rows: publication ids, but for what is no publication (`job 12`, `attempt.detail row 3`, a trigger's name). */
  readonly rows: readonly string[];
};

/** Holds a database against every promise, all at one instant of it. Only reads. @throws when it is not one of this app's. */
export function checkInvariants(client: Client): readonly Finding[] {
  return client.transaction(() =>
    INVARIANTS.map(({ number, name, says, find }) => {
      const rows = find(client);
      return { number, name, says, isHeld: rows.length === 0, rows };
    }),
  )();
}
