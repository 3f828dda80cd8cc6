import { Plus } from "lucide-react";
import { ipc } from "../../lib/ipc.ts";
import { formatRelative } from "../../lib/format.ts";
import { navigate } from "../../lib/route.ts";
import { useShownAccount } from "../../lib/shown-account.tsx";
import { useCommand } from "../../lib/use-command.ts";
import { useLive } from "../../lib/use-live.ts";
import { useNow } from "../../lib/use-now.ts";
import { Button } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Picture } from "../../ui/picture.tsx";
import { ScreenHeader } from "../../ui/screen-header.tsx";
import styles from "./drafts-list.module.css";
import { DrawnVase } from "./drawn-vase.tsx";

/** The drafts that have no day yet, and the way to a new post. */
export function DraftsList() {
  const account = useShownAccount();
  const drafts = useLive(ipc.posts.drafts, { accountId: account.id }, [
    "posts.changed",
    "publishing.changed",
  ]);
  const create = useCommand(async () => {
    const post = await ipc.posts.create({ accountId: account.id });
    navigate(`/composer/${encodeURIComponent(post.id)}`);
  });
  const newPost = (
    <Button
      kind="primary"
      icon={Plus}
      busy={create.busy}
      onPress={() => void create.run(undefined)}
    >
      New post
    </Button>
  );
  const error = create.error ?? drafts.error;
  const isEmpty = drafts.value?.length === 0;
  return (
    <>
      <ScreenHeader title="Composer" isRuled actions={!isEmpty && newPost} />
      {error && (
        <Notice tone="bad" className={styles["error"]}>
          {error.message}
        </Notice>
      )}
      {isEmpty && (
        <EmptyState drawing={<DrawnVase />} action={newPost}>
          Drafts without a day wait here. A post begins with a photograph.
        </EmptyState>
      )}
      {drafts.value !== undefined && !isEmpty && <Drafts drafts={drafts.value} />}
    </>
  );
}

type Item = Awaited<ReturnType<typeof ipc.posts.drafts>>[number];

function Drafts(props: { readonly drafts: readonly Item[] }) {
  const now = useNow();
  return (
    <div className={styles["page"]}>
      <h2 className={styles["heading"]}>Drafts without a day</h2>
      <ul className={styles["list"]}>
        {props.drafts.map((draft) => (
          <li key={draft.id}>
            <a
              className={styles["draft"]}
              href={`/composer/${encodeURIComponent(draft.id)}`}
              onClick={(event) => {
                event.preventDefault();
                navigate(`/composer/${encodeURIComponent(draft.id)}`);
              }}
            >
              <Picture
                src={draft.thumbnail}
                alt=""
                ratio="4:5"
                className={styles["picture"]}
                isLazy
              />
              <span className={styles["title"]}>{draft.title || "Untitled"}</span>
              <span className={styles["edited"]}>
                Edited {formatRelative(draft.updatedAt, now)}
              </span>
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}
