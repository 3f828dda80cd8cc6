import { contentDigest, parseContent } from "../../features/publishing/content.ts";
import { bySql, type Client, type Invariant } from "./invariant.ts";

/** A publication with what was frozen of it. */
type Frozen = {
  readonly id: string;
  readonly content: string;
  readonly contentSha256: string;
};

/** I7: what was sent equals what was frozen. */
export const CONTENT: readonly Invariant[] = [
  bySql(
    {
      number: "I7",
      name: "frozen before it is sent",
      says: "Nothing is on its way to Instagram without its words and pictures having been frozen.",
    },
    `select id from publication
       where state in ('media-ready', 'creating-container', 'processing', 'ready', 'publishing')
         and (content is null or content_sha256 is null or image_sha256 is null)`,
  ),
  {
    number: "I7",
    name: "the digest fits",
    says: "The frozen words and pictures still have the digest that the receipt shows.",
    find: findOtherDigests,
  },
  bySql(
    {
      number: "I7",
      name: "sent as frozen",
      says: "Each publish call was made for exactly what was frozen.",
    },
    `select distinct p.id from publication p join attempt i on i.publication_id = p.id
       where i.step = 'publish' and i.outcome = 'intent' and i.container_id = p.container_id
         and instr(i.detail, 'content=' || coalesce(p.content_sha256, '-')) = 0`,
  ),
];

function findOtherDigests(client: Client): readonly string[] {
  const rows = client
    .prepare<[], Frozen>(
      `select id, content, content_sha256 contentSha256 from publication
         where content is not null and content_sha256 is not null`,
    )
    .iterate();
  return [...rows].filter((row) => !isAsDigested(row)).map(({ id }) => id);
}

function isAsDigested({ content, contentSha256 }: Frozen): boolean {
  try {
    return contentDigest(parseContent(content)) === contentSha256;
  } catch {
    return false; // what cannot be read any more does not prove what was sent
  }
}
