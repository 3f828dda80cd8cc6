import { randomBytes } from "node:crypto";

/** What the platform says when it refuses: a row of Meta's error tables (Error Codes, 2026-06-02; Handling Errors). */
export type ProblemParts = {
  readonly code: number;
  readonly message: string;
  readonly subcode?: number;
  readonly status?: number;
  /** Title and text that Instagram means for people. */
  readonly forPeople?: readonly [title: string, text: string];
  readonly isTransient?: boolean;
};

/** A refusal on its way to the caller, as Graph words it. */
export class Problem extends Error {
  readonly parts: ProblemParts;

  constructor(parts: ProblemParts) {
    super(parts.message);
    this.parts = parts;
  }
}

/** The documented error envelope, with a fresh trace id. */
export function problemBody(parts: ProblemParts): object {
  const { code, message, subcode, forPeople, isTransient = false } = parts;
  return {
    error: {
      message,
      type: code === 100 ? "IGApiException" : "OAuthException",
      code,
      ...(subcode === undefined ? {} : { error_subcode: subcode }),
      is_transient: isTransient,
      ...(forPeople ? { error_user_title: forPeople[0], error_user_msg: forPeople[1] } : {}),
      fbtrace_id: `A${randomBytes(16).toString("base64url")}`,
    },
  };
}

/** 100/33: the object is not there, or not for this token. The platform does not tell which. */
export function missingObject(id: string, method = "GET"): Problem {
  return new Problem({
    code: 100,
    subcode: 33,
    message: `Unsupported ${method.toLowerCase()} request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation`,
  });
}

/** 100 without a subcode: a parameter is missing or nonsense. */
export function badParameter(message: string): Problem {
  return new Problem({ code: 100, message: `(#100) ${message}` });
}

const TOKEN_DEATHS: Readonly<Record<number, string>> = {
  458: "Error validating access token: The user has not authorized application.",
  459: "Error validating access token: You cannot access the app till you log in to www.instagram.com and follow the instructions given.",
  460: "Error validating access token: The session has been invalidated because the user changed their password or Instagram has changed the session for security reasons.",
  463: "Error validating access token: Session has expired.",
  464: "Error validating access token: The user is not confirmed.",
  467: "Error validating access token: The session is invalid because the user logged out.",
  492: "Error validating access token: The user must have a role on the account.",
};

/** 190: the token is missing, wrong (no subcode) or dead (the subcode says of what). */
export function deadToken(subcode?: number): Problem {
  if (subcode === undefined)
    return new Problem({ code: 190, message: "Invalid OAuth access token." });
  const message = TOKEN_DEATHS[subcode] ?? "Error validating access token.";
  return new Problem({ code: 190, subcode, message });
}

/** 4, 17, 32, 613, 80002: too many calls. Comes as HTTP 400, like nearly everything. */
export function rateLimit(code: number): Problem {
  const message =
    code === 80002
      ? "There have been too many calls to this Instagram account. Wait a bit and try again."
      : `(#${code}) ${code === 4 ? "Application" : "User"} request limit reached`;
  return new Problem({ code, message, isTransient: true });
}

/** 9004/2207052: what `image_url` led to could not be fetched, or is no picture. */
export function unreachableMedia(detail: string): Problem {
  return new Problem({
    code: 9004,
    subcode: 2207052,
    message: "Only photo or video can be accepted as media type.",
    forPeople: [
      "Media download has failed. The media URI doesn't meet our requirements.",
      `The media could not be fetched from this URI: ${detail}`,
    ],
  });
}

/** 100/2207023. `hint` is for whoever wrote the call. */
export function unknownMediaType(type: string, hint: string): Problem {
  return new Problem({
    code: 100,
    subcode: 2207023,
    message: `(#100) Unknown media type ${type}`,
    forPeople: ["Unknown media type", hint],
  });
}

/** 10: the token was not given this permission, or the login does not have it. */
export function missingPermission(name: string): Problem {
  return new Problem({
    code: 10,
    message: `(#10) Application does not have permission for this action: it needs ${name}`,
  });
}

/** 10, with insights: fewer than five people have seen a story, or too few follow the account. */
export function notEnoughViewers(): Problem {
  return new Problem({
    code: 10,
    message: "(#10) Not enough viewers for the media to show insights",
  });
}

/** 1: what insights say to a metric or breakdown that does not fit the post. */
export function unknownError(): Problem {
  return new Problem({ code: 1, message: "An unknown error has occurred." });
}

/** 9007/2207027: published before the container was FINISHED. */
export function notReady(): Problem {
  return new Problem({
    code: 9007,
    subcode: 2207027,
    message: "Media ID is not available",
    forPeople: [
      "Cannot publish: the media is not ready",
      "The media is not ready for publishing, please wait for a moment",
    ],
  });
}

/** 24/2207008: the container is too old, or there is none. */
export function goneContainer(): Problem {
  return new Problem({
    code: 24,
    subcode: 2207008,
    message: "The requested resource does not exist",
    forPeople: ["Media not found", "The media builder has expired or does not exist."],
  });
}

/** 9/2207042: no more posts in this rolling day. */
export function spentQuota(message = "Application request limit reached"): Problem {
  return new Problem({
    code: 9,
    subcode: 2207042,
    message,
    forPeople: [
      "The maximum number of posts has been reached",
      "You reached the maximum number of posts that is allowed to be published by Content Publishing API.",
    ],
  });
}
