import { deadToken, Problem } from "./problem.ts";

/**
 * What can be wrong with an account until somebody puts it right in the app (sections 7 and 8.5 of Meta's rules as restated):
 * `restricted` 25/2207050, `checkpoint` 190/459, `action-blocked` 4/2207051, `policy-blocked` 368.
 */
export const TROUBLES = ["restricted", "checkpoint", "action-blocked", "policy-blocked"] as const;
export type Trouble = (typeof TROUBLES)[number];

/** The troubles of each account; without a script none. Forgotten over a restart. */
export class Troubles {
  private readonly byAccount = new Map<string, Trouble>();

  /** Null: it is well again. */
  set(platformUserId: string, trouble: Trouble | null): void {
    if (trouble === null) this.byAccount.delete(platformUserId);
    else this.byAccount.set(platformUserId, trouble);
  }

  /** @throws Problem of the account's trouble: a checkpoint stops every call, the others writes only. */
  meet(platformUserId: string, isWrite: boolean): void {
    const trouble = this.byAccount.get(platformUserId);
    if (trouble === "checkpoint") throw deadToken(459);
    if (trouble !== undefined && isWrite) throw problemOf(trouble);
  }
}

function problemOf(trouble: Exclude<Trouble, "checkpoint">): Problem {
  switch (trouble) {
    case "restricted":
      return new Problem({
        code: 25,
        subcode: 2207050,
        message: "The Instagram account is restricted.",
        forPeople: [
          "Account restricted",
          "The Instagram professional account is inactive, checkpointed, or restricted. Sign in to the Instagram app and complete any actions it requires.",
        ],
      });
    case "action-blocked":
      return new Problem({
        code: 4,
        subcode: 2207051,
        message: "Application request limit reached",
        forPeople: [
          "Action is blocked",
          "We restrict certain activity to protect our community. Tell us if you think we made a mistake.",
        ],
      });
    case "policy-blocked":
      return new Problem({
        code: 368,
        message: "(#368) The action attempted has been deemed abusive or is otherwise disallowed",
      });
  }
  return trouble satisfies never;
}
