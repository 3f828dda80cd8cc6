import { millisecondsInDay as DAY_MS } from "date-fns/constants";
import { bySql, IS_INTENT, IS_SETTLED, type Invariant } from "./invariant.ts";

/** I1, I3, I4, I9, I10: what the history of the publish calls must look like for one post to be out once. */
export const ONCE: readonly Invariant[] = [
  bySql(
    {
      number: "I1",
      name: "one post each",
      says: "No publication was answered with two different posts.",
    },
    `select publication_id from attempt where step = 'publish' and outcome = 'ok'
       group by publication_id having count(distinct detail) > 1`,
  ),
  bySql(
    {
      number: "I1",
      name: "the post it got",
      says: "The post a publication is bound to is the one Instagram answered with.",
    },
    `select distinct p.id from publication p join attempt a on a.publication_id = p.id
       where a.step = 'publish' and a.outcome = 'ok' and p.ig_media_id is not null and a.detail <> p.ig_media_id`,
  ),
  bySql(
    {
      number: "I3",
      name: "intent first",
      says: "Every answer to a publish call has the written intent to make it before it.",
    },
    `select distinct a.publication_id from attempt a
       where a.step = 'publish' and a.outcome <> 'intent' and not exists (
         select 1 from attempt i where i.publication_id = a.publication_id and i.rowid < a.rowid
           and i.step = 'publish' and i.outcome = 'intent')`,
  ),
  bySql(
    {
      number: "I3",
      name: "open intents stay open",
      says: "A publish call whose end is not proved is marked so on its publication.",
    },
    `select p.id from publication p where
       (p.state in ('publishing', 'outcome-unknown') and p.is_intent_open = 0)
       or (p.is_intent_open = 0 and
         (select max(rowid) from attempt where publication_id = p.id and ${IS_INTENT})
           > coalesce((select max(rowid) from attempt where publication_id = p.id and ${IS_SETTLED}), 0))`,
  ),
  bySql(
    {
      number: "I3",
      name: "published is proved",
      says: "Every published post has Instagram's answer, a verdict or your word in its history.",
    },
    `select p.id from publication p where p.state = 'published' and not exists (
       select 1 from attempt where publication_id = p.id and ${IS_SETTLED})`,
  ),
  bySql(
    {
      number: "I4",
      name: "a verdict between two calls",
      says: "A second publish call came only after a recorded verdict that the first published nothing.",
    },
    `select distinct publication_id from (
       select publication_id, step, lag(step) over (partition by publication_id order by rowid) before
         from attempt where ${IS_INTENT} or step = 'verdict')
       where step = 'publish' and before = 'publish'`,
  ),
  bySql(
    {
      number: "I9",
      name: "never early",
      says: "No post went out before its planned time by Instagram's clock.",
    },
    // One call, answered: after that the plan cannot have been moved any more.
    `select p.id from publication p join attempt i on i.publication_id = p.id
       where p.state = 'published' and i.step = 'publish' and i.outcome = 'intent' and i.server_at < p.due_at - 1000
         and (select count(*) from attempt where publication_id = p.id and ${IS_INTENT}) = 1
         and exists (select 1 from attempt where publication_id = p.id and step = 'publish' and outcome = 'ok' and rowid > i.rowid)`,
  ),
  bySql(
    {
      number: "I10",
      name: "published is the end",
      says: "Nothing was sent for a post once it was known to be out.",
    },
    `select distinct i.publication_id from attempt i join attempt a on a.publication_id = i.publication_id
       where i.step = 'publish' and i.outcome = 'intent' and i.rowid > a.rowid
         and ((a.step = 'publish' and a.outcome = 'ok') or (a.step = 'verdict' and a.detail like 'Published%'))`,
  ),
  onlyOfPublished("afterwork", {
    number: "I10",
    name: "afterwork comes after",
    says: "Comments were placed or switched off only for posts that are out and known.",
  }),
  onlyOfPublished("insight_reading", {
    number: "I10",
    name: "figures come after",
    says: "Figures were asked for only of posts that are out and known.",
  }),
  bySql(
    {
      number: "I10",
      name: "figures as told",
      says: "Every figure belongs to one reading that was taken, at its own time; none of a story is older than its day.",
    },
    `select distinct f.publication_id from insight_figure f
       left join insight_reading r on r.publication_id = f.publication_id and r.age = f.age
       left join publication p on p.id = f.publication_id
       where r.state is not 'taken' or r.asked_at is not f.asked_at or r.due_at is not f.due_at
         or f.asked_at < p.published_at or (f.product = 'STORY' and f.asked_at >= p.published_at + ${DAY_MS})`,
  ),
];

/** Every row of `table` belongs to a publication that is out and whose id is known. */
function onlyOfPublished(
  table: "afterwork" | "insight_reading",
  promise: Parameters<typeof bySql>[0],
): Invariant {
  return bySql(
    promise,
    `select distinct p.id from ${table} t join publication p on p.id = t.publication_id
       where p.state <> 'published' or p.ig_media_id is null`,
  );
}
