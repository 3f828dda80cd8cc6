import { readFileSync } from "node:fs";
import { join } from "node:path";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { StatusBadge } from "../../renderer/ui/status-badge.tsx";
import { PostStatus } from "../../shared/contract/values.ts";

const css = readFileSync(
  join(import.meta.dirname, "../../renderer/features/calendar/status-mark.module.css"),
  "utf8",
);

test.each(PostStatus.options)(
  "the calendar draws %s with the icon of every other screen",
  (status) => {
    const drawn = shapesOf(
      renderToStaticMarkup(<StatusBadge status={status} />).replaceAll('"', "'"),
    );
    const rule = new RegExp(`data-mark="${status}"\\][^}]*`).exec(css)?.[0] ?? "";
    expect(drawn.length).toBeGreaterThan(0);
    expect(shapesOf(decodeURIComponent(rule))).toEqual(drawn);
  },
);

/** What the shapes of an icon are made of: their outline attributes in order. */
function shapesOf(svg: string): readonly string[] {
  return [...svg.matchAll(/\s((?:d|cx|cy|r|x1|x2|y1|y2)='[^']*')/g)]
    .map(([, shape]) => shape ?? "")
    .toSorted();
}
