import { readFileSync } from "node:fs";
import { join } from "node:path";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { FormatMark } from "../../renderer/ui/format-mark.tsx";
import { StatusBadge } from "../../renderer/ui/status-badge.tsx";
import { STATUS_LOOKS } from "../../renderer/ui/status-looks.ts";
import { PostStatus } from "../../shared/contract/values.ts";

const read = (file: string) =>
  readFileSync(join(import.meta.dirname, "../../renderer", file), "utf8");
const marks = read("features/calendar/status-mark.module.css");
const cards = read("features/calendar/post-card.module.css");
const tokens = read("styles/tokens.css");
const base = read("styles/base.css");
const darkFrom = tokens.indexOf("\n[data-theme");
/** What a rule begins with in each theme, and the tokens that hold there. */
const THEMES = {
  light: { before: "\n", tokens: tokens.slice(0, darkFrom) },
  dark: { before: '\n:where([data-theme="dark"]) ', tokens: tokens.slice(darkFrom) },
} as const;
const themes = Object.keys(THEMES) as (keyof typeof THEMES)[];

test.each(PostStatus.options)(
  "the calendar draws %s with the icon and the colour of every other screen",
  (status) => {
    const drawn = shapesOf(
      renderToStaticMarkup(<StatusBadge status={status} />).replaceAll('"', "'"),
    );
    expect(drawn.length).toBeGreaterThan(0);
    const hue = hueOf(status);
    expect(ruleOf(marks, `\n.mark[data-mark="${status}"]`)).toContain(
      `border-left-color: var(--${hue})`,
    );
    expect(ruleOf(marks, `\n.mark[data-mark="${status}"] > i`)).toContain(` color: var(--${hue})`);
    for (const theme of themes) {
      const rule = ruleOf(marks, `${THEMES[theme].before}.mark[data-mark="${status}"] > i`);
      expect(shapesOf(decodeURIComponent(rule))).toEqual(drawn);
      expect(decodeURIComponent(rule)).toContain(`stroke='${tokenOf(theme, hue)}'`);
    }
  },
);

test.each(["carousel", "reel", "story"] as const)(
  "the calendar draws the format %s with the icon of every other screen",
  (format) => {
    const drawn = shapesOf(
      renderToStaticMarkup(<FormatMark format={format} />).replaceAll('"', "'"),
    );
    expect(drawn.length).toBeGreaterThan(0);
    for (const theme of themes) {
      const selector = `.card[data-format="${format}"] > .title`;
      const rule = decodeURIComponent(ruleOf(cards, `${THEMES[theme].before}${selector}`));
      expect(shapesOf(rule)).toEqual(drawn);
      expect(rule).toContain(`stroke='${tokenOf(theme, "soft")}'`);
    }
  },
);

test.each(themes)("the empty place for a picture is the same in a row, %s", (theme) => {
  expect(ruleOf(cards, "\n.timed.bare::before")).toContain(
    "background: color-mix(in srgb, var(--accent) 4%, var(--sunk))",
  );
  const [accent, sunk] = [tokenOf(theme, "accent"), tokenOf(theme, "sunk")];
  const mixed = [1, 3, 5].map((at) =>
    Math.round(0.04 * byteAt(accent, at) + 0.96 * byteAt(sunk, at))
      .toString(16)
      .padStart(2, "0"),
  );
  const rule = ruleOf(cards, `${THEMES[theme].before}.row.bare`);
  expect(decodeURIComponent(rule.replaceAll("100%25", ""))).toContain(`fill='#${mixed.join("")}'`);
});

/** The declarations of the rule whose selector stands at the start of a line. */
function ruleOf(css: string, selector: string): string {
  const from = css.indexOf(`${selector} {`);
  return from < 0 ? "" : css.slice(from, css.indexOf("}", from));
}

/** The token that the tone of a status takes its colour from. */
function hueOf(status: PostStatus): string {
  const { tone } = STATUS_LOOKS[status];
  return new RegExp(`\\.${tone} \\{\\s*--c: var\\(--([a-z]+)\\)`).exec(base)?.[1] ?? "";
}

function tokenOf(theme: keyof typeof THEMES, name: string): string {
  return new RegExp(`--${name}: (#[0-9a-f]{6});`).exec(THEMES[theme].tokens)?.[1] ?? "";
}

function byteAt(colour: string, at: number): number {
  return Number.parseInt(colour.slice(at, at + 2), 16);
}

/** What the shapes of an icon are made of: their outline attributes in order. */
function shapesOf(svg: string): readonly string[] {
  return [...svg.matchAll(/\s((?:d|cx|cy|r|x1|x2|y1|y2)='[^']*')/g)]
    .map(([, shape]) => shape ?? "")
    .toSorted();
}
