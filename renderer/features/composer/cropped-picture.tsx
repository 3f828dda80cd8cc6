import type { Media } from "../../../shared/contract/media.ts";
import type { Crop } from "../../../shared/contract/posts.ts";
import { cropRectangle } from "../../../shared/rules/crop.ts";
import { Picture } from "../../ui/picture.tsx";
import { classNames } from "../../ui/class-names.ts";
import { middleOf, pictureStyle } from "./crop-view.ts";
import styles from "./cropped-picture.module.css";

/** Instagram's grid since January 2025, and our lists. */
const SHAPES: Readonly<Record<string, number>> = { tile: 3 / 4, thumb: 4 / 5 };

/**
 * Exactly the part of a picture that is sent, by the rectangle the main process cuts; `tile` is the profile's 3:4 of it. A number
 * is a shape, width over height, that Instagram cuts what is sent to; `thumb` is the 4:5 of our own lists.
 */
export function CroppedPicture(props: {
  readonly media: Media;
  readonly crop: Crop;
  readonly alt: string;
  readonly shape?: "sent" | "tile" | "thumb" | number;
  readonly className?: string | undefined;
}) {
  const { media, crop, shape = "sent" } = props;
  const sent = cropRectangle(media, crop);
  const kept = shape === "sent" ? sent : middleOf(sent, SHAPES[shape] ?? Number(shape));
  return (
    <span
      className={classNames(styles["window"], props.className)}
      style={{ aspectRatio: `${kept.width} / ${kept.height}` }}
    >
      <span className={styles["whole"]} style={pictureStyle(media, kept)}>
        <Picture src={media.picture} alt={props.alt} ratio="fill" />
      </span>
    </span>
  );
}
