import type { Publication } from "../../shared/contract/publishing.ts";

/** A notification. Loud ones are shown whatever she has set: something waits for her. */
export type Note = {
  readonly isLoud: boolean;
  readonly text: { readonly title: string; readonly body: string; readonly route: string };
};

/** What a notification says of a publication; null when there is nothing to tell. */
export function noteFor(publication: Publication): Note | null {
  const { title, state, problem, id } = publication;
  const route = `/outbox/${id}`;
  const loud = (text: string): Note => ({
    isLoud: true,
    text: { title: text, body: `${title}. ${problem?.what ?? ""}`.trim(), route },
  });
  switch (state) {
    case "published":
      return {
        isLoud: false,
        text: { title: "Published", body: publishedBody(publication), route },
      };
    case "failed":
      return loud("Not published");
    case "missed":
      return loud("Missed: it did not go out");
    case "needs-you":
      return loud("We do not know yet: please look");
    default:
      return waitingNote(publication, loud);
  }
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

function waitingNote(publication: Publication, loud: (title: string) => Note): Note | null {
  switch (publication.waitReason) {
    case "login":
      return loud("A post waits: log in again");
    case "disk":
      return loud("A post waits: the disk is full");
    case "media-host":
      return loud("A post waits: the media host does not answer");
    default:
      return null;
  }
}

function publishedBody({ title, lateByMs }: Publication): string {
  if (lateByMs === null) return title;
  return `${title}, ${Math.round(lateByMs / 60_000)} minutes late`;
}
