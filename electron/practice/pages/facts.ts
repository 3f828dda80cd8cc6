import { html, type Markup } from "../../lib/markup.ts";
import type { Media } from "../media-store.ts";

type Fact = readonly [label: string, text: string];

/** What came with a post beside its caption, as a list of terms. */
export function factsMarkup(media: Media): Markup {
  const postedAt = new Date(media.at).toISOString();
  return html`<dl>
    <dt>Posted</dt>
    <dd><time datetime="${postedAt}">${formatMoment(media.at)}</time></dd>
    ${factsOf(media).map(
      ([label, text]) =>
        html`<dt>${label}</dt>
          <dd>${text}</dd>`,
    )}
  </dl>`;
}

function factsOf({ format, altText, isAiGenerated, received }: Media): readonly Fact[] {
  const facts: readonly Fact[] = [
    ["Alt text", format === "image" ? (altText ?? "none") : ""],
    ["Label", isAiGenerated ? "AI info" : ""],
    ["Place", received["location_id"] ?? ""],
    ["With", namesIn(received["collaborators"])],
    ["Tagged", namesIn(received["user_tags"])],
    ["Audio", received["audio_name"] ?? ""],
    ["Trial reel", received["trial_params"] === undefined ? "" : "shown to others first"],
    ["Feed", received["share_to_feed"] === "false" ? "in the Reels tab only" : ""],
    ["Partnership", received["is_paid_partnership"] === "true" ? "paid" : ""],
  ];
  return facts.filter(([, text]) => text !== "");
}

/** Of `["ana"]` and `[{"username":"ana"}]` alike; both were checked when they came. */
function namesIn(list: string | undefined): string {
  const names = [...(list ?? "").matchAll(/"([\w.]+)"(?!:)/g)];
  return names.map(([, name]) => `@${name}`).join(", ");
}

/** In the computer's own zone: whoever looks sits in front of it. */
function formatMoment(at: number): string {
  return new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeStyle: "short" }).format(at);
}
