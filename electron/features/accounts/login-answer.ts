import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { AppError } from "../../../shared/result.ts";

/** What ties an answer to the login that asked for it: 256 bits, made anew for each login and good for one answer. */
export function newState(): string {
  return randomBytes(32).toString("base64url");
}

/**
 * The code in the address a login led back to, after its state has been proved to be ours.
 *
 * @throws AppError in her words: denied, refused by Meta, not ours, or nothing in it.
 */
export function readAnswer(address: string, state: string): string {
  if (!URL.canParse(address))
    throw new AppError(
      "invalid-input",
      "This is not the address the login led to. Copy all of it.",
    );
  const { searchParams } = new URL(address);
  const error = searchParams.get("error");
  if (error !== null) throw refused(error, searchParams);
  if (!isSame(searchParams.get("state") ?? "", state))
    throw new AppError(
      "rejected-by-platform",
      "The answer that came back does not belong to this login, so it was thrown away. Nothing was stored. Begin again.",
    );
  // Meta appends `#_`; pasted, it may have become a part of the code (Business Login, 2026-10-04).
  const code = (searchParams.get("code") ?? "").replace(/#_$/, "");
  if (code === "")
    throw new AppError(
      "rejected-by-platform",
      "The login came back without its code. Nothing was stored. Begin again.",
    );
  return code;
}

function refused(error: string, params: URLSearchParams): AppError {
  if (error === "access_denied")
    return new AppError(
      "rejected-by-platform",
      "You did not allow the app in, so nothing was stored. Begin again, and allow what it asks for.",
    );
  const said = (params.get("error_description") ?? error).slice(0, 200);
  return new AppError(
    "rejected-by-platform",
    `Meta refused the login: ${said} Nothing was stored.`,
  );
}

/** Takes the same time wherever they differ. */
function isSame(a: string, b: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
