import { PLAIN_OPTIONS } from "../contract/post-defaults.ts";
import { captionLength, hashtags } from "./caption.ts";
import { pass, stop, warn, type Check, type Fix } from "./check.ts";
import { FIELD_NAMES, fieldWords, offeredFields, type FieldName } from "./fields.ts";
import { isHandle } from "./handle.ts";
import { LIMITS } from "./limits.ts";
import type { PostFacts } from "./post.ts";

/** The rules for what goes along with a post, whatever its format (IG User Media, 2026-10-04). */
export function checkOptions(post: PostFacts): readonly Check[] {
  const { collaborators, locationId, sponsorIds, firstComment } = post.options;
  return [
    ...checkOffered(post),
    ...(collaborators.length > 0 ? [checkCollaborators(collaborators)] : []),
    ...(locationId !== null ? [checkLocation(locationId)] : []),
    ...(sponsorIds.length > 0 ? [checkPartnership(sponsorIds, post.ownId)] : []),
    ...(firstComment !== "" ? [checkFirstComment(firstComment)] : []),
  ];
}

/**
 * What she has entered and this format or login cannot send is said, never silently left out. Alt texts come from the library by
 * themselves, so those do not keep a post from going out.
 */
function checkOffered(post: PostFacts): readonly Check[] {
  const offers = offeredFields(post.format, post.login);
  return FIELD_NAMES.flatMap((field): Check[] => {
    const offer = offers[field];
    if (offer.isOffered || !isEntered(post, field)) return [];
    const fix: Fix = { kind: "clear-field", field };
    if (field === "altText") return [warn("not-offered", `${offer.why} It is not sent.`, fix)];
    return [stop("not-offered", `${offer.why} Take out ${fieldWords(field)}.`, fix)];
  });
}

/** Whether a field says anything else than a new post's does. */
function isEntered(post: PostFacts, field: FieldName): boolean {
  if (field === "caption") return post.caption.trim() !== "";
  if (field === "altText") return post.media.some((item) => item.altText.trim() !== "");
  if (field === "userTags" || field === "productTags")
    return post.media.some((item) => item[field].length > 0);
  return JSON.stringify(post.options[field]) !== JSON.stringify(PLAIN_OPTIONS[field]);
}

function checkCollaborators(handles: readonly string[]): Check {
  const fix = { kind: "edit-field", field: "collaborators", mediaIndex: null } as const;
  const odd = handles.find((handle) => !isHandle(handle));
  if (odd !== undefined) return stop("collaborators", `“${odd}” cannot be an account's name.`, fix);
  if (new Set(handles).size < handles.length)
    return stop("collaborators", "One collaborator is named twice.", fix);
  if (handles.length > LIMITS.collaborators)
    return stop(
      "collaborators",
      `${handles.length} collaborators. Instagram takes ${LIMITS.collaborators}.`,
      fix,
    );
  return pass("collaborators", "The collaborators fit.");
}

function checkLocation(id: string): Check {
  const fix = { kind: "edit-field", field: "locationId", mediaIndex: null } as const;
  if (!/^\d+$/u.test(id)) return stop("location", "A location is named by its page's number.", fix);
  return pass("location", "The location fits.");
}

/** Content Publishing, "Paid partnership": at most two brands, and none of them the account itself (INVALID_PARAM). */
function checkPartnership(sponsorIds: readonly string[], ownId: string | undefined): Check {
  const fix = { kind: "edit-field", field: "sponsorIds", mediaIndex: null } as const;
  if (sponsorIds.some((id) => !/^\d+$/u.test(id)))
    return stop("partnership", "A paying brand is named by its account's number.", fix);
  if (ownId !== undefined && sponsorIds.includes(ownId))
    return stop("partnership", "The account itself cannot be the paying brand.", fix);
  if (sponsorIds.length > LIMITS.sponsors)
    return stop(
      "partnership",
      `${sponsorIds.length} paying brands. Instagram takes ${LIMITS.sponsors}.`,
      fix,
    );
  return pass("partnership", "The partnership fits.");
}

/** Advice only: it is written after the post is out, and cannot keep it from going out. */
function checkFirstComment(comment: string): Check {
  const fix = { kind: "edit-field", field: "firstComment", mediaIndex: null } as const;
  const { commentCharacters, commentHashtags } = LIMITS;
  if (captionLength(comment) > commentCharacters)
    return warn(
      "first-comment",
      `The first comment is longer than the ${commentCharacters} characters Instagram names, and may be refused.`,
      fix,
    );
  if (hashtags(comment).length > commentHashtags)
    return warn(
      "first-comment",
      `More than ${commentHashtags} hashtags: Instagram may refuse the first comment.`,
      fix,
    );
  return pass("first-comment", "The first comment fits.");
}
