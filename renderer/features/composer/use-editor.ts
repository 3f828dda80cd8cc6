import { useEffect, useEffectEvent, useId, useRef, useState, type KeyboardEvent } from "react";
import { flushSync } from "react-dom";
import type { Account } from "../../../shared/contract/accounts.ts";
import type { Media } from "../../../shared/contract/media.ts";
import { PLAIN_OPTIONS } from "../../../shared/contract/post-defaults.ts";
import type { NextSlot } from "../../../shared/contract/pacing.ts";
import type { Post } from "../../../shared/contract/posts.ts";
import { stops, type Check, type Fix } from "../../../shared/rules/check.ts";
import type { FieldName } from "../../../shared/rules/fields.ts";
import { takeNextPicture } from "../../lib/picture-taker.ts";
import { navigate } from "../../lib/route.ts";
import { slotsPath } from "../../lib/slots-place.ts";
import { useNextSlot } from "../../lib/use-next-slot.ts";
import { useNow } from "../../lib/use-now.ts";
import { isLocked } from "./locked.ts";
import { addMedia, changeMedia, chooseFormat, replaceMedia, type Bench } from "./media-changes.ts";
import { checksOf } from "./post-checks.ts";
import type { Patch } from "./draft-saver.ts";
import type { Draft } from "./use-draft.ts";
import { useMediaOf, type Library } from "./use-media-of.ts";
import { usePacing } from "./use-pacing.ts";
import { usePublishing, type PublishingActions } from "./use-publishing.ts";
import { useWhen, type When } from "./use-when.ts";

/** What the picker is for: new ones, the one at this place, a reel's cover, or it is closed. */
export type PickerState = "closed" | "add" | "cover" | number;

/** What the composer's parts share for one post. */
export type Editor = {
  readonly post: Post;
  readonly account: Account;
  readonly draft: Draft;
  readonly library: Library;
  /** What changes of its pictures and videos work on. */
  readonly bench: Bench;
  readonly actions: PublishingActions;
  readonly when: When;
  /** What *Add to queue* would give it; undefined until known, and for a post in the queue. */
  readonly slot: NextSlot | undefined;
  readonly checks: readonly Check[];
  readonly now: number;
  readonly isReadOnly: boolean;
  readonly panels: Panels;
  /** Ids of what a check may send her to. */
  readonly ids: Ids;
};

type Panels = {
  readonly index: number;
  readonly isPickingTime: boolean;
  readonly isAsking: boolean;
  readonly picker: PickerState;
  /** The further fields, closed until she opens them. */
  readonly isMoreOpen: boolean;
  /** Accounts and products are placed in the picture just now. */
  readonly isTagging: boolean;
  /** The field a check sends her to, until it has the focus. */
  readonly wanted: FieldName | null;
  readonly setMoreOpen: (isOpen: boolean) => void;
  readonly setTagging: (isTagging: boolean) => void;
  readonly setWanted: (field: FieldName | null) => void;
  readonly setIndex: (index: number) => void;
  readonly setPickingTime: (isOpen: boolean) => void;
  readonly setAsking: (isOpen: boolean) => void;
  readonly setPicker: (state: PickerState) => void;
};

type Ids = { readonly root: string; readonly caption: string; readonly altText: string };

/** Brings together one post, its pictures, its time and its checks. */
export function useEditor(post: Post, account: Account, draft: Draft): Editor {
  const now = useNow();
  const library = useMediaOf(mediaIdsOf(post));
  const actions = usePublishing(post, draft.flush);
  const when = useWhen(post, account.timeZone, actions);
  const canQueue = !isLocked(post.status) && post.status !== "scheduled";
  const asked = canQueue ? { accountId: post.accountId, postId: post.id } : null;
  const slot = useNextSlot(asked, now);
  const panels = usePanels(post);
  const id = useId();
  const ids = { root: id, caption: `${id}-caption`, altText: `${id}-alt` };
  const pacing = usePacing(post, when.at);
  const checks = [...checksOf({ post, library, account, at: when.at, now }), ...pacing];
  const isReadOnly = isLocked(post.status);
  const bench = useBench(post, draft, library);
  useDroppedPicture(post, bench);
  const shared = { library, bench, actions, when, slot, checks };
  return { post, account, draft, ...shared, now, isReadOnly, panels, ids };
}

function mediaIdsOf({ media, options }: Post): readonly string[] {
  const ids = media.map((item) => item.mediaId);
  return options.cover?.kind === "picture" ? [...ids, options.cover.mediaId] : ids;
}

function useBench(post: Post, draft: Draft, library: Library): Bench {
  const latest = useRef(post);
  useEffect(() => {
    latest.current = post;
  });
  const find = (mediaId: string) => library.byId.get(mediaId);
  return { post, find, current: () => latest.current, edit: draft.edit };
}

/** A picture dropped or pasted while the post has none goes into it. */
function useDroppedPicture(post: Post, bench: Bench): void {
  const isWaiting = post.media.length === 0 && !isLocked(post.status);
  const take = useEffectEvent((media: Media) => addMedia(bench, [media]));
  useEffect(() => (isWaiting ? takeNextPicture((media) => take(media)) : undefined), [isWaiting]);
}

