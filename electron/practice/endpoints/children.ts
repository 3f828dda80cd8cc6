import type { Params } from "../exchange.ts";
import { PLATFORM } from "../limits.ts";
import { badParameter, goneContainer, notReady, Problem } from "../problem.ts";
import type { Call, Practice } from "../practice.ts";
import type { Picture } from "../ledger.ts";
import { statusOf } from "./container-status.ts";

/**
 * The `children` of a carousel: two to ten containers, each made for it and FINISHED. It is shown by its first.
 *
 * @throws Problem 100/2207028 (how many), 24/2207008 (gone), 9007/2207027 (not ready).
 */
export async function readChildren(
  { store, now, arrivals }: Practice,
  { params, account }: Call,
): Promise<{ readonly childIds: string[]; readonly picture: Picture | null }> {
  const childIds = readIds(params);
  await Promise.all(childIds.map((id) => arrivals.settle(id)));
  const children = childIds.map((id) => {
    const child = store.container(id);
    if (!child || child.platformUserId !== account.platformUserId) throw goneContainer();
    if (child.format !== "child")
      throw badParameter(`The container ${id} was not made with is_carousel_item`);
    const status = statusOf(child, now());
    if (status === "EXPIRED") throw goneContainer();
    if (status !== "FINISHED") throw notReady();
    return child;
  });
  return { childIds, picture: children[0]?.picture ?? null };
}

function readIds(params: Params): string[] {
  const text = params.get("children") ?? "";
  if (text === "") throw badParameter("The parameter children is required");
  // "id1,id2", and as a JSON array.
  const ids = text
    .replaceAll(/[[\]"\s]/g, "")
    .split(",")
    .filter(Boolean);
  if (ids.length < PLATFORM.childrenMin || ids.length > PLATFORM.childrenMax)
    throw new Problem({
      code: 100,
      subcode: 2207028,
      message: "(#100) A carousel needs between 2 and 10 items.",
      forPeople: ["Carousel", "Your post won't work as a carousel. Carousels need 2 to 10 items."],
    });
  if (new Set(ids).size < ids.length) throw badParameter("Param children names an item twice");
  return ids;
}
