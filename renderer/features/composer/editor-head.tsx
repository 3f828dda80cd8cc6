import { Copy, Trash2 } from "lucide-react";
import type { Post, PostFormat } from "../../../shared/contract/posts.ts";
import { IconButton } from "../../ui/icon-button.tsx";
import { ScreenHeader } from "../../ui/screen-header.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { StatusBadge } from "../../ui/status-badge.tsx";
import { FORMATS } from "./formats.ts";
import { isLocked } from "./locked.ts";
import { SaveStatus } from "./save-status.tsx";
import type { Draft } from "./use-draft.ts";
import type { PublishingActions } from "./use-publishing.ts";

const TITLE_LENGTH = 28;

/** The head of the composer: what the post is called, where it stands, and whether it is saved. */
export function EditorHead(props: {
  readonly post: Post;
  readonly draft: Draft;
  readonly actions: PublishingActions;
  readonly onFormat: (format: PostFormat) => void;
}) {
  const { post, draft, actions } = props;
  return (
    <ScreenHeader
      title={titleOf(post)}
      isRuled
      aside={
        <>
          <StatusBadge status={post.status} iconSize={12} />
          {!isLocked(post.status) && (
            <SaveStatus
              local={draft.local}
              updatedAt={post.updatedAt}
              onRetry={() => void draft.flush()}
              onDiscard={draft.discard}
            />
          )}
        </>
      }
      actions={
        !isLocked(post.status) && (
          <>
            <IconButton
              icon={Copy}
              label="Duplicate"
              onPress={() => void actions.duplicate.run(null)}
            />
            {post.status === "draft" && (
              <IconButton
                icon={Trash2}
                label="Delete this draft"
                onPress={() => void actions.remove.run(null)}
              />
            )}
            <Segmented
              label="Format"
              value={post.format}
              options={FORMATS}
              onChange={props.onFormat}
            />
          </>
        )
      }
    />
  );
}

/** The caption's first line while she types it, else what lists call the post; shortened at a word for the head. */
function titleOf(post: Post): string {
  const firstLine = post.caption.split("\n").find((line) => line.trim() !== "");
  const title = (firstLine ?? post.title).trim() || "New post";
  if (title.length <= TITLE_LENGTH) return title;
  const cut = title.slice(0, TITLE_LENGTH + 1).replace(/\s+\S*$/, "");
  return `${cut.slice(0, TITLE_LENGTH).replace(/[\s,.;:–-]+$/, "")}…`;
}
