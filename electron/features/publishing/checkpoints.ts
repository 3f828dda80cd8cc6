/** The named steps of the publish path, in order. `ports.checkpoint` is passed each; the crash tests die there. */
export const CHECKPOINTS = [
  "publish.claimed",
  "publish.content-frozen",
  "publish.rendered",
  "publish.hosted",
  "publish.container-requested",
  "publish.container-stored",
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
