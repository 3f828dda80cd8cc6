import { html, type Markup } from "../../lib/markup.ts";
import type { Reply } from "../exchange.ts";
import type { Practice } from "../practice.ts";
import type { Media } from "../media-store.ts";
import type { PracticeAccount } from "../store.ts";
import { pageReply } from "./html.ts";
import { factsMarkup } from "./facts.ts";
import { findShown, shownMarkup, storiesMarkup, tileMarkup } from "./shown.ts";

/** What a browser sees at `path`: a profile, a post, a reel, a story, a file, the list of accounts, or that there is nothing. */
export function answerPage(practice: Practice, path: string): Reply {
  const parts = path.split("/").filter(Boolean);
  const [first, second] = parts;
  const { store } = practice;
  if (first === undefined) return accountsPage(practice);
  if (second === undefined) {
    const account = store.accountNamed(first);
    return account ? profilePage(practice, account) : nothingHere();
  }
  if (parts.length === 2 && (first === "pictures" || first === "videos"))
    return fileReply(practice, second);
  const media = findShown(practice, parts);
  const author = media && store.account(media.platformUserId);
  return media && author ? postPage(practice, author, media) : nothingHere();
}

/** On every page, so that none is taken for the real one. */
export const NOTICE = html`<aside class="notice">
  <b>Practice Instagram.</b> Nothing here is public: these pages exist on this computer only.
</aside>`;

function frame(body: Markup): Markup {
  return html`${NOTICE}
    <main>${body}</main>`;
}

function accountsPage({ store }: Practice): Reply {
  const accounts = store
    .listAccounts()
    .map(
      (account) =>
        html`<li><a href="/${account.username}">${account.name} · @${account.username}</a></li>`,
    );
  const body = accounts.length
    ? html`<ul class="people">
        ${accounts}
      </ul>`
    : html`<p class="empty">No practice account yet.</p>`;
  return pageReply({
    title: "Practice Instagram",
    body: frame(
      html`<h1>Practice Instagram</h1>
        ${body}`,
    ),
  });
}

function profilePage(practice: Practice, account: PracticeAccount): Reply {
  const { media } = practice.store;
  const posts = media.listOf(account.platformUserId);
  const stories = media.storiesOf(account.platformUserId, practice.now());
  const grid = posts.length
    ? html`<ul class="grid">
        ${posts.map((item) => tileMarkup(practice, item))}
      </ul>`
    : html`<p class="empty">No posts yet. What you publish for practice appears here.</p>`;
  const count = html`<p class="count">
    <b>${posts.length}</b> ${posts.length === 1 ? "post" : "posts"}
  </p>`;
  const body = html`<header>
      <div class="face" aria-hidden="true">${initialOf(account)}</div>
      <div>
        <h1>${account.name}</h1>
        <p class="handle">@${account.username}</p>
        ${count}
      </div>
    </header>
    ${storiesMarkup(practice, stories)} ${grid}`;
  return pageReply({
    title: `${account.name} (@${account.username}) · Practice Instagram`,
    body: frame(body),
  });
}

function postPage(practice: Practice, account: PracticeAccount, media: Media): Reply {
  const body = html`<a class="back" href="/${account.username}">← @${account.username}</a>
    <article>
      <div class="picture">${shownMarkup(media)}</div>
      <div class="words">
        <h1 class="who"><a href="/${account.username}">${account.username}</a></h1>
        <p class="caption">${markTags(media.caption ?? "")}</p>
        ${commentsMarkup(practice, media)} ${factsMarkup(media)}
      </div>
    </article>`;
  return pageReply({ title: `${account.name} · Practice Instagram`, body: frame(body) });
}

function commentsMarkup({ store }: Practice, { mediaId }: Media): Markup | "" {
  const comments = store.comments.ofMedia(mediaId).filter((comment) => !comment.isHidden);
  if (!store.comments.isOpen(mediaId)) return html`<p class="off">Comments are turned off.</p>`;
  if (comments.length === 0) return "";
  return html`<ul class="comments">
    ${comments.map((one) => html`<li><b>${one.username}</b> ${markTags(one.text)}</li>`)}
  </ul>`;
}

function nothingHere(): Reply {
  const body = html`<h1 class="empty">Sorry, this page isn't available.</h1>`;
  return pageReply({ title: "Page not found · Practice Instagram", body: frame(body) }, 404);
}

function fileReply({ pictures }: Practice, name: string): Reply {
  const path = pictures.pathOf(name);
  if (path === undefined) return nothingHere();
  const headers = {
    "content-type": name.endsWith(".mp4") ? "video/mp4" : "image/jpeg",
    "cache-control": "public, max-age=31536000, immutable",
  };
  return { status: 200, headers, body: { path } };
}

/** Hashtags and mentions in the accent colour, as Instagram shows them. They lead nowhere here. */
function markTags(caption: string): readonly Markup[] {
  return caption
    .split(/([#@][\p{L}\p{N}_.]+)/u)
    .map((part, index) =>
      index % 2 === 1 ? html`<span class="tag">${part}</span>` : html`${part}`,
    );
}

function initialOf({ name, username }: PracticeAccount): string {
  return (Array.from(name.trim())[0] ?? username.slice(0, 1)).toUpperCase();
}
