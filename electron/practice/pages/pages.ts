import { readFileSync } from "node:fs";
import { html, type Markup } from "../../lib/markup.ts";
import type { Reply } from "../exchange.ts";
import type { Practice } from "../practice.ts";
import type { Media, PracticeAccount } from "../store.ts";
import { pageReply } from "./html.ts";

/** What a browser sees at `path`: a profile, a post, a picture, the list of accounts, or that there is nothing. */
export function answerPage(practice: Practice, path: string): Reply {
  const [first, second, ...rest] = path.split("/").filter(Boolean);
  const { store } = practice;
  if (first === undefined) return accountsPage(practice);
  if (second === undefined) {
    const account = store.accountNamed(first);
    return account ? profilePage(account, store.mediaOf(account.platformUserId)) : nothingHere();
  }
  if (rest.length > 0) return nothingHere();
  if (first === "pictures") return pictureReply(practice, second);
  const media = first === "p" ? store.mediaByShortcode(second) : undefined;
  const author = media && store.account(media.platformUserId);
  return media && author ? postPage(author, media) : nothingHere();
}

const NOTICE = html`<aside class="notice">
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

function profilePage(account: PracticeAccount, media: readonly Media[]): Reply {
  const tiles = media.map(
    (item) =>
      html`<li>
        <a href="/p/${item.shortcode}/"
          ><img
            src="/pictures/${item.picture.file}"
            alt="${altOf(item)}"
            loading="lazy"
            width="${item.picture.width}"
            height="${item.picture.height}"
        /></a>
      </li>`,
  );
  const posts = tiles.length
    ? html`<ul class="grid">
        ${tiles}
      </ul>`
    : html`<p class="empty">No posts yet. What you publish for practice appears here.</p>`;
  const count = html`<p class="count">
    <b>${media.length}</b> ${media.length === 1 ? "post" : "posts"}
  </p>`;
  const body = html`<header>
      <div class="face" aria-hidden="true">${initialOf(account)}</div>
      <div>
        <h1>${account.name}</h1>
        <p class="handle">@${account.username}</p>
        ${count}
      </div>
    </header>
    ${posts}`;
  return pageReply({
    title: `${account.name} (@${account.username}) · Practice Instagram`,
    body: frame(body),
  });
}

function postPage(account: PracticeAccount, media: Media): Reply {
  const postedAt = new Date(media.at).toISOString();
  const body = html`<a class="back" href="/${account.username}">← @${account.username}</a>
    <article>
      <div class="picture">
        <img
          src="/pictures/${media.picture.file}"
          alt="${altOf(media)}"
          width="${media.picture.width}"
          height="${media.picture.height}"
        />
      </div>
      <div class="words">
        <h1 class="who"><a href="/${account.username}">${account.username}</a></h1>
        <p class="caption">${markTags(media.caption ?? "")}</p>
        <dl>
          <dt>Posted</dt>
          <dd>
            <time datetime="${postedAt}">${formatMoment(media.at)}</time>
          </dd>
          <dt>Alt text</dt>
          <dd>${media.altText ?? "none"}</dd>
          ${
            media.isAiGenerated
              ? html`<dt>Label</dt>
                  <dd>AI info</dd>`
              : ""
          }
        </dl>
      </div>
    </article>`;
  return pageReply({ title: `${account.name} · Practice Instagram`, body: frame(body) });
}

function nothingHere(): Reply {
  const body = html`<h1 class="empty">Sorry, this page isn't available.</h1>`;
  return pageReply({ title: "Page not found · Practice Instagram", body: frame(body) }, 404);
}

function pictureReply({ pictures }: Practice, name: string): Reply {
  const path = pictures.pathOf(name);
  if (path === undefined) return nothingHere();
  const headers = {
    "content-type": "image/jpeg",
    "cache-control": "public, max-age=31536000, immutable",
  };
  return { status: 200, headers, body: readFileSync(path) };
}

/** Hashtags and mentions in the accent colour, as Instagram shows them. They lead nowhere here. */
function markTags(caption: string): readonly Markup[] {
  return caption
    .split(/([#@][\p{L}\p{N}_.]+)/u)
    .map((part, index) =>
      index % 2 === 1 ? html`<span class="tag">${part}</span>` : html`${part}`,
    );
}

/** In the computer's own zone: whoever looks sits in front of it. */
function formatMoment(at: number): string {
  return new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeStyle: "short" }).format(at);
}

function altOf(media: Media): string {
  return media.altText ?? (media.caption ?? "").slice(0, 100);
}

function initialOf({ name, username }: PracticeAccount): string {
  return (Array.from(name.trim())[0] ?? username.slice(0, 1)).toUpperCase();
}
