import type { Db } from "./db.ts";

/**
 * What no code of ours may do, held to by the database itself. Looked for at every open: a migration that rebuilds a table
 * takes its triggers with it in silence.
 */
const TRIGGERS: Readonly<Record<string, string>> = {
  // The history of attempts is what proves that nothing went out twice.
  attempt_is_not_changed: `before update on attempt begin
    select raise(abort, 'Attempts are append-only.'); end`,
  attempt_is_not_removed: `before delete on attempt begin
    select raise(abort, 'Attempts are append-only.'); end`,
  audit_is_not_changed: `before update on audit begin
    select raise(abort, 'The audit log is append-only.'); end`,
  audit_is_not_removed: `before delete on audit begin
    select raise(abort, 'The audit log is append-only.'); end`,
  // Instagram forgets its figures, so what it told once must not be lost or improved.
  insight_figure_is_not_changed: `before update on insight_figure begin
    select raise(abort, 'Figures are append-only.'); end`,
  insight_figure_is_not_removed: `before delete on insight_figure begin
    select raise(abort, 'Figures are append-only.'); end`,
  publication_is_not_removed: `before delete on publication begin
    select raise(abort, 'Publications are never removed.'); end`,
  published_is_final: `before update of state on publication
    when old.state = 'published' and new.state <> 'published' begin
    select raise(abort, 'What is published stays published.'); end`,
  published_id_is_final: `before update of ig_media_id on publication
    when old.ig_media_id is not null and new.ig_media_id is not old.ig_media_id begin
    select raise(abort, 'The id of a published post never changes.'); end`,
  fence_only_grows: `before update of fence on publication when new.fence < old.fence begin
    select raise(abort, 'A fence only grows.'); end`,
};

/** Puts every trigger in place. One that stands as it should is left: each write here would be a wait for the disk. */
export function assertTriggers({ $client: client }: Db): void {
  const wanting = wantingTriggers(client);
  client.transaction(() => {
    for (const name of wanting)
      client.exec(`drop trigger if exists ${name}; create trigger ${name} ${TRIGGERS[name]};`);
  })();
}

/** The names of those that are not there, or not as they should be. */
export function wantingTriggers(client: Db["$client"]): readonly string[] {
  const standing = client
    .prepare<[], string>("select sql from sqlite_schema where type = 'trigger'")
    .pluck()
    .all();
  // SQLite keeps the text of a trigger as it was written, from its name on.
  return Object.entries(TRIGGERS)
    .filter(([name, body]) => !standing.includes(`CREATE TRIGGER ${name} ${body}`))
    .map(([name]) => name);
}