function usePanels(post: Post): Panels {
  const [index, setIndex] = useState(0);
  const [isPickingTime, setPickingTime] = useState(false);
  const [isAsking, setAsking] = useState(false);
  const [picker, setPicker] = useState<PickerState>("closed");
  const [isMoreOpen, setMoreOpen] = useState(false);
  const [isTagging, setTagging] = useState(false);
  const [wanted, setWanted] = useState<FieldName | null>(null);
  return {
    index: Math.max(0, Math.min(index, post.media.length - 1)),
    isPickingTime,
    isAsking,
    picker,
    isMoreOpen,
    isTagging,
    wanted,
    setMoreOpen,
    setTagging,
    setWanted,
    setIndex,
    setPickingTime,
    setAsking,
    setPicker,
  };
}

/** Schedules where nothing stands against it; else goes to what does. */
export function pressSchedule(editor: Editor): void {
  const { when, panels, actions } = editor;
  if (hasOtherStops(editor)) goToFirstStop(editor);
  else if (when.typed === null || stops(editor.checks).length > 0) panels.setPickingTime(true);
  else void actions.schedule.run({ wallTime: when.typed, zone: when.zone });
}

/** Schedules at the next free slot where nothing stands against it. Without slots, leads to where they are set. */
export function pressQueue(editor: Editor, slot: NextSlot): void {
  if (slot.kind === "unset") navigate(slotsPath(editor.post.accountId));
  else if (hasOtherStops(editor)) goToFirstStop(editor);
  else void editor.actions.queue.run(slot);
}

/** Asks before publishing at once; what stands against it comes first. Its time does not matter then. */
export function pressPublishNow(editor: Editor): void {
  if (hasOtherStops(editor)) goToFirstStop(editor);
  else editor.panels.setAsking(true);
}

/** Ctrl/⌘-Enter: the main button of the bar. */
export function onEditorKey(editor: Editor, event: KeyboardEvent): void {
  const { panels, post } = editor;
  const isSchedule = event.key === "Enter" && (event.ctrlKey || event.metaKey);
  const isBusy = panels.isPickingTime || panels.isAsking || panels.picker !== "closed";
  if (!isSchedule || isBusy || editor.isReadOnly) return;
  event.preventDefault();
  if (post.status === "scheduled") panels.setPickingTime(true);
  else pressSchedule(editor);
}

/** Does what the button beside a check says. */
export function applyFix(editor: Editor, fix: Fix): void {
  const { bench, post, draft } = editor;
  if (fix.kind === "choose-format") return chooseFormat(bench, fix.format);
  if (fix.kind === "clear-field") return draft.edit(withoutField(post, fix.field));
  if (fix.kind === "crop")
    return changeMedia(bench, fix.mediaIndex, { crop: { aspect: fix.aspect, x: 0.5, y: 0.5 } });
  leadTo(editor, fix);
}

function leadTo({ panels, ids }: Editor, fix: Exclude<Fix, ChangingFix>): void {
  switch (fix.kind) {
    case "edit-field":
      panels.setIndex(fix.mediaIndex ?? panels.index);
      return showField(panels, fix.field);
    case "edit-caption":
      return document.getElementById(ids.caption)?.focus();
    case "edit-alt-text":
      flushSync(() => panels.setIndex(fix.mediaIndex)); // the field belongs to the picture looked at
      return document.getElementById(ids.altText)?.focus();
    case "add-media":
      return panels.setPicker("add");
    case "change-time":
      return panels.setPickingTime(true);
    case "reconnect":
      return navigate("/accounts");
  }
}

type ChangingFix = Extract<Fix, { readonly kind: "choose-format" | "clear-field" | "crop" }>;

/** What empties a field. Options go whole, so that two changes before a save do not undo each other. */
function withoutField(post: Post, field: FieldName): Patch {
  if (field === "caption") return { caption: "" };
  const cleared = {
    altText: { altText: "" },
    userTags: { userTags: [] },
    productTags: { productTags: [] },
  };
  if (field === "altText" || field === "userTags" || field === "productTags")
    return { media: post.media.map((item) => ({ ...item, ...cleared[field] })) };
  return { options: { ...post.options, [field]: PLAIN_OPTIONS[field] } };
}

/** Opens the place of a field; it takes the focus once it stands. */
export function showField(panels: Panels, field: FieldName): void {
  const isOfReel = field === "cover" || field === "audioName" || field === "trial";
  if (!isOfReel && field !== "shareToFeed") panels.setMoreOpen(true);
  panels.setWanted(field);
}

/** Puts what was chosen where the picker was opened for. */
export function takePicked(editor: Editor, chosen: readonly Media[]): void {
  const { post, draft, panels, bench } = editor;
  const [first] = chosen;
  if (!first) return;
  if (panels.picker === "cover")
    draft.edit({ options: { ...post.options, cover: { kind: "picture", mediaId: first.id } } });
  else if (typeof panels.picker === "number") replaceMedia(bench, panels.picker, first);
  else addMedia(bench, chosen);
  panels.setPicker("closed");
}

function hasOtherStops(editor: Editor): boolean {
  return stops(editor.checks).some((check) => check.rule !== "time");
}

function goToFirstStop(editor: Editor): void {
  const root = document.getElementById(editor.ids.root);
  root?.querySelector<HTMLElement>("[data-check] button")?.focus();
}
