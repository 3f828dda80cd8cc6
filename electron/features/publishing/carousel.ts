import { AppError } from "../../../shared/result.ts";
import type { Container, MadeContainer } from "../../graph/endpoints/containers.ts";
import { GraphFailure } from "../../graph/failure.ts";
import { MOST_CONTAINERS, nextChildStep, type ChildStep } from "./children.ts";
import { listContainers, putContainer } from "./container-queries.ts";
import type { Content } from "./content.ts";
import { parseEvidence } from "./evidence.ts";
import { loseFile, sourceOf } from "./files.ts";
import { itemRequest } from "./parameters.ts";
import { containersFailed } from "./problems.ts";
import type { NewAttempt } from "./record.ts";
import {
  describeFailure,
  pass,
  stumble,
  waitIfPaused,
  type StepDeps,
  type StepEnd,
} from "./step.ts";
import type { ContainerRow, PublicationRow } from "./tables.ts";
import { isUploadRefusal, sendVideo } from "./video.ts";

type Carousel = {
  readonly deps: StepDeps;
  readonly row: PublicationRow;
  readonly content: Content;
};
type Ended = { readonly end: StepEnd };

/**
 * Brings a carousel's items to where their parent can be made, one step at a time, out of what is written down: after a crash it
 * goes on with what is there.
 */
export async function readyChildren(
  deps: StepDeps,
  row: PublicationRow,
  content: Content,
): Promise<{ readonly children: readonly string[] } | Ended> {
  const clock = { now: deps.ports.clock.now(), lifeMs: deps.times.containerLifeMs };
  const step = nextChildStep(content.media, listContainers(deps.db, row.id), clock);
  if (step.kind === "ready") {
    pass(deps, "publish.children-ready");
    return { children: step.containerIds };
  }
  const paused = waitIfPaused(deps, row);
  return { end: paused ?? (await takeStep({ deps, row, content }, step)) };
}

function takeStep(
  carousel: Carousel,
  step: Exclude<ChildStep, { readonly kind: "ready" }>,
): Promise<StepEnd> {
  if (step.kind === "make") return makeChild(carousel, step);
  if (step.kind === "upload") return uploadChild(carousel, step.child);
  return lookAt(carousel, step.children);
}

/** Hosts one item and makes its container. Written down before it is asked for. */
async function makeChild(
  { deps, row, content }: Carousel,
  { position, made }: { readonly position: number; readonly made: number },
): Promise<StepEnd> {
  const item = content.media[position];
  if (!item?.sha256) throw new Error("A carousel's item has no file.");
  if (made >= MOST_CONTAINERS) return giveUp(deps, row, null);
  try {
    // This item, those after it, and the carousel itself.
    deps.platform.demandContainers(row.accountId, content.media.length - position + 1);
  } catch (error) {
    return stumble(deps, row, { step: "create-container", error });
  }
  const source = await sourceOf(deps, row, { item, position });
  if ("end" in source) return source.end;
  const paused = waitIfPaused(deps, row);
  if (paused) return paused;
  const child: ContainerRow = {
    publicationId: row.id,
    position,
    mediaSha256: item.sha256,
    state: "asked",
    containerId: null,
    uploadUri: null,
    made: made + 1,
    createdAt: deps.ports.clock.now(),
  };
  const asked = deps.record.note(row, { also: (tx) => putContainer(tx, child) });
  pass(deps, "publish.child-requested");
  try {
    const request = itemRequest(item, source);
    takeChild(deps, asked, {
      child,
      made: await deps.platform.createContainer(row.accountId, request),
    });
    pass(deps, "publish.child-stored");
    return "go-on";
  } catch (error) {
    if ("isResumable" in source && isUploadRefusal(error))
      return refuseUpload(deps, asked, { error });
    return stumble(deps, asked, { step: "create-container", error });
  }
}

function takeChild(
  deps: StepDeps,
  row: PublicationRow,
  { child, made }: { readonly child: ContainerRow; readonly made: MadeContainer },
): void {
  const { containerId, uploadUri } = made;
  const detail = `${containerId} for item ${child.position + 1}`;
  deps.record.note(row, {
    ...forward(row),
    attempts: [{ step: "create-container", outcome: "ok", detail, containerId }],
    also: (tx) =>
      putContainer(tx, {
        ...child,
        containerId,
        uploadUri,
        state: uploadUri === null ? "processing" : "uploading",
        createdAt: deps.ports.clock.now(),
      }),
  });
}

async function uploadChild(
  { deps, row, content }: Carousel,
  child: ContainerRow,
): Promise<StepEnd> {
  const item = content.media[child.position];
  if (!item || child.uploadUri === null) throw new Error("There is nothing to upload.");
  try {
    await sendVideo(deps, row, { item, uri: child.uploadUri });
  } catch (error) {
    deps.signal?.throwIfAborted();
    if (error instanceof AppError && error.code === "not-found") return loseFile(deps, row, error);
    if (isUploadRefusal(error)) return refuseUpload(deps, row, { error, child });
    return stumble(deps, row, { step: "upload-video", error });
  }
  deps.record.note(row, {
    ...forward(row),
    attempts: [{ step: "upload-video", outcome: "ok", detail: `SHA-256 ${child.mediaSha256}` }],
    also: (tx) => putContainer(tx, { ...child, state: "processing", uploadUri: null }),
  });
  return "go-on";
}

