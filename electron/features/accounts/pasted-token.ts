import { AppError } from "../../../shared/result.ts";
import { Secret } from "../../lib/secret.ts";

/** Where a token came from: pasted (a Facebook one by its first letters), or out of one of Meta's login windows. */
export type TokenSource = "pasted" | "pasted-facebook" | "login";

export type PastedToken = {
  readonly token: Secret;
  /** By its first letters it may be a token of Facebook Login, which speaks to another host. */
  readonly source: Extract<TokenSource, "pasted" | "pasted-facebook">;
};

const WHERE =
  "In the Meta App Dashboard open Instagram, then API setup with Instagram login, press Generate token and copy all of it.";

/**
 * The token in what she pasted: without quotes, spaces and line breaks, out of a whole address or a header line.
 *
 * @throws AppError `invalid-input` for what can be no token, saying what it looks like and where to get one.
 */
export function readPastedToken(pasted: string): PastedToken {
  const text = strip(pasted);
  const token = strip(
    fromAddress(text) ?? text.replace(/^(access_token[=:]|Bearer|OAuth)\s*/i, ""),
  );
  const complaint = complaintAbout(token);
  if (complaint) throw new AppError("invalid-input", `${complaint} ${WHERE}`);
  const source = token.startsWith("EAA") ? "pasted-facebook" : "pasted";
  return { token: new Secret(token), source };
}

/** What to tell her about a token the platform does not accept. */
export function describeRefusal(isFacebook: boolean, subcode: number | null): string {
  if (isFacebook) return `This is a token of Facebook; the app needs one of Instagram. ${WHERE}`;
  if (subcode === 463) return `This token has expired. ${WHERE}`;
  return `Instagram does not accept this token. Perhaps a part of it is missing, or it was made for another app. ${WHERE}`;
}

function strip(text: string): string {
  // Quotes, spaces, line breaks within, and the invisible marks that come along with a copy from a web page.
  return text.replace(/[\s\u200B-\u200F\u2060\uFEFF"'`“”‘’«»]+/gu, "");
}

function fromAddress(text: string): string | undefined {
  if (!/^https?:/i.test(text)) return undefined;
  const value = /[?&#]access_token=([^&#]*)/.exec(text)?.[1];
  return value === undefined ? text : decoded(value);
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value; // a stray percent sign: judged as it stands
  }
}

function complaintAbout(token: string): string | undefined {
  if (token === "") return "There is no token in this.";
  if (/^https?:/i.test(token)) return "This is a web address, not a token.";
  if (/^\d+$/.test(token))
    return "This is a number, perhaps an account's or an app's id, not a token.";
  if (/^[0-9a-f]{32}$/i.test(token))
    return "This looks like an app secret, not a token. Keep it to yourself: the app never needs it.";
  if (!/^[\w.|~+/=-]+$/.test(token))
    return "This is not a token: it holds characters a token never has.";
  if (token.length < 40) return "This is too short for a token; perhaps only a part was copied.";
  return undefined;
}
