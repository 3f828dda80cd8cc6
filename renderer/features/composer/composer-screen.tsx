import { ipc } from "../../lib/ipc.ts";
import { navigate } from "../../lib/route.ts";
import { useShownAccount } from "../../lib/shown-account.tsx";
import { useLive } from "../../lib/use-live.ts";
import { Button } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { DraftsList } from "./drafts-list.tsx";
import { DrawnVase } from "./drawn-vase.tsx";
import { PostEditor } from "./post-editor.tsx";
import { useDraft } from "./use-draft.ts";

/** One post to work on, or, without one, the drafts to choose from. */
export function ComposerScreen(props: { readonly postId: string | undefined }) {
  return props.postId === undefined ? (
    <DraftsList />
  ) : (
    <OnePost key={props.postId} postId={props.postId} />
  );
}

function OnePost(props: { readonly postId: string }) {
  const draft = useDraft(props.postId);
  const shown = useShownAccount();
  const accounts = useLive(ipc.accounts.list, {}, ["accounts.changed"]);
  const { post } = draft;
  if (post === undefined) return draft.error ? <NoPost message={draft.error.message} /> : null;
  const account = accounts.value?.find((item) => item.id === post.accountId);
  if (account === undefined && accounts.value === undefined && post.accountId !== shown.id)
    return null;
  return <PostEditor post={post} account={account ?? shown} draft={draft} />;
}

function NoPost(props: { readonly message: string }) {
  return (
    <EmptyState
      drawing={<DrawnVase />}
      action={<Button onPress={() => navigate("/composer")}>See the drafts</Button>}
    >
      {props.message}
    </EmptyState>
  );
}
