import type { Params } from "./exchange.ts";
import { badParameter } from "./problem.ts";
import type { OpenCall, Practice } from "./practice.ts";

type Paged<T> = {
  /** All there is, in the list's order. */
  readonly items: readonly T[];
  readonly idOf: (item: T) => string;
  readonly node: (item: T) => object;
  readonly pageSize: { readonly usual: number; readonly most: number };
};

/** One page of a list in Graph's envelope: `data`, and `paging` with cursors and links. */
export function pageOf<T>(practice: Practice, call: OpenCall, list: Paged<T>): object {
  const limit = Math.min(readLimit(call.params, list.pageSize.usual), list.pageSize.most);
  const ids = list.items.map(list.idOf);
  const { start, end } = cutPage(ids, call.params, limit);
  const page = list.items.slice(start, end);
  const data = page.map(list.node);
  const [first, last] = [ids[start], ids[end - 1]];
  if (page.length === 0 || first === undefined || last === undefined) return { data };
  const [before, after] = [cursorOf(first), cursorOf(last)];
  return {
    data,
    paging: {
      cursors: { before, after },
      ...(end < ids.length ? { next: pageLink(practice, call, { after }) } : {}),
      ...(start > 0 ? { previous: pageLink(practice, call, { before }) } : {}),
    },
  };
}

function readLimit(params: Params, usual: number): number {
  const limit = Number(params.get("limit") ?? usual);
  if (!Number.isInteger(limit) || limit < 1) throw badParameter("Param limit must be a number");
  return limit;
}

function cutPage(
  ids: readonly string[],
  params: Params,
  limit: number,
): { readonly start: number; readonly end: number } {
  const after = params.get("after");
  const before = params.get("before");
  if (after !== undefined && before !== undefined)
    throw badParameter("Cannot specify both before and after");
  const sought = after ?? before;
  const place = sought === undefined ? -1 : ids.findIndex((id) => cursorOf(id) === sought);
  if (sought !== undefined && place < 0) throw badParameter("Invalid cursors values");
  const end = before === undefined ? Math.min(place + 1 + limit, ids.length) : place;
  return { start: before === undefined ? place + 1 : Math.max(0, place - limit), end };
}

/** Opaque, and bound to its object: what is added meanwhile does not move it. */
function cursorOf(id: string): string {
  return Buffer.from(`practice:${id}`).toString("base64url");
}

function pageLink({ origin }: Practice, call: OpenCall, cursor: Record<string, string>): string {
  const link = new URL(call.path, origin());
  for (const [name, value] of call.params)
    if (!["after", "before", "access_token"].includes(name)) link.searchParams.set(name, value);
  if (call.isTokenInUrl) link.searchParams.set("access_token", call.token);
  for (const [name, value] of Object.entries(cursor)) link.searchParams.set(name, value);
  return link.href;
}
