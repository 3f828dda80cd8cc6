import { AppError } from "../../../shared/result.ts";
import { stops } from "../../../shared/rules/check.ts";
import { checkPost } from "../../../shared/rules/post.ts";
import { contentDigest, type Content } from "./content.ts";
import { brokenRules } from "./problems.ts";
import { pass, stumble, type StepDeps, type StepEnd } from "./step.ts";
import type { PublicationRow } from "./tables.ts";

/** Checks the rules once more, freezes what is sent, and makes the exact picture. */
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
    const content = contentOf(deps, row);
    const frozen = deps.record.note(row, { set: { content: JSON.stringify(content) } });
    pass(deps, "publish.content-frozen");
    const { mediaId, crop } = content;
    const { sha256 } = await deps.media.render({ mediaId, crop });
    pass(deps, "publish.rendered");
    deps.record.commit(
      frozen,
      { fact: "media-prepared" },
      {
        set: { imageSha256: sha256, contentSha256: contentDigest(content, sha256) },
        attempts: [{ step: "prepare-picture", outcome: "ok", detail: `SHA-256 ${sha256}` }],
      },
    );
    return "go-on";
  } catch (error) {
    return stumble(deps, row, { step: "prepare-picture", error });
  }
}

/** The post as it is now. One picture: the rules have seen to that. */
function contentOf(deps: StepDeps, row: PublicationRow): Content {
  const post = deps.posts.find(row.postId);
  const [picture] = deps.posts.pictures(row.postId);
  if (!post || !picture) throw new AppError("not-found", "The post or its picture is gone.");
  return {
    caption: post.caption,
    altText: picture.altText,
    mediaId: picture.mediaId,
    crop: picture.crop,
    postVersion: post.version,
  };
}
