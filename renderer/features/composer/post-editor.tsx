import { ChevronRight, CircleX, Info, ListOrdered } from "lucide-react";
import type { Account } from "../../../shared/contract/accounts.ts";
import type { Post } from "../../../shared/contract/posts.ts";
import { navigate } from "../../lib/route.ts";
import { showRehearsal } from "../../lib/shown-rehearsal.ts";
import { Button } from "../../ui/button.tsx";
import { Confirm } from "../../ui/confirm.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Notice } from "../../ui/notice.tsx";
import { AccountRow, kindWords } from "./account-row.tsx";
import { ActionBar } from "./action-bar.tsx";
import { CaptionField } from "./caption-field.tsx";
import { Checklist } from "./checklist.tsx";
import { EditorHead } from "./editor-head.tsx";
import { roomFor, storyWords } from "./formats.ts";
import { chooseFormat } from "./media-changes.ts";
import { MediaColumn } from "./media-column.tsx";
import moreStyles from "./more-options.module.css";
import { MoreOptions } from "./more-options.tsx";
import { PicturePicker, type Picking } from "./picture-picker.tsx";
import styles from "./post-editor.module.css";
import { Preview } from "./preview.tsx";
import { ReelFields } from "./reel-fields.tsx";
import type { Draft } from "./use-draft.ts";
import {
  applyFix,
  onEditorKey,
  pressPublishNow,
  pressQueue,
  pressSchedule,
  takePicked,
  useEditor,
  type Editor,
} from "./use-editor.ts";

/** One post: media, words, preview, and when it goes out. */
export function PostEditor(props: {
  readonly post: Post;
  readonly account: Account;
  readonly draft: Draft;
}) {
  const editor = useEditor(props.post, props.account, props.draft);
  const { post, account, library, panels, actions } = editor;
  return (
    // Ctrl/⌘-Enter works wherever the focus is inside; the button it stands for is in reach by itself.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div
      className={styles["editor"]}
      id={editor.ids.root}
      onKeyDown={(event) => onEditorKey(editor, event)}
    >
      <EditorHead
        post={post}
        draft={editor.draft}
        actions={actions}
        onFormat={(format) => chooseFormat(editor.bench, format)}
      />
      <div className={styles["columns"]}>
        <section className={styles["media"]} aria-label="Media">
          <MediaColumn editor={editor} />
        </section>
        <Words editor={editor} />
        <section className={styles["preview"]} aria-label="Preview">
          <Preview
            post={post}
            account={account}
            library={library}
            index={panels.index}
            onIndex={panels.setIndex}
          />
        </section>
      </div>
      <ActionBar
        post={post}
        when={editor.when}
        slot={editor.slot}
        now={editor.now}
        actions={actions}
        isPicking={panels.isPickingTime}
        onPicking={panels.setPickingTime}
        onSchedule={() => pressSchedule(editor)}
        onQueue={(slot) => pressQueue(editor, slot)}
        onPublishNow={() => pressPublishNow(editor)}
      />
      <PicturePicker
        {...pickingOf(editor)}
        onChoose={(media) => takePicked(editor, media)}
        onClose={() => panels.setPicker("closed")}
      />
      <PublishNow editor={editor} />
    </div>
  );
}

/** What the picker asks for. A single picture is chosen by one press, and so is the first of a post. */
function pickingOf({ post, panels }: Editor): Picking {
  const { picker } = panels;
  const isSeveral = picker === "add" && post.format !== "story" && post.media.length > 0;
  const words =
    picker === "cover" ? "Choose the cover" : isSeveral ? "Add to the post" : "Choose a picture";
  return {
    isOpen: picker !== "closed",
    title: words,
    room: isSeveral ? roomFor(post) : 1,
    taken: picker === "cover" ? [] : post.media.map((item) => item.mediaId),
    ...(picker === "cover" && { kind: "picture" as const }),
  };
}

