import { importWords } from "../../lib/import-words.ts";
import { Crop as CropIcon, ImagePlus, Images, Trash2 } from "lucide-react";
import { useState } from "react";
import type { Media } from "../../../shared/contract/media.ts";
import type { Post, PostMedia } from "../../../shared/contract/posts.ts";
import { Button } from "../../ui/button.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { AltText } from "./alt-text.tsx";
import { CropControl } from "./crop-control.tsx";
import { CroppedPicture } from "./cropped-picture.tsx";
import { DrawnVase } from "./drawn-vase.tsx";
import styles from "./media-column.module.css";
import type { Library } from "./use-media-of.ts";
import { pictureFacts, sentWords } from "./picture-words.ts";

type ColumnProps = {
  readonly post: Post;
  readonly library: Library;
  readonly isReadOnly: boolean;
  /** Where a check sends her to describe the picture. */
  readonly altTextId: string;
  /** Which picture is looked at: the first, unless an older draft holds several. */
  readonly index: number;
  readonly onIndex: (index: number) => void;
  readonly onMedia: (media: readonly PostMedia[]) => void;
  /** Opens the picker, for a new picture or in place of one. */
  readonly onPick: (state: "add" | number) => void;
};

/** The picture, its crop, and its alt text. */
export function MediaColumn(props: ColumnProps) {
  const { post, index, library } = props;
  const item = post.media[index];
  if (!item) return <EmptyMedia isReadOnly={props.isReadOnly} onAdd={() => props.onPick("add")} />;
  const media = library.byId.get(item.mediaId);
  const change = (patch: Partial<PostMedia>) =>
    props.onMedia(post.media.map((other, at) => (at === index ? { ...other, ...patch } : other)));
  return (
    <>
      {media ? (
        <ShownPicture {...props} item={item} media={media} onChange={change} />
      ) : (
        library.isRead && <MissingPicture {...props} />
      )}
      {post.media.length > 1 && <Strip {...props} />}
      <AltText
        value={item.altText}
        isReadOnly={props.isReadOnly}
        id={props.altTextId}
        onChange={(altText) => change({ altText })}
      />
    </>
  );
}

function ShownPicture(
  props: ColumnProps & {
    readonly item: PostMedia;
    readonly media: Media;
    readonly onChange: (patch: Partial<PostMedia>) => void;
  },
) {
  const { item, media, isReadOnly } = props;
  const [isCropping, setIsCropping] = useState(false);
  return (
    <>
      {isCropping && !isReadOnly ? (
        <CropControl
          media={media}
          crop={item.crop}
          onChange={(crop) => props.onChange({ crop })}
          onDone={() => setIsCropping(false)}
        />
      ) : (
        <div className={styles["big"]}>
          <CroppedPicture media={media} crop={item.crop} alt={item.altText || media.name} />
          {!isReadOnly && (
            <PictureTools {...props} aspect={item.crop.aspect} onCrop={() => setIsCropping(true)} />
          )}
        </div>
      )}
      {!isCropping && <PictureFacts media={media} item={item} />}
    </>
  );
}

function PictureTools(props: ColumnProps & { readonly aspect: string; onCrop(): void }) {
  const remove = () => {
    props.onMedia(props.post.media.filter((_, at) => at !== props.index));
    props.onIndex(0);
  };
  return (
    <span className={styles["tools"]}>
      <Button size="small" kind="quiet" icon={CropIcon} onPress={() => props.onCrop()}>
        Crop {props.aspect === "original" ? "" : props.aspect}
      </Button>
      <IconButton
        size="small"
        icon={Images}
        label="Replace picture"
        onPress={() => props.onPick(props.index)}
      />
      <IconButton size="small" icon={Trash2} label="Remove picture" onPress={remove} />
    </span>
  );
}

function PictureFacts(props: { readonly media: Media; readonly item: PostMedia }) {
  const { media, item } = props;
  const notes = importWords(media.notes);
  const sent = sentWords(media, item.crop);
  return (
    <div className={styles["facts"]}>
      <span className="numbers">{pictureFacts(media)}</span>
      {sent && <span className="numbers">{sent}</span>}
      {notes && <span>{notes}</span>}
    </div>
  );
}

function Strip(props: ColumnProps) {
  return (
    <ul className={styles["strip"]} aria-label="Pictures of this post">
      {props.post.media.map((item, at) => {
        const media = props.library.byId.get(item.mediaId);
        return (
          <li key={item.mediaId}>
            <button
              type="button"
              className={styles["thumb"]}
              aria-pressed={at === props.index}
              aria-label={`Picture ${at + 1}`}
              onClick={() => props.onIndex(at)}
            >
              {media && <CroppedPicture media={media} crop={item.crop} alt="" />}
            </button>
          </li>
        );
      })}
    </ul>
  );
}

function MissingPicture(props: ColumnProps) {
  return (
    <Notice
      tone="bad"
      action={
        !props.isReadOnly && (
          <Button size="small" onPress={() => props.onPick(props.index)}>
            Replace
          </Button>
        )
      }
    >
      This picture is no longer in the library.
    </Notice>
  );
}

function EmptyMedia(props: { readonly isReadOnly: boolean; onAdd(): void }) {
  return (
    <div className={styles["empty"]}>
      <DrawnVase />
      <p>A post begins with a photograph.</p>
      {!props.isReadOnly && (
        <Button icon={ImagePlus} onPress={() => props.onAdd()}>
          Add picture
        </Button>
      )}
    </div>
  );
}
