import { ImagePlus, Plus } from "lucide-react";
import { LIMITS } from "../../../shared/rules/limits.ts";
import type { PostMedia } from "../../../shared/contract/posts.ts";
import { offeredFields } from "../../../shared/rules/fields.ts";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { AltText } from "./alt-text.tsx";
import { DrawnVase } from "./drawn-vase.tsx";
import { roomFor } from "./formats.ts";
import { changeMedia, moveMedia } from "./media-changes.ts";
import styles from "./media-column.module.css";
import { MediaStrip } from "./media-strip.tsx";
import { ShownMedia } from "./shown-media.tsx";
import type { Editor } from "./use-editor.ts";

/** The pictures and videos, and of the one looked at its crop, its tags and its alt text. */
export function MediaColumn(props: { readonly editor: Editor }) {
  const { editor } = props;
  const { post, library, panels, bench, isReadOnly } = editor;
  const item = post.media[panels.index];
  if (!item) return <EmptyMedia editor={editor} />;
  const media = library.byId.get(item.mediaId);
  const change = (patch: Partial<PostMedia>) => changeMedia(bench, panels.index, patch);
  return (
    <>
      {media ? (
        <ShownMedia key={media.id} editor={editor} item={item} media={media} onChange={change} />
      ) : (
        library.isRead && <MissingMedia editor={editor} />
      )}
      {post.media.length > 1 && (
        <MediaStrip
          media={post.media}
          library={library}
          index={panels.index}
          isReadOnly={isReadOnly}
          onIndex={panels.setIndex}
          onMove={(from, to) => moveMedia(bench, from, to)}
        />
      )}
      {!isReadOnly && <AddMore editor={editor} />}
      {media?.kind !== "video" && <AltTextOf editor={editor} item={item} onChange={change} />}
    </>
  );
}

/** A post of one format takes no alt texts; the field then makes room for nothing. */
function AltTextOf(props: {
  readonly editor: Editor;
  readonly item: PostMedia;
  readonly onChange: (patch: Partial<PostMedia>) => void;
}) {
  const { post, account, isReadOnly, ids } = props.editor;
  if (!offeredFields(post.format, account.login).altText.isOffered) return null;
  return (
    <AltText
      value={props.item.altText}
      isReadOnly={isReadOnly}
      id={ids.altText}
      onChange={(altText) => props.onChange({ altText })}
    />
  );
}

function AddMore(props: { readonly editor: Editor }) {
  const { post, panels } = props.editor;
  const room = roomFor(post);
  if (post.format === "story" || room === 0) return null;
  return (
    <button type="button" className={styles["add"]} onClick={() => panels.setPicker("add")}>
      <Plus size={16} strokeWidth={1.75} aria-hidden="true" />
      <span>Add more</span>
      <span className={styles["count"]}>
        {post.media.length} of {LIMITS.carouselMax}
      </span>
    </button>
  );
}

function MissingMedia(props: { readonly editor: Editor }) {
  const { isReadOnly, panels } = props.editor;
  return (
    <Notice
      tone="bad"
      action={
        !isReadOnly && (
          <Button size="small" onPress={() => panels.setPicker(panels.index)}>
            Replace
          </Button>
        )
      }
    >
      This picture is no longer in the library.
    </Notice>
  );
}

const FIRST_WORDS = {
  image: { words: "A post begins with a photograph.", button: "Add picture" },
  carousel: { words: "A carousel begins with its first picture.", button: "Add pictures" },
  reel: { words: "A reel is one video.", button: "Add video" },
  story: { words: "A story is one picture or one video.", button: "Add picture or video" },
} as const;

function EmptyMedia(props: { readonly editor: Editor }) {
  const { post, isReadOnly, panels } = props.editor;
  const { words, button } = FIRST_WORDS[post.format];
  return (
    <div className={styles["empty"]}>
      <DrawnVase />
      <p>{words}</p>
      {!isReadOnly && (
        <Button icon={ImagePlus} onPress={() => panels.setPicker("add")}>
          {button}
        </Button>
      )}
    </div>
  );
}
