import type { FrozenMedia } from "./content.ts";
import type { ContainerRow } from "./tables.ts";

/** Containers are invisible and cheap, but 400 a day count, and a file whose container fails three times will fail again. */
export const MOST_CONTAINERS = 4;

/** What a carousel needs next, before its parent can be made. */
export type ChildStep =
  | { readonly kind: "make"; readonly position: number; readonly made: number }
  | { readonly kind: "upload"; readonly child: ContainerRow }
  | { readonly kind: "look"; readonly children: readonly ContainerRow[] }
  | { readonly kind: "ready"; readonly containerIds: readonly string[] };

/**
 * Out of what is written down alone: first every item's container is made, then every video's bytes are sent, then they are
 * looked at until all are finished. A container of another file, or one that must have expired, counts as not there.
 */
export function nextChildStep(
  media: readonly Pick<FrozenMedia, "sha256">[],
  rows: readonly ContainerRow[],
  clock: { readonly now: number; readonly lifeMs: number },
): ChildStep {
  const byPosition = new Map(rows.map((row) => [row.position, row]));
  const standing: ContainerRow[] = [];
  for (const [position, item] of media.entries()) {
    const row = byPosition.get(position);
    const isOurs = row?.mediaSha256 === item.sha256 && row.containerId !== null;
    const isAlive = row !== undefined && clock.now - row.createdAt < clock.lifeMs;
    if (!isOurs || !isAlive) return { kind: "make", position, made: row?.made ?? 0 };
    standing.push(row);
  }
  const child = standing.find((row) => row.state === "uploading");
  if (child) return { kind: "upload", child };
  const children = standing.filter((row) => row.state !== "finished");
  if (children.length > 0) return { kind: "look", children };
  return { kind: "ready", containerIds: standing.flatMap((row) => row.containerId ?? []) };
}
