import { createHash } from "node:crypto";
import type { Reply } from "../exchange.ts";
import { STYLE } from "./style.ts";

/** Markup that is safe to send: made by `html` alone. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** A template whose every value is escaped, unless it is itself Markup or a list of it. */
export function html(
  parts: TemplateStringsArray,
  ...values: readonly (string | number | Markup | readonly Markup[])[]
): Markup {
  const text = parts.reduce((whole, part, index) => whole + render(values[index - 1] ?? "") + part);
  return new Markup(text);
}

function render(value: string | number | Markup | readonly Markup[]): string {
  if (value instanceof Markup) return value.text;
  if (typeof value === "object") return value.map((item) => item.text).join("");
  const entities: Readonly<Record<string, string>> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "'": "&#39;",
  };
  return String(value).replaceAll(/[&<>"']/g, (sign) => entities[sign] ?? sign);
}

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
      "content-security-policy": `default-src 'none'; img-src 'self'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    },
    body: whole.text,
  };
}
