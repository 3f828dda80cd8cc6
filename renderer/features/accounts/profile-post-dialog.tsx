import { Receipt } from "lucide-react";
import { formatDate, formatTimeInZone } from "../../lib/format.ts";
import { navigate } from "../../lib/route.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Picture } from "../../ui/picture.tsx";
import { firstLine } from "./first-line.ts";
import type { GridPost } from "./profile-grid.tsx";
import styles from "./profile-screen.module.css";

/** One post of the profile: its picture, words and time, and its receipt when this app published it. */
export function ProfilePostDialog(props: {
  readonly post: GridPost;
  readonly zone: string;
  readonly onClose: () => void;
}) {
  const { post, zone } = props;
  return (
    <Dialog title={firstLine(post.caption)} size="wide" isOpen onClose={props.onClose}>
      <div className={styles["open"]}>
        <Picture src={post.picture} alt="" ratio="4:5" />
        <div className={styles["facts"]}>
          <p className={styles["caption"]}>{post.caption}</p>
          <p className="small soft numbers">
            {formatDate(post.postedAt, zone)}, {formatTimeInZone(post.postedAt, zone)}
          </p>
          {post.permalink && <code className="selectable soft">{post.permalink}</code>}
          {post.publicationId === null ? (
            <p className="small soft">Not published by this app, so there is no receipt.</p>
          ) : (
            <div>
              <Button
                icon={Receipt}
                onPress={() => navigate(`/outbox/${encodeURIComponent(post.publicationId ?? "")}`)}
              >
                Show the receipt
              </Button>
            </div>
          )}
        </div>
      </div>
    </Dialog>
  );
}
