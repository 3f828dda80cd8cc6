import { html, type Markup } from "../../lib/markup.ts";
import type { Practice } from "../practice.ts";
import { isUp, type Media, type MediaChild } from "../media-store.ts";

type Shown = Pick<MediaChild, "picture" | "video" | "altText">;

/** Where a post has its page, from the server's root. */
export function pathOf({ store }: Practice, media: Media): string {
  if (media.format === "reel") return `/reel/${media.shortcode}/`;
  if (media.format !== "story") return `/p/${media.shortcode}/`;
  return `/stories/${store.account(media.platformUserId)?.username ?? ""}/${media.mediaId}/`;
}

/** The media a page is of, when there is such a page and it is still up. */
export function findShown({ store, now }: Practice, parts: readonly string[]): Media | undefined {
  const [first, second = "", third = ""] = parts;
  const isStory = first === "stories" && parts.length === 3;
  if (!isStory && (parts.length !== 2 || (first !== "p" && first !== "reel"))) return undefined;
  const media = isStory ? store.media.find(third) : store.media.withShortcode(second);
  if (!media || !isUp(media, now())) return undefined;
  // As on Instagram, a reel is to be found under both of its addresses, a story only under its own.
  const isUnderIts = isStory === (media.format === "story");
  return isUnderIts ? media : undefined;
}

/** The picture, a video that can be played, or a carousel's parts side by side. */
export function shownMarkup(media: Media): Markup {
  if (media.children.length === 0) return partMarkup(media, media.caption);
  return html`<div
    class="strip"
    tabindex="0"
    role="group"
    aria-label="${media.children.length} parts"
  >
    ${media.children.map((child) => partMarkup(child, media.caption))}
  </div>`;
}

function partMarkup({ picture, video, altText }: Shown, caption: string | null): Markup {
  const alt = altText ?? (caption ?? "").slice(0, 100);
  if (video)
    return html`<video
      src="/videos/${video.file}"
      poster="/pictures/${picture.file}"
      controls
      preload="none"
      aria-label="${alt}"
      width="${video.width}"
      height="${video.height}"
    ></video>`;
  return html`<img
    src="/pictures/${picture.file}"
    alt="${alt}"
    width="${picture.width}"
    height="${picture.height}"
  />`;
}

/** A post in the grid of a profile, with a mark of what it is. */
export function tileMarkup(practice: Practice, media: Media): Markup {
  const { picture, altText, caption, format } = media;
  const mark = format === "reel" ? "Reel" : format === "carousel" ? `${media.children.length}` : "";
  return html`<li>
    <a href="${pathOf(practice, media)}"
      ><img
        src="/pictures/${picture.file}"
        alt="${altText ?? (caption ?? "").slice(0, 100)}"
        loading="lazy"
        width="${picture.width}"
        height="${picture.height}"
      />${mark === "" ? "" : html`<span class="mark">${mark}</span>`}</a
    >
  </li>`;
}

/** The stories that are up, as a row of rings. */
export function storiesMarkup(practice: Practice, stories: readonly Media[]): Markup | "" {
  if (stories.length === 0) return "";
  const rings = stories.map(
    (story) =>
      html`<li>
        <a href="${pathOf(practice, story)}"
          ><img src="/pictures/${story.picture.file}" alt="Story" width="64" height="64"
        /></a>
      </li>`,
  );
  return html`<ul class="stories" aria-label="Stories of the last 24 hours">
    ${rings}
  </ul>`;
}
