import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { expect, test } from "vitest";

/** Pure and stateless: lengths of time and the like. */
const DATES = /^date-fns\//;

/**
 * Who may import whom. One line per zone, first match wins; anything not listed is forbidden.
 * `$1` is the zone's own folder. The third list may be imported as types only.
 */
const RULES: readonly (readonly [
  zone: RegExp,
  may: readonly RegExp[],
  types?: readonly RegExp[],
])[] = [
  [/^shared\//, [/^shared\//, /^zod$/, /^temporal-polyfill$/, DATES]],
  [/^renderer\/ui\//, [/^renderer\/ui\//, /^react/, /^lucide-react$/]],
  [/^renderer\/lib\//, [/^renderer\/lib\//, /^shared\//, /^react/, /^zustand/, /^date-fns/]],
  [
    /^renderer\/features\/([^/]+)\//,
    [
      /^renderer\/features\/$1\//,
      /^renderer\/(ui|lib)\//,
      /^shared\//,
      /^react/,
      /^lucide-react$/,
      /^date-fns/,
      /^@tanstack\/react-virtual$/,
      /^@atlaskit\/pragmatic-drag-and-drop\//,
    ],
  ],
  [
    /^renderer\//,
    [/^renderer\//, /^shared\//, /^react/, /^lucide-react$/, /^@fontsource-variable\//],
  ],
  [
    /^electron\/main\.ts$/,
    [/^electron$/, /^electron\/(app|ports)\.ts$/, /^electron\/shell\//, /^shared\//],
  ],
  [/^electron\/preload\.ts$/, [/^electron$/, /^shared\//]],
  [
    /^electron\/cli\.ts$/,
    [/^electron\/(app|ports)\.ts$/, /^electron\/headless\//, /^shared\//, /^node:/],
  ],
  [
    /^electron\/shell\//,
    [
      /^electron$/,
      /^electron\/(shell\/|lib\/|ports\.ts$)/,
      /^shared\//,
      /^node:/,
      /^electron-store$/,
    ],
  ],
  [/^electron\/headless\//, [/^electron\/(headless\/|lib\/|ports\.ts$)/, /^shared\//, /^node:/]],
  [
    /^electron\/(ipc|jobs|graph|lib)\//,
    [
      /^electron\/($1|lib|db)\//,
      /^electron\/ports\.ts$/,
      /^shared\//,
      /^node:/,
      /^drizzle-orm/,
      DATES,
      /^zod$/,
      /^cockatiel$/,
    ],
  ],
  [
    /^electron\/practice\//,
    [/^electron\/(practice|lib)\//, /^shared\/rules\//, /^node:/, /^sharp$/, /^zod$/],
  ],
  [
    /^electron\/db\//,
    [
      /^electron\/(db|lib)\//,
      /^electron\/(features\/[^/]+|graph|jobs)\/tables\.ts$/,
      /^electron\/ports\.ts$/,
      /^shared\//,
      /^node:/,
      /^drizzle-orm/,
      DATES,
      /^better-sqlite3$/,
    ],
  ],
  [
    /^electron\/watch\//,
    [
      /^electron\/(watch|db|lib)\//,
      // The digest of what was frozen: it is held against the rows.
      /^electron\/features\/publishing\/content\.ts$/,
      /^electron\/ports\.ts$/,
      /^shared\//,
      /^node:/,
      DATES,
    ],
  ],
  [
    /^electron\/features\/([^/]+)\//,
    [
      /^electron\/features\/$1\//,
      /^electron\/features\/[^/]+\/tables\.ts$/,
      /^electron\/(db|jobs|graph|lib)\//,
      /^electron\/ports\.ts$/,
      /^shared\//,
      /^node:/,
      /^drizzle-orm/,
      DATES,
      /^zod$/,
      /^sharp$/,
      // In the video worker's thread only.
      /^mediabunny$/,
      /^libheif-js/,
      /^aws4fetch$/,
    ],
    [/^electron\/features\/[^/]+\/service\.ts$/, /^electron\/practice\/server\.ts$/],
  ],
  [/^electron\/ports\.ts$/, [/^shared\//]],
  [
    /^electron\/presence\.ts$/,
    [/^electron\/(lib\/|ports\.ts$)/, /^shared\//, DATES],
    [/^electron\/features\/[^/]+\/service\.ts$/],
  ],
  [/^electron\/app\.ts$/, [/^electron\/(?!shell\/|headless\/)/, /^shared\//, /^node:/]],
  [/^test\//, [/./]],
];

const root = resolve(import.meta.dirname, "..");
const IMPORT =
  /^\s*(?:import|export)\s+(type\s)?(?:[^'"]*?from\s+)?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/gm;

const files = ["electron", "renderer", "shared", "test"]
  .filter((folder) => existsSync(join(root, folder)))
  .flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((file) =>
      join(folder, file),
    ),
  )
  .filter((file) => /\.tsx?$/.test(file))
  .sort();

function fill(pattern: RegExp, own: string | undefined): RegExp {
  return own === undefined ? pattern : new RegExp(pattern.source.replaceAll("$1", own));
}

/** Each import of `source` that the map does not allow, in words. */
function violations(file: string, source: string): string[] {
  const rule = RULES.find(([zone]) => zone.test(file));
  if (!rule) return [`${file} is in no known place: see docs/architecture.md`];
  const [zone, may, types = []] = rule;
  const own = zone.exec(file)?.[1];
  return [...source.matchAll(IMPORT)].flatMap(([, isType, fixed, lazy]) => {
    const spec = fixed ?? lazy ?? "";
    if (spec.endsWith(".css"))
      return /^(renderer|test)\//.test(file) ? [] : [`${file} may not import ${spec}`];
    const target = spec.startsWith(".") ? relative(root, resolve(root, dirname(file), spec)) : spec;
    const isAllowed = [...may, ...(isType ? types : [])].some((pattern) =>
      fill(pattern, own).test(target),
    );
    return isAllowed ? [] : [`${file} may not import ${target}`];
  });
}

test("every import follows the map in docs/architecture.md", () => {
  expect(files.flatMap((file) => violations(file, readFileSync(join(root, file), "utf8")))).toEqual(
    [],
  );
});

test("there are no barrels, and names are kebab-case", () => {
  expect(
    files.filter((file) => /\/index\.tsx?$/.test(file) || !/^[a-z0-9/.-]+$/.test(file)),
  ).toEqual([]);
});

test("a feature has the same name in the contract, the main process and its routes", () => {
  const features = readdirSync(join(root, "electron/features")).sort();
  const contract = readFileSync(join(root, "shared/contract/contract.ts"), "utf8");
  const named = /export const contract = \{([^}]*)\}/.exec(contract)?.[1] ?? "";
  expect(
    named
      .split(",")
      .map((name) => name.trim())
      .filter(Boolean)
      .sort(),
  ).toEqual(features);
  for (const feature of features)
    for (const role of ["tables", "queries", "service", "handlers"])
      expect(
        existsSync(join(root, "electron/features", feature, `${role}.ts`)),
        `${feature}/${role}.ts`,
      ).toBe(true);
});

test.each([
  ["electron/features/posts/service.ts", 'import { app } from "electron"'],
  ["electron/features/posts/service.ts", 'import { MediaService } from "../media/service.ts"'],
  ["electron/jobs/runner.ts", 'import { x } from "../features/posts/service.ts"'],
  ["electron/practice/server.ts", 'import { GraphClient } from "../graph/client.ts"'],
  ["electron/app.ts", 'import { createShell } from "./shell/shell.ts"'],
  ["renderer/features/posts/a.tsx", 'import { B } from "../media/b.tsx"'],
  ["renderer/ui/button.tsx", 'import { ipc } from "../lib/ipc.ts"'],
  ["renderer/lib/ipc.ts", 'import fs from "node:fs"'],
  ["shared/contract/posts.ts", 'import { db } from "../../electron/db/open.ts"'],
  ["electron/shell/tray.ts", 'import { PostsService } from "../features/posts/service.ts"'],
])("%s cannot hold: %s", (file, line) => expect(violations(file, line)).toHaveLength(1));

test.each([
  ["electron/features/posts/service.ts", 'import type { MediaService } from "../media/service.ts"'],
  ["electron/shell/tray.ts", 'import { Tray } from "electron"'],
  ["electron/features/posts/tables.ts", 'import { accountTable } from "../accounts/tables.ts"'],
])("%s may hold: %s", (file, line) => expect(violations(file, line)).toEqual([]));
