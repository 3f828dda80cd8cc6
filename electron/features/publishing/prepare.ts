import { AppError } from "../../../shared/result.ts";
import { stops } from "../../../shared/rules/check.ts";
import { checkPost } from "../../../shared/rules/post.ts";
import { dropContainers } from "./container-queries.ts";
import { contentDigest, type Content, type FrozenMedia } from "./content.ts";
import { parseEvidence } from "./evidence.ts";
import { brokenRules } from "./problems.ts";
import { pass, stumble, type StepDeps, type StepEnd } from "./step.ts";
import type { PublicationRow } from "./tables.ts";

/** Checks the rules once more, freezes what is sent, and makes the exact files. */
export async function prepare(deps: StepDeps, row: PublicationRow): Promise<StepEnd> {
  try {
    const broken = stops(checkPost(deps.posts.facts(row.postId)));
    if (broken.length > 0) {
      deps.record.commit(
        row,
        { fact: "refused" },
        {
          set: { nextWakeupAt: null },
          problem: brokenRules(broken),
        },
      );
      return "go-on";
    }
    const words = contentOf(deps, row);
    const frozen = deps.record.note(row, { set: { content: JSON.stringify(words) } });
    pass(deps, "publish.content-frozen");
    const content = await withFiles(deps, words);
    pass(deps, "publish.rendered");
    const evidence = parseEvidence(row.evidence);
    deps.record.commit(
      frozen,
      { fact: "media-prepared" },
      {
        set: {
          content: JSON.stringify(content),
          imageSha256: content.media[0]?.sha256 ?? null,
          contentSha256: contentDigest(content),
        },
        evidence: { ...evidence, uploadUri: null },
        attempts: content.media.map(({ kind, sha256 }) => ({
          step: `prepare-${kind}`,
          outcome: "ok",
          detail: `SHA-256 ${sha256}`,
        })),
        // Containers of an earlier try may be of other files.
        also: (tx) => dropContainers(tx, row.id),
      },
    );
    return "go-on";
  } catch (error) {
    return stumble(deps, row, { step: "prepare-media", error });
  }
}

/** The post as it is now, its files not made yet. The rules have seen to it that there is something to send. */
function contentOf(deps: StepDeps, row: PublicationRow): Content {
  const post = deps.posts.find(row.postId);
  const items = deps.posts.pictures(row.postId);
  const facts = deps.media.facts(items.map((item) => item.mediaId));
  if (!post || items.length === 0 || facts.length < items.length)
    throw new AppError("not-found", "The post or one of its pictures is gone.");
  const kinds = new Map(facts.map((item) => [item.mediaId, item.kind]));
  return {
    format: post.format,
    caption: post.caption,
    options: deps.posts.options(row.postId),
    media: items.map((item) => ({
      ...item,
      kind: kinds.get(item.mediaId) ?? "picture",
      sha256: null,
    })),
    coverSha256: null,
    postVersion: post.version,
  };
}

/** One after the other: each may be many megapixels in memory. */
async function withFiles(deps: StepDeps, content: Content): Promise<Content> {
  const media: FrozenMedia[] = [];
  for (const item of content.media) media.push({ ...item, sha256: await fileOf(deps, item) });
  const { cover } = content.options;
  if (cover?.kind !== "picture") return { ...content, media };
  // Instagram shows a reel's cover at 9:16 (IG User Media), so it is cut to that here, where it is seen what is kept.
  const crop = { aspect: "9:16", x: 0.5, y: 0.5 } as const;
  const { sha256 } = await deps.media.render({ mediaId: cover.mediaId, crop });
  return { ...content, media, coverSha256: sha256 };
}

/** A picture is rendered as cropped; a video goes as it stands in the store. */
async function fileOf(deps: StepDeps, { kind, mediaId, crop }: FrozenMedia): Promise<string> {
  if (kind === "picture") return (await deps.media.render({ mediaId, crop })).sha256;
  const [video] = deps.media.facts([mediaId]);
  if (!video) throw new AppError("not-found", "The video is gone from the library.");
  return video.sha256;
}
