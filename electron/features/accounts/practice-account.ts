import { AppError } from "../../../shared/result.ts";
import { Secret } from "../../lib/secret.ts";
import type { PracticeServer } from "../../practice/server.ts";
import type { Ports } from "../../ports.ts";

const WHO = { username: "defeah.practice", name: "Defeah (practice)" };

export type PracticeToken = { readonly token: Secret; readonly expiresAt: number };

/** The practice Instagram as accounts need it: started when a practice account is there or asked for, never otherwise. */
export class PracticeAccount {
  private readonly practice: PracticeServer;
  private readonly ports: Ports;
  private starting: Promise<void> | undefined;

  constructor(practice: PracticeServer, ports: Ports) {
    this.practice = practice;
    this.ports = ports;
  }

  /** Its address; starts it first when needed. @throws AppError `internal` when it cannot start. */
  async origin(): Promise<string> {
    this.starting ??= this.practice.start();
    try {
      await this.starting;
      return this.practice.origin;
    } catch (error) {
      this.starting = undefined;
      this.ports.log.error("accounts.practice-failed", { error: String(error) });
      throw new AppError(
        "internal",
        "The practice Instagram could not start. Close the app and open it again; if that does not help, the log has the reason.",
        { cause: error },
      );
    }
  }

  /** The practice account, made on the first call, and a token for it. */
  async open(): Promise<PracticeToken & { readonly origin: string }> {
    const origin = await this.origin();
    const { platformUserId } = this.practice.createAccount(WHO);
    return { origin, ...this.issue(platformUserId) };
  }

  /** A new token of an account it knows. @throws when it knows no such account. */
  async reopen(platformUserId: string): Promise<PracticeToken> {
    await this.origin();
    return this.issue(platformUserId);
  }

  /** The account's page for people. */
  async profileUrl(platformUserId: string): Promise<string> {
    await this.origin();
    return this.practice.profileUrl(platformUserId);
  }

  private issue(platformUserId: string): PracticeToken {
    const { token, expiresAt } = this.practice.issueToken(platformUserId);
    return { token: new Secret(token), expiresAt };
  }
}
