import { createHash } from "node:crypto";
import { html, Markup } from "../../lib/markup.ts";
import type { Reply } from "../exchange.ts";
import { STYLE } from "./style.ts";

const STYLE_HASH = createHash("sha256").update(STYLE).digest("base64");

/** A whole page. It may load its own pictures and its one style, and nothing else. */
export function pageReply(page: { title: string; body: Markup }, status = 200): Reply {
  const whole = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>${page.title}</title>
        ${new Markup(`<style>${STYLE}</style>`)}
      </head>
      <body>
        ${page.body}
      </body>
    </html>`;
  return {
    status,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "referrer-policy": "no-referrer",
      "content-security-policy": `default-src 'none'; img-src 'self'; media-src 'self'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    },
    body: whole.text,
  };
}
