import type { Secret } from "../lib/secret.ts";
import type { Purpose } from "./budget.ts";

/** How to speak to the platform for one account: where, in which version, with whose token. */
export type Access = {
  readonly accountId: string;
  /** The Instagram professional account's id: seventeen digits, beyond 2^53, so a string. */
  readonly platformUserId: string;
  /** `https://host`, or http on this computer; a path before the version is kept. */
  readonly host: string;
  /** Such as `v26.0`: a call without one would get the app dashboard's (Graph API, versions). */
  readonly version: string;
  readonly token: Secret;
  /** What the calls are for: those that publish find room where reads are told to wait. A read unless told. */
  readonly purpose?: Purpose;
  /** Which of the account's tokens this is: they are counted, so that a late refusal of an old one can be told apart. */
  readonly tokenGeneration: number;
};

/** Access before it is known whose token it is: all that `/me` and a refresh need. */
export type Speaker = Omit<Access, "platformUserId">;
