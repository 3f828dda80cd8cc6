import { millisecondsInDay as DAY_MS } from "date-fns/constants";
import type { Db } from "../../db/db.ts";
import { wantingTriggers } from "../../db/triggers.ts";
import { verifyAudit } from "../../lib/audit.ts";
import { bySql, IS_INTENT, MOVING, type Client, type Invariant } from "./invariant.ts";

/** Containers an account may make in 24 hours (Content Publishing page, 2026-10-04). */
const MOST_CONTAINERS = 400;
/** Far beyond what any kind of job is given. */
const MOST_TRIES = 50;

const STATES = `${MOVING.slice(0, -1)}, 'published', 'needs-you', 'missed', 'failed', 'cancelled')`;

/** I2, I5, I6, I8, I11: how the rows of the queue must stand to each other. */
export const ORDER: readonly Invariant[] = [
  bySql(
    {
      number: "I2",
      name: "all accounted for",
      says: "Every publication is in one of the known states.",
    },
    `select id from publication where state not in ${STATES}`,
  ),
  bySql(
    {
      number: "I2",
      name: "work has a job",
      says: "Everything the app still has to do is in its queue of work, with a time to look at it.",
    },
    `select p.id from publication p
       where (p.state in ${MOVING} and (p.next_wakeup_at is null or not ${hasJob("p.id")}))
          or (p.state = 'published' and p.next_wakeup_at is not null and not ${hasJob("p.id")})`,
  ),
  bySql(
    {
      number: "I2",
      name: "readings have a job",
      says: "Every figure still to be read is in the app's queue of work.",
    },
    `select distinct publication_id from insight_reading r where r.state = 'waiting' and not exists (select 1 from job
       where unique_key = 'reading:' || r.publication_id and status in ('waiting', 'running'))`,
  ),
  bySql(
    {
      number: "I2",
      name: "ends are at rest",
      says: "What is over, or waits for your word, is not looked at again by itself.",
    },
    `select id from publication
       where state in ('needs-you', 'missed', 'failed', 'cancelled') and next_wakeup_at is not null`,
  ),
  bySql(
    {
      number: "I5",
      name: "fences only grow",
      says: "No writer that had lost its claim wrote to a publication.",
    },
    `select distinct id from (
       select p.id from publication p join attempt a on a.publication_id = p.id
         where p.fence < 0 or a.fence > p.fence
       union all
       select publication_id id from (
         select publication_id, fence, lag(fence) over (partition by publication_id order by rowid) before
           from attempt where ${IS_INTENT}) where before > fence)`,
  ),
  {
    number: "I6",
    name: "the locks stand",
    says: "The database itself refuses to change the history or to take back what is published.",
    find: (client) => wantingTriggers(client),
  },
  {
    number: "I6",
    name: "the log is whole",
    says: "No line of the audit log was changed, removed or put in between.",
    find: findBrokenAudit,
  },
  bySql(
    {
      number: "I6",
      name: "one publication each",
      says: "No post on Instagram belongs to two publications.",
    },
    `select id from publication where ig_media_id in
       (select ig_media_id from publication where ig_media_id is not null group by ig_media_id having count(*) > 1)`,
  ),
  bySql(
    {
      number: "I6",
      name: "published stays published",
      says: "What Instagram has accepted is published, at a time, with nothing left open.",
    },
    `select p.id from publication p where
       (p.state = 'published' and (p.is_intent_open = 1 or p.published_at is null))
       or (p.state <> 'published' and p.ig_media_id is not null)
       or (p.state <> 'published' and p.is_intent_open = 0 and exists (
         select 1 from attempt where publication_id = p.id and step = 'publish' and outcome = 'ok'))`,
  ),
  bySql(
    {
      number: "I8",
      name: "containers within their life",
      says: "No container was published more than a day after it was made.",
    },
    `select distinct i.publication_id from attempt i
       join attempt c on c.publication_id = i.publication_id and c.container_id = i.container_id
        and c.step = 'create-container' and c.outcome = 'ok'
       where i.step = 'publish' and i.outcome = 'intent' and i.at - c.at > ${DAY_MS + 60_000}`,
  ),
  bySql(
    {
      number: "I8",
      name: "retries are bounded",
      says: "No account made more containers in a day than Instagram allows, and no work was tried without end.",
    },
    `select distinct id from (
       select account_id id, count(*) over (
           partition by account_id order by at range between ${DAY_MS} preceding and current row) made
         from attempt a join publication p on p.id = a.publication_id
         where step = 'create-container' and outcome = 'ok') where made > ${MOST_CONTAINERS}
     union all
     select 'job ' || id from job where attempt > ${MOST_TRIES}`,
  ),
  bySql(
    {
      number: "I11",
      name: "asked after a restore",
      says: "After a backup was restored, nothing that was due went out before Instagram was asked about it.",
    },
    `select distinct publication_id from (
       select publication_id, step, lag(step) over (partition by publication_id order by rowid) before
         from attempt where ${IS_INTENT} or step in ('verdict', 'restore'))
       where step = 'publish' and before = 'restore'
     union
     select p.id from publication p
       where p.state in ('scheduled', 'preparing', 'media-ready', 'creating-container', 'processing', 'ready')
         and 'restore' = (select step from attempt where publication_id = p.id and step in ('verdict', 'restore')
           order by rowid desc limit 1)
     union
     select a.publication_id from attempt a, pragma_user_version
       where user_version <> 0 and a.step = 'publish' and a.outcome = 'intent'
         and a.at > (select max(restored_at) from restore)`,
  ),
];

function hasJob(publicationId: string): string {
  return `exists (select 1 from job where unique_key = 'publish:' || ${publicationId} and status in ('waiting', 'running'))`;
}

function findBrokenAudit(client: Client): readonly string[] {
  // It asks the connection alone.
  const { brokenAt } = verifyAudit({ $client: client } as Db);
  return brokenAt === null ? [] : [`audit line ${brokenAt}`];
}
