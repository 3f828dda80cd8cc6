/** The named steps of the publish path, in order. `ports.checkpoint` is passed each; the crash tests die there. */
export const CHECKPOINTS = [
  "publish.claimed",
  "publish.content-frozen",
  "publish.rendered",
  "publish.hosted",
  "publish.child-requested",
  "publish.child-stored",
  "publish.children-ready",
  "publish.container-requested",
  "publish.container-stored",
  "publish.upload-half",
  "publish.upload-done",
  "publish.processing-polled",
  "publish.ready",
  "publish.quota-read",
  "publish.probed",
  "publish.intent-committed",
  "publish.publish-sent",
  "publish.result-committed",
  "publish.permalink-stored",
  "publish.done",
  "publish.reconcile-read",
  "publish.reconcile-scanned",
  "publish.verdict-committed",
] as const;
export type Checkpoint = (typeof CHECKPOINTS)[number];

/** Those of what follows publishing, in order: the first comment, comments switched off. */
export const AFTERWORK_CHECKPOINTS = [
  "afterwork.comment-looked",
  "afterwork.comment-written-down",
  "afterwork.comment-sent",
  "afterwork.comment-stored",
  "afterwork.comments-closed",
  "afterwork.comments-off-stored",
] as const;
export type AfterworkCheckpoint = (typeof AFTERWORK_CHECKPOINTS)[number];
