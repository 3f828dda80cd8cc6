import { AppError } from "../../../shared/result.ts";
import type { Container } from "../../graph/endpoints/containers.ts";
import { parseContent } from "./content.ts";
import { parseEvidence } from "./evidence.ts";
import { containersFailed, mediaHostFailed, waitingFor } from "./problems.ts";
import type { NewAttempt } from "./record.ts";
import { pass, stumble, waitIfPaused, type StepDeps, type StepEnd } from "./step.ts";
import type { PublicationRow } from "./tables.ts";

/** Containers are invisible and cheap, but 400 a day count and a picture that fails three times will fail again. */
const MOST_CONTAINERS = 4;

/** Makes the picture public and the container of it. After a crash in between it is simply made again. */
export async function makeContainer(deps: StepDeps, row: PublicationRow): Promise<StepEnd> {
  const imageUrl = await hostPicture(deps, row);
  if (typeof imageUrl !== "string") return imageUrl.end;
  pass(deps, "publish.hosted");
  const paused = waitIfPaused(deps, row);
  if (paused) return paused;
  const evidence = parseEvidence(row.evidence);
  const asked = deps.record.commit(
    row,
    { fact: "container-asked" },
    {
      evidence: { ...evidence, containers: evidence.containers + 1, polls: 0, finishedAt: null },
    },
  );
  pass(deps, "publish.container-requested");
  try {
    const { caption, altText } = parseContent(asked.content);
    const { containerId } = await deps.platform.createContainer(row.accountId, {
      imageUrl,
      caption,
      altText,
    });
    deps.record.commit(
      asked,
      { fact: "container-created", containerId },
      {
        set: { containerCreatedAt: deps.ports.clock.now() },
        evidence: { ...parseEvidence(asked.evidence), tries: 0 },
        attempts: [{ step: "create-container", outcome: "ok", detail: containerId, containerId }],
      },
    );
    pass(deps, "publish.container-stored");
    return "go-on";
  } catch (error) {
    return stumble(deps, asked, { step: "create-container", error });
  }
}

async function hostPicture(
  deps: StepDeps,
  row: PublicationRow,
): Promise<string | { end: StepEnd }> {
  const accountKind = deps.accounts.find(row.accountId)?.kind ?? "instagram";
  try {
    const url = await deps.hosting.host(row.id, { sha256: row.imageSha256 ?? "", accountKind });
    return url;
  } catch (error) {
    if (!(error instanceof AppError) || error.code === "disk-full")
      return { end: await stumble(deps, row, { step: "host-media", error }) };
    // Whatever the media host's trouble is, she can mend it while the post waits.
    const at = deps.ports.clock.now() + deps.times.recheckMs;
    const reason = deps.ports.network.isOnline() ? "media-host" : "offline";
    return {
      end: deps.record.wait(row, {
        reason,
        at,
        problem: reason === "offline" ? waitingFor(reason, null) : mediaHostFailed(error.message),
        attempts: [{ step: "host-media", outcome: "refused", detail: error.message }],
      }),
    };
  }
}

/** Looks how the container stands, until it is finished. */
export async function pollContainer(deps: StepDeps, row: PublicationRow): Promise<StepEnd> {
  let container: Container;
  try {
    container = await deps.platform.readContainer(row.accountId, row.containerId ?? "");
  } catch (error) {
    return stumble(deps, row, { step: "read-container", error });
  }
  pass(deps, "publish.processing-polled");
  return takeStatus(deps, row, container);
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
  if (trouble?.isHers || evidence.containers >= MOST_CONTAINERS) {
    const code = container.subcode === null ? null : String(container.subcode);
    const problem = containersFailed(container.detail, code);
    deps.record.commit(
      row,
      { fact: "refused" },
      {
        set: { nextWakeupAt: null },
        attempts,
        problem: trouble ? { ...problem, what: trouble.what, todo: trouble.todo } : problem,
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