function Words(props: { readonly editor: Editor }) {
  const { editor } = props;
  const { post, isReadOnly, library } = editor;
  return (
    <section className={styles["words"]} aria-label="Words and checks">
      <div className={styles["writing"]}>
        <StandingNotice post={post} />
        <StoryNote editor={editor} />
        {(post.format !== "story" || post.caption !== "") && (
          <CaptionField
            value={post.caption}
            isReadOnly={isReadOnly}
            id={editor.ids.caption}
            onChange={(caption) => editor.draft.edit({ caption })}
          />
        )}
        <AccountRow
          account={editor.account}
          canChange={post.status === "draft"}
          onChange={(accountId) => editor.draft.edit({ accountId })}
        />
        {post.format === "reel" && <ReelFields editor={editor} />}
        <MoreOptions editor={editor} />
      </div>
      <div className={styles["foot"]}>
        <CommandError editor={editor} />
        {!isReadOnly && library.isRead && (
          <Checklist
            checks={editor.checks}
            isNumbered={post.media.length > 1}
            onFix={(fix) => applyFix(editor, fix)}
          />
        )}
        {!isReadOnly && post.media.length > 0 && <WhatWillBeSent editor={editor} />}
      </div>
    </section>
  );
}

/** Opens the post's rehearsal, once what she typed is saved. */
function WhatWillBeSent(props: { readonly editor: Editor }) {
  const { draft, post } = props.editor;
  const open = async () => {
    if (await draft.flush()) showRehearsal(post.id);
  };
  return (
    <button type="button" className={styles["sent"]} onClick={() => void open()}>
      <Icon of={ListOrdered} />
      <span>What will be sent</span>
      <Icon of={ChevronRight} size={14} />
    </button>
  );
}

/** What a story cannot have, said before she looks for it. */
function StoryNote(props: { readonly editor: Editor }) {
  const { post, account } = props.editor;
  if (post.format !== "story") return null;
  return (
    <p className={moreStyles["story"]}>
      <Icon of={Info} />
      <span>{storyWords(account.login)}</span>
    </p>
  );
}

/** What happened to a post that did not go out; the whole story stands in the Outbox. */
function StandingNotice(props: { readonly post: Post }) {
  const { status, publicationId } = props.post;
  if (status !== "failed" && status !== "missed") return null;
  const words =
    status === "failed"
      ? "This post did not go out. The Outbox says why; change it here and schedule it again."
      : "This post was missed: the app was not running, or had no way out, when it was due. Choose another time.";
  return (
    <Notice
      tone={status === "failed" ? "bad" : "warn"}
      className={styles["standing"]}
      action={
        publicationId !== null && (
          <Button
            size="small"
            onPress={() => navigate(`/outbox/${encodeURIComponent(publicationId)}`)}
          >
            See why
          </Button>
        )
      }
    >
      {words}
    </Notice>
  );
}

/** Why the last press did nothing, beside what she can do about it. */
function CommandError(props: { readonly editor: Editor }) {
  const { schedule, queue, unschedule, duplicate, remove } = props.editor.actions;
  const failed = [schedule, queue, unschedule, duplicate, remove].find((command) => command.error);
  if (!failed?.error) return null;
  return (
    <Notice
      tone="bad"
      action={
        <Button size="small" kind="quiet" icon={CircleX} onPress={() => failed.clearError()}>
          Close
        </Button>
      }
    >
      {failed.error.message}
    </Notice>
  );
}

function PublishNow(props: { readonly editor: Editor }) {
  const { account, actions, panels } = props.editor;
  return (
    <Confirm
      title="Publish it now?"
      answer="Publish now"
      isOpen={panels.isAsking}
      busy={actions.publishNow.busy}
      error={actions.publishNow.error?.message}
      onConfirm={() => void actions.publishNow.run(null)}
      onClose={() => panels.setAsking(false)}
    >
      It goes out at once on <b>@{account.username}</b> ({kindWords(account).toLowerCase()}). The
      app cannot take it back.
    </Confirm>
  );
}
