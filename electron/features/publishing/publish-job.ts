export const PUBLISH_JOB = "publish";

/** The one live job of a publication. */
export function jobKeyOf(publicationId: string): string {
  return `${PUBLISH_JOB}:${publicationId}`;
}

/** Where a video's bytes are sent, which takes minutes on a slow line: beside the account's other posts. */
export function uploadLaneOf(accountId: string): string {
  return `upload:${accountId}`;
}
