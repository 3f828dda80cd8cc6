import { SquarePen, Trash2 } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import type { Media } from "../../../shared/contract/media.ts";
import { LIMITS } from "../../../shared/rules/limits.ts";
import { formatBytes, formatDate, formatPlayingTime } from "../../lib/format.ts";
import { importWords } from "../../lib/import-words.ts";
import { ipc } from "../../lib/ipc.ts";
import { navigate } from "../../lib/route.ts";
import { useShownAccount } from "../../lib/shown-account.tsx";
import { startingContent } from "../../lib/starting-content.ts";
import { offerUndo } from "../../lib/undo.ts";
import { useCommand } from "../../lib/use-command.ts";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Picture } from "../../ui/picture.tsx";
import { TextArea } from "../../ui/text-area.tsx";
import styles from "./library.module.css";
import { VideoPreview, VideoUses } from "./video-detail.tsx";
import { videoWords } from "./video-words.ts";

const SAVE_AFTER_MS = 400;

/** One picture or video: what it is, how it is described, how often it is used, and what can be done with it. */
export function MediaDetail(props: { readonly media: Media; readonly onRemoved: () => void }) {
  const { media } = props;
  const account = useShownAccount();
  const start = useCommand(ipc.posts.create);
  const remove = useCommand(ipc.media.remove);
  const startPost = async () => {
    const post = await start.run({ accountId: account.id, ...startingContent(media) });
    if (post) navigate(`/composer/${encodeURIComponent(post.id)}`);
  };
  const takeOut = async () => {
    const done = await remove.run({ ids: [media.id] });
    if (!done) return;
    props.onRemoved();
    offerUndo(`${media.name} is out of the library.`, () => ipc.media.restore({ ids: [media.id] }));
  };
  const notes = importWords(media.notes);
  const problem = start.error ?? remove.error;
  return (
    <aside className={styles["detail"]} aria-label={media.name}>
      {media.kind === "video" ? (
        <VideoPreview media={media} />
      ) : (
        <Picture
          src={media.picture}
          alt={media.altText}
          ratio="4:5"
          className={styles["detailPicture"]}
        />
      )}
      <h2 className="heading">{media.name}</h2>
      <p className="small soft">
        {madeOf(media)}, {formatBytes(media.bytes)}. Added{" "}
        {formatDate(media.importedAt, account.timeZone)}.
      </p>
      {notes && <p className="small soft">{notes}</p>}
      {media.video && <VideoUses video={media.video} />}
      <AltText media={media} />
      <p className="small soft">{usedWords(media.usedCount)}</p>
      {problem && <Notice tone="bad">{problem.message}</Notice>}
      <div className={styles["detailButtons"]}>
        <Button icon={SquarePen} busy={start.busy} onPress={() => void startPost()}>
          Start a post with this
        </Button>
        <Button kind="danger" icon={Trash2} busy={remove.busy} onPress={() => void takeOut()}>
          Remove
        </Button>
      </div>
    </aside>
  );
}

/** Saved as she types; what is in the box is never overwritten by what is read back. */
function AltText(props: { readonly media: Media }) {
  const { media } = props;
  const [text, setText] = useState(media.altText);
  const save = useCommand(ipc.media.setAltText);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const pending = useRef<string | null>(null);
  const flush = useRef(() => {});
  useEffect(() => {
    flush.current = () => {
      clearTimeout(timer.current);
      if (pending.current === null) return;
      void save.run({ id: media.id, altText: pending.current });
      pending.current = null;
    };
  });
  useEffect(() => () => flush.current(), []);
  return (
    <TextArea
      label="Alt text"
      value={text}
      rows={4}
      hint={`What someone who does not see it should know. ${text.length} of ${LIMITS.altTextCharacters} characters.`}
      error={save.error?.message}
      onChange={(next) => {
        const kept = next.slice(0, LIMITS.altTextCharacters);
        setText(kept);
        pending.current = kept;
        clearTimeout(timer.current);
        timer.current = setTimeout(() => flush.current(), SAVE_AFTER_MS);
      }}
      onBlur={() => flush.current()}
    />
  );
}

function madeOf({ width, height, video }: Media): string {
  const size = `${width} × ${height}`;
  return video
    ? `${size}, ${formatPlayingTime(video.durationMs)}, ${videoWords(video)}`
    : `${size}, JPEG`;
}

function usedWords(count: number): string {
  if (count === 0) return "No post uses it yet.";
  return count === 1 ? "One post uses it." : `${count} posts use it.`;
}
