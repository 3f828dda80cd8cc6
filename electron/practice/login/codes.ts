import { randomBytes } from "node:crypto";
import { PLATFORM } from "../limits.ts";

/** What somebody has allowed an app, until the app comes for it. */
export type Grant = {
  readonly appId: string;
  readonly redirectUri: string;
  /** The Instagram account or the person who allowed it. */
  readonly holderId: string;
  readonly permissions: readonly string[];
};

type Kept = Grant & { readonly at: number; isUsed: boolean };

/** Codes that logins end with: good for one use within an hour. Forgotten over a restart. */
export class LoginCodes {
  private readonly codes = new Map<string, Kept>();
  private readonly now: () => number;

  constructor(now: () => number) {
    this.now = now;
  }

  issue(grant: Grant): string {
    const code = `AQ${randomBytes(72).toString("base64url")}`;
    this.codes.set(code, { ...grant, at: this.now(), isUsed: false });
    return code;
  }

  /** The grant behind a code, once; otherwise why there is none. */
  use(code: string, app: { readonly appId: string; readonly redirectUri: string }): Grant | string {
    const kept = this.codes.get(code);
    if (!kept || kept.appId !== app.appId) return "Matching code was not found.";
    if (kept.isUsed) return "This authorization code has been used.";
    if (this.now() >= kept.at + PLATFORM.codeLifeMs) return "This authorization code has expired.";
    if (kept.redirectUri !== app.redirectUri)
      return "Error validating verification code. Please make sure your redirect_uri is identical to the one you used in the OAuth dialog request";
    kept.isUsed = true;
    return kept;
  }
}