/** Uploads are not taken here: the video is offered by an address, in a new container. */
function refuseUpload(
  deps: StepDeps,
  row: PublicationRow,
  { error, child }: { readonly error: unknown; readonly child?: ContainerRow },
): StepEnd {
  deps.record.note(row, {
    evidence: { ...parseEvidence(row.evidence), isUploadRefused: true },
    attempts: [describeFailure({ step: "upload-video", error })],
    also: (tx) => {
      if (child) putContainer(tx, gone(child));
    },
  });
  return "go-on";
}

/** Reads those that are not finished. All are read before the wait: one that is slow does not hide one that failed. */
async function lookAt(
  { deps, row }: Carousel,
  children: readonly ContainerRow[],
): Promise<StepEnd> {
  let isWaiting = false;
  let now = row;
  for (const child of children) {
    const seen = await lookAtOne(deps, now, child);
    if ("end" in seen) return seen.end;
    now = seen.row;
    isWaiting ||= seen.isWaiting;
  }
  if (!isWaiting) return "go-on";
  const evidence = parseEvidence(now.evidence);
  const pause = deps.times.pollMs[evidence.polls] ?? deps.times.pollMs.at(-1) ?? 60_000;
  return deps.record.wait(now, {
    reason: null,
    at: deps.ports.clock.now() + pause,
    evidence: { ...evidence, polls: evidence.polls + 1 },
  });
}

type Seen = { readonly row: PublicationRow; readonly isWaiting: boolean };

async function lookAtOne(
  deps: StepDeps,
  row: PublicationRow,
  child: ContainerRow,
): Promise<Seen | Ended> {
  let container: Container;
  try {
    container = await deps.platform.readContainer(row.accountId, child.containerId ?? "");
  } catch (error) {
    const isGone = isContainerGone(error, parseEvidence(row.evidence).tries);
    const left = isGone ? forget(deps, row, child) : row;
    return { end: await stumble(deps, left, { step: "read-container", error }) };
  }
  pass(deps, "publish.processing-polled");
  return takeLook(deps, row, { child, container });
}

function takeLook(deps: StepDeps, row: PublicationRow, looked: Looked): Seen | Ended {
  const { child, container } = looked;
  if (container.status === "IN_PROGRESS") return { row, isWaiting: true };
  if (container.status === "PUBLISHED") return { end: doubt(deps, row, looked) };
  if (container.status === "FINISHED") return { row: finish(deps, row, child), isWaiting: false };
  if (container.trouble?.isHers) return { end: giveUp(deps, row, container) };
  return { row: lose(deps, row, looked), isWaiting: false };
}

/** Whether the platform means that a container is of no use any more, its remedy having been tried so often. */
export function isContainerGone(error: unknown, tries: number): boolean {
  return error instanceof GraphFailure && error.after(tries).action === "new-container";
}

type Looked = { readonly child: ContainerRow; readonly container: Container };

function finish(deps: StepDeps, row: PublicationRow, child: ContainerRow): PublicationRow {
  return deps.record.note(row, {
    ...forward(row),
    also: (tx) => putContainer(tx, { ...child, state: "finished" }),
  });
}

function forget(deps: StepDeps, row: PublicationRow, child: ContainerRow): PublicationRow {
  return deps.record.note(row, { also: (tx) => putContainer(tx, gone(child)) });
}

/** Another one is made of the same file; they are cheap, and counted. */
function lose(deps: StepDeps, row: PublicationRow, { child, container }: Looked): PublicationRow {
  return deps.record.note(row, {
    attempts: [lookLine(container, child, "refused")],
    also: (tx) => putContainer(tx, gone(child)),
  });
}

/** An item can be published with its parent alone, and here is none: something is out there. Ask before anything else. */
function doubt(deps: StepDeps, row: PublicationRow, { child, container }: Looked): StepEnd {
  const attempts = [lookLine(container, child, "unknown")];
  deps.record.commit(row, { fact: "doubted" }, { attempts });
  return "go-on";
}

function giveUp(deps: StepDeps, row: PublicationRow, container: Container | null): StepEnd {
  const { subcode = null, trouble = null, detail = "" } = container ?? {};
  const problem = containersFailed(detail, subcode === null ? null : String(subcode));
  deps.record.commit(
    row,
    { fact: "refused" },
    {
      set: { nextWakeupAt: null },
      problem: trouble ? { ...problem, what: trouble.what, todo: trouble.todo } : problem,
    },
  );
  return "go-on";
}

function gone(child: ContainerRow): ContainerRow {
  return { ...child, state: "asked", containerId: null, uploadUri: null };
}

/** What is true after a step that went well. */
function forward(row: PublicationRow) {
  const evidence = { ...parseEvidence(row.evidence), tries: 0, lostFiles: 0 };
  return { evidence, waitReason: null, problem: null } as const;
}

function lookLine(
  { status, detail, serverAt }: Container,
  { containerId, position }: ContainerRow,
  outcome: NewAttempt["outcome"],
): NewAttempt {
  const words = [`Item ${position + 1}`, status, detail].filter((text) => text !== "").join(": ");
  return { step: "read-container", outcome, detail: words, serverAt, containerId };
}
