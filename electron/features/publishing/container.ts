import { AppError } from "../../../shared/result.ts";
import type { Container, MadeContainer } from "../../graph/endpoints/containers.ts";
import { isContainerGone, readyChildren } from "./carousel.ts";
import { MOST_CONTAINERS } from "./children.ts";
import { dropContainers } from "./container-queries.ts";
import { parseContent, type Content } from "./content.ts";
import { parseEvidence } from "./evidence.ts";
import { coverUrlOf, loseFile, sourceOf } from "./files.ts";
import { wholeRequest, type Ingredients } from "./parameters.ts";
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
import type { PublicationRow } from "./tables.ts";
import { isUploadRefusal, sendVideo } from "./video.ts";

/** Makes the files public and the container of the post. After a crash in between it is simply made again. */
export async function makeContainer(deps: StepDeps, row: PublicationRow): Promise<StepEnd> {
  const content = parseContent(row.content);
  const from = await ingredientsOf(deps, row, content);
  if ("end" in from) return from.end;
  pass(deps, "publish.hosted");
  const paused = waitIfPaused(deps, row);
  if (paused) return paused;
  const evidence = parseEvidence(row.evidence);
  const asked = deps.record.commit(
    row,
    { fact: "container-asked" },
    {
      evidence: {
        ...evidence,
        containers: evidence.containers + 1,
        polls: 0,
        finishedAt: null,
        uploadUri: null,
      },
    },
  );
  pass(deps, "publish.container-requested");
  try {
    const made = await deps.platform.createContainer(row.accountId, wholeRequest(content, from));
    takeContainer(deps, asked, made);
    pass(deps, "publish.container-stored");
    return "go-on";
  } catch (error) {
    if (from.source && "isResumable" in from.source && isUploadRefusal(error))
      return refuseUpload(deps, asked, error);
    return stumble(deps, forgetChildren(deps, asked, error), { step: "create-container", error });
  }
}

/** What the request needs of the outside: finished children, or the file's source and the cover's address. */
async function ingredientsOf(
  deps: StepDeps,
  row: PublicationRow,
  content: Content,
): Promise<Ingredients | { readonly end: StepEnd }> {
  if (content.format === "carousel") return readyChildren(deps, row, content);
  const [item] = content.media;
  if (!item) return {};
  const source = await sourceOf(deps, row, { item, position: 0 });
  if ("end" in source) return source;
  const coverUrl = await coverUrlOf(deps, row, content);
  if (typeof coverUrl === "object") return coverUrl;
  return { source, coverUrl };
}

function takeContainer(deps: StepDeps, asked: PublicationRow, made: MadeContainer): void {
  const { containerId, uploadUri } = made;
  deps.record.commit(
    asked,
    { fact: "container-created", containerId },
    {
      set: { containerCreatedAt: deps.ports.clock.now() },
      evidence: { ...parseEvidence(asked.evidence), tries: 0, lostFiles: 0, uploadUri },
      attempts: [{ step: "create-container", outcome: "ok", detail: containerId, containerId }],
    },
  );
}

/** The parent could not be made because of its children: they are made anew before the next try. */
function forgetChildren(deps: StepDeps, row: PublicationRow, error: unknown): PublicationRow {
  if (!isContainerGone(error, parseEvidence(row.evidence).tries)) return row;
  return deps.record.note(row, { also: (tx) => dropContainers(tx, row.id) });
}

/** Looks how the container stands, until it is finished. A video's bytes are sent first. */
export async function pollContainer(deps: StepDeps, row: PublicationRow): Promise<StepEnd> {
  const { uploadUri } = parseEvidence(row.evidence);
  if (uploadUri !== null) return uploadWhole(deps, row, uploadUri);
  let container: Container;
  try {
    container = await deps.platform.readContainer(row.accountId, row.containerId ?? "");
  } catch (error) {
    return stumble(deps, row, { step: "read-container", error });
  }
  pass(deps, "publish.processing-polled");
  return takeStatus(deps, row, container);
}

