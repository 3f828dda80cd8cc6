import { Crop as CropIcon, Images, Trash2, UserPlus } from "lucide-react";
import { useState } from "react";
import type { Media } from "../../../shared/contract/media.ts";
import type { PostMedia } from "../../../shared/contract/posts.ts";
import { importWords } from "../../lib/import-words.ts";
import { Button } from "../../ui/button.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { Clip } from "./clip.tsx";
import { CropControl } from "./crop-control.tsx";
import { CroppedPicture } from "./cropped-picture.tsx";
import { sharedAspect } from "./formats.ts";
import { removeMedia } from "./media-changes.ts";
import styles from "./media-column.module.css";
import { mediaFacts, sentWords } from "./picture-words.ts";
import { TagLayer } from "./tag-layer.tsx";
import type { Editor } from "./use-editor.ts";

type ShownProps = {
  readonly editor: Editor;
  readonly item: PostMedia;
  readonly media: Media;
  readonly onChange: (patch: Partial<PostMedia>) => void;
};

/** The picture or video looked at, as it is sent, with what can be done to it. */
export function ShownMedia(props: ShownProps) {
  const { editor, item, media } = props;
  const { isReadOnly } = editor;
  const [isCropping, setCropping] = useState(false);
  const isCrop = isCropping && !isReadOnly && media.kind === "picture";
  return (
    <>
      {isCrop ? (
        <CropControl
          media={media}
          crop={item.crop}
          aspects={aspectsFor(editor)}
          onChange={(crop) => props.onChange({ crop })}
          onDone={() => setCropping(false)}
        />
      ) : (
        <div className={styles["big"]} data-kind={media.kind}>
          <Sight {...props} />
          {!isReadOnly && <Tools {...props} onCrop={() => setCropping(true)} />}
        </div>
      )}
      {!isCrop && <Facts {...props} />}
    </>
  );
}

function Sight({ editor, item, media, onChange }: ShownProps) {
  const alt = item.altText || media.name;
  if (media.kind === "video") return <Clip media={media} alt={alt} />;
  return (
    <>
      <CroppedPicture media={media} crop={item.crop} alt={alt} />
      {editor.panels.isTagging && !editor.isReadOnly && (
        <TagLayer editor={editor} item={item} onChange={onChange} />
      )}
    </>
  );
}

/** All of a carousel have one shape: it is chosen at the first. A story has the whole screen. */
function aspectsFor({ post, panels }: Editor): "feed" | "story" | "first" {
  if (post.format === "story") return "story";
  const isLed = post.format === "carousel" && panels.index > 0;
  return isLed && sharedAspect(post.media) !== null ? "first" : "feed";
}

function Tools(props: ShownProps & { onCrop(): void }) {
  const { editor, item, media } = props;
  const { panels, bench } = editor;
  const noun = media.kind === "video" ? "video" : "picture";
  const tagCount = item.userTags.length + item.productTags.length;
  const remove = () => {
    removeMedia(bench, panels.index);
    panels.setIndex(Math.max(0, panels.index - 1));
  };
  return (
    <span className={styles["tools"]}>
      {media.kind === "picture" && (
        <>
          <Button size="small" kind="quiet" icon={CropIcon} onPress={() => props.onCrop()}>
            Crop {item.crop.aspect === "original" ? "" : item.crop.aspect}
          </Button>
          <Button
            size="small"
            kind="quiet"
            icon={UserPlus}
            onPress={() => panels.setTagging(!panels.isTagging)}
          >
            {panels.isTagging ? "Done" : tagCount > 0 ? `Tags ${tagCount}` : "Tag"}
          </Button>
        </>
      )}
      <IconButton
        size="small"
        icon={Images}
        label={`Replace ${noun}`}
        onPress={() => panels.setPicker(panels.index)}
      />
      <IconButton size="small" icon={Trash2} label={`Remove ${noun}`} onPress={remove} />
    </span>
  );
}

function Facts({ editor, item, media }: ShownProps) {
  const { post, panels } = editor;
  const notes = importWords(media.notes);
  const sent = sentWords(media, item.crop);
  const isLed = aspectsFor(editor) === "first";
  return (
    <div className={styles["facts"]}>
      <span className="numbers">
        {post.media.length > 1 && `Number ${panels.index + 1}: `}
        {mediaFacts(media)}
      </span>
      {sent && <span className="numbers">{sent}</span>}
      {isLed && <span>In the shape of the first, {sharedAspect(post.media)}.</span>}
      {notes && <span>{notes}</span>}
    </div>
  );
}
