import { Plus } from "lucide-react";
import { formatRelative } from "../lib/format.ts";
import { ipc } from "../lib/ipc.ts";
import { navigate } from "../lib/route.ts";
import { useShownAccount } from "../lib/shown-account.tsx";
import { useLive } from "../lib/use-live.ts";
import { useNow } from "../lib/use-now.ts";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Notice } from "../ui/notice.tsx";
import { Picture } from "../ui/picture.tsx";
import { ScreenHeader } from "../ui/screen-header.tsx";
import styles from "./drafts-screen.module.css";
import { DrawnEasel } from "./drawn-easel.tsx";
import { startNewPost } from "./new-post.ts";

/** The composer's door: drafts that have no day yet, and a new one. */
export function DraftsScreen() {
  const account = useShownAccount();
  const drafts = useLive(ipc.posts.drafts, { accountId: account.id }, ["posts.changed"]);
  const startButton = (
    <Button kind="primary" icon={Plus} onPress={() => void startNewPost(account)}>
      New post
    </Button>
  );
  const hasDrafts = drafts.value !== undefined && drafts.value.length > 0;
  return (
    <>
      <ScreenHeader title="Composer" {...(hasDrafts && { actions: startButton })} />
      <div className={styles["scroll"]}>
        {drafts.error && <Notice tone="bad">{drafts.error.message}</Notice>}
        {drafts.value?.length === 0 && (
          <EmptyState drawing={<DrawnEasel />} action={startButton}>
            No draft is waiting for a day. Posts with a day are on the calendar.
          </EmptyState>
        )}
        {hasDrafts && (
          <>
            <p className={`soft ${styles["intro"] ?? ""}`}>
              Drafts that have no day yet. Those with a day are on the calendar.
            </p>
            <Drafts drafts={drafts.value ?? []} />
          </>
        )}
      </div>
    </>
  );
}

function Drafts(props: { readonly drafts: Awaited<ReturnType<typeof ipc.posts.drafts>> }) {
  const now = useNow(60_000);
  return (
    <ul className={styles["grid"]}>
      {props.drafts.map((draft) => {
        const path = `/composer/${encodeURIComponent(draft.id)}`;
        return (
          <li key={draft.id}>
            <a
              href={path}
              className={styles["draft"]}
              onClick={(event) => {
                event.preventDefault();
                navigate(path);
              }}
            >
              <Picture src={draft.thumbnail} alt="" ratio="4:5" isLazy />
              <span className={styles["words"]}>
                <span className="medium block cut">{draft.title}</span>
                <span className="small soft block">
                  Changed {formatRelative(draft.updatedAt, now)}
                </span>
              </span>
            </a>
          </li>
        );
      })}
    </ul>
  );
}