/** The bytes of a post that is one video. */
async function uploadWhole(deps: StepDeps, row: PublicationRow, uri: string): Promise<StepEnd> {
  const paused = waitIfPaused(deps, row);
  if (paused) return paused;
  const [item] = parseContent(row.content).media;
  if (!item) return "go-on";
  try {
    await sendVideo(deps, row, { item, uri });
  } catch (error) {
    deps.signal?.throwIfAborted();
    if (error instanceof AppError && error.code === "not-found") return loseFile(deps, row, error);
    if (isUploadRefusal(error)) return refuseUpload(deps, row, error);
    return stumble(deps, row, { step: "upload-video", error });
  }
  deps.record.note(row, {
    evidence: { ...parseEvidence(row.evidence), uploadUri: null, tries: 0 },
    waitReason: null,
    problem: null,
    attempts: [{ step: "upload-video", outcome: "ok", detail: `SHA-256 ${item.sha256}` }],
  });
  return "go-on";
}

/** The next container offers the video by an address. */
function refuseUpload(deps: StepDeps, row: PublicationRow, error: unknown): StepEnd {
  const evidence = { ...parseEvidence(row.evidence), isUploadRefused: true, uploadUri: null };
  const attempts = [describeFailure({ step: "upload-video", error })];
  if (row.state === "processing")
    deps.record.commit(row, { fact: "container-lost" }, { evidence, attempts });
  else deps.record.note(row, { evidence, attempts });
  return "go-on";
}

/** What a container's status means while nothing can be out there. */
export function takeStatus(deps: StepDeps, row: PublicationRow, container: Container): StepEnd {
  const evidence = parseEvidence(row.evidence);
  const now = deps.ports.clock.now();
  if (container.status === "FINISHED") return takeFinished(deps, row, container);
  if (container.status === "PUBLISHED") {
    // Nobody here said to: something is out there that no intent speaks of. Ask before anything else.
    const attempts = [statusRead(container, "unknown")];
    deps.record.commit(row, { fact: "doubted" }, { attempts });
    return "go-on";
  }
  const isOver = now - (row.containerCreatedAt ?? now) > deps.times.containerLifeMs;
  if (container.status !== "IN_PROGRESS" || isOver) return loseContainer(deps, row, container);
  const pause = deps.times.pollMs[evidence.polls] ?? deps.times.pollMs.at(-1) ?? 60_000;
  return deps.record.wait(row, {
    reason: null,
    at: now + pause,
    evidence: { ...evidence, polls: evidence.polls + 1 },
  });
}

function takeFinished(deps: StepDeps, row: PublicationRow, container: Container): StepEnd {
  const finishedAt = deps.ports.clock.now();
  const evidence = { ...parseEvidence(row.evidence), finishedAt };
  if (row.state === "ready") deps.record.note(row, { evidence });
  else {
    const attempts = [statusRead(container, "ok")];
    deps.record.commit(
      row,
      { fact: "container-finished" },
      { evidence: { ...evidence, tries: 0 }, attempts },
    );
    pass(deps, "publish.ready");
  }
  return "go-on";
}

/** A container that will come to nothing: another one, unless the picture itself is the reason or it was the last try. */
function loseContainer(deps: StepDeps, row: PublicationRow, container: Container): StepEnd {
  const evidence = parseEvidence(row.evidence);
  const { trouble } = container;
  const attempts = [statusRead(container, "refused")];
  const isLast = evidence.containers > (trouble?.tries ?? MOST_CONTAINERS - 1);
  if (trouble?.isHers || isLast) {
    const code = container.subcode === null ? null : String(container.subcode);
    const problem = containersFailed(container.detail, code);
    deps.record.commit(
      row,
      { fact: "refused" },
      {
        set: { nextWakeupAt: null },
        attempts,
        problem: trouble ? { ...problem, what: trouble.what, todo: trouble.lastTodo } : problem,
      },
    );
    return "go-on";
  }
  deps.record.commit(row, { fact: "container-lost" }, { attempts });
  return "go-on";
}

export function statusRead(container: Container, outcome: NewAttempt["outcome"]): NewAttempt {
  const detail = [container.status, container.detail].filter((text) => text !== "").join(": ");
  return { step: "read-container", outcome, detail, serverAt: container.serverAt };
}
