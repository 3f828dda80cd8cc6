import type { Account } from "../../shared/contract/accounts.ts";
import type { Publication } from "../../shared/contract/publishing.ts";

/** A notification. Loud ones are shown whatever she has set: something waits for her. */
export type Note = {
  readonly isLoud: boolean;
  readonly text: { readonly title: string; readonly body: string; readonly route: string };
};

const ENDS: Readonly<Partial<Record<Publication["state"], string>>> = {
  failed: "Not published",
  missed: "Missed: it did not go out",
  "needs-you": "We do not know yet: please look",
};
const WAITS: Readonly<Partial<Record<NonNullable<Publication["waitReason"]>, string>>> = {
  disk: "A post waits: the disk is full",
  "media-host": "A post waits: the media host does not answer",
};

/** What a notification says of a publication; null when there is nothing to tell. */
export function noteFor(publication: Publication): Note | null {
  const { title, state, waitReason, problem, id } = publication;
  const route = `/outbox/${id}`;
  if (state === "published")
    return { isLoud: false, text: { title: "Published", body: publishedBody(publication), route } };
  const words = ENDS[state] ?? (waitReason === null ? undefined : WAITS[waitReason]);
  if (words === undefined) return null;
  const body = `${title}. ${problem?.what ?? ""}`.trim();
  return { isLoud: true, text: { title: words, body, route } };
}

/** One note for an account whose posts all wait for the same thing. */
export function noteForAccount({ username, state, stateReason, trouble }: Account): Note {
  const isHeldBack = trouble !== null || state === "connected";
  return {
    isLoud: true,
    text: {
      title: isHeldBack ? `@${username} is paused` : `@${username}: log in again`,
      body: trouble
        ? `${trouble.what} Its posts wait; those of other accounts go on.`
        : `${stateReason ?? "Instagram no longer takes its token."} Its posts wait until then.`,
      route: "/accounts",
    },
  };
}

/** One note for all that a sleep or an outage made too late. */
export function noteForMissed(count: number): Note {
  return {
    isLoud: true,
    text: {
      title: `${count} posts were missed while you were away`,
      body: "They were due while nothing could be published. Publish them now or choose other times.",
      route: "/outbox",
    },
  };
}

function publishedBody({ title, lateByMs }: Publication): string {
  if (lateByMs === null) return title;
  return `${title}, ${Math.round(lateByMs / 60_000)} minutes late`;
}
