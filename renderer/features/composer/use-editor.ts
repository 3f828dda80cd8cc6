import { useEffect, useEffectEvent, useId, useState, type KeyboardEvent } from "react";
import type { Account } from "../../../shared/contract/accounts.ts";
import type { Media } from "../../../shared/contract/media.ts";
import { PLAIN_OPTIONS } from "../../../shared/contract/post-defaults.ts";
import type { Post, PostMedia } from "../../../shared/contract/posts.ts";
import { stops, type Check, type Fix } from "../../../shared/rules/check.ts";
import type { FieldName } from "../../../shared/rules/fields.ts";
import { takeNextPicture } from "../../lib/picture-taker.ts";
import { navigate } from "../../lib/route.ts";
import { useNow } from "../../lib/use-now.ts";
import { isLocked } from "./locked.ts";
import { startingCrop } from "./crop-view.ts";
import { checksOf } from "./post-checks.ts";
import type { Patch } from "./draft-saver.ts";
import type { Draft } from "./use-draft.ts";
import { useMediaOf, type Library } from "./use-media-of.ts";
import { usePacing } from "./use-pacing.ts";
import { usePublishing, type PublishingActions } from "./use-publishing.ts";
import { useWhen, type When } from "./use-when.ts";

/** Which picture the picker is for: a new one, the one at this place, or it is closed. */
export type PickerState = "closed" | "add" | number;

/** What the composer's parts share for one post. */
export type Editor = {
  readonly post: Post;
  readonly account: Account;
  readonly draft: Draft;
  readonly library: Library;
  readonly actions: PublishingActions;
  readonly when: When;
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
  readonly setIndex: (index: number) => void;
  readonly setPickingTime: (isOpen: boolean) => void;
  readonly setAsking: (isOpen: boolean) => void;
  readonly setPicker: (state: PickerState) => void;
};

type Ids = { readonly root: string; readonly caption: string; readonly altText: string };

/** Brings together one post, its pictures, its time and its checks. */
export function useEditor(post: Post, account: Account, draft: Draft): Editor {
  const now = useNow();
  const library = useMediaOf(post.media.map((item) => item.mediaId));
  const actions = usePublishing(post, draft.flush);
  const when = useWhen(post, account.timeZone, actions);
  const panels = usePanels(post);
  const id = useId();
  const ids = { root: id, caption: `${id}-caption`, altText: `${id}-alt` };
  const pacing = usePacing(post, when.at);
  const checks = [...checksOf({ post, library, account, at: when.at, now }), ...pacing];
  const isReadOnly = isLocked(post.status);
  useDroppedPicture(post, draft);
  return { post, account, draft, library, actions, when, checks, now, isReadOnly, panels, ids };
}

/** A picture dropped or pasted while the post has none goes into it. */
function useDroppedPicture(post: Post, draft: Draft): void {
  const isWaiting = post.media.length === 0 && !isLocked(post.status);
  const take = useEffectEvent((media: Media) => draft.edit({ media: [itemOf(media)] }));
  useEffect(() => (isWaiting ? takeNextPicture((media) => take(media)) : undefined), [isWaiting]);
}

function usePanels(post: Post): Panels {
  const [index, setIndex] = useState(0);
  const [isPickingTime, setPickingTime] = useState(false);
  const [isAsking, setAsking] = useState(false);
  const [picker, setPicker] = useState<PickerState>("closed");
  return {
    index: Math.max(0, Math.min(index, post.media.length - 1)),
    isPickingTime,
    isAsking,
    picker,
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
  if (fix.kind === "choose-format" || fix.kind === "clear-field" || fix.kind === "crop")
    return editor.draft.edit(changeOf(editor.post, fix));
  leadTo(editor, fix);
}

function leadTo({ post, panels, ids }: Editor, fix: Exclude<Fix, ChangingFix>): void {
  switch (fix.kind) {
    case "edit-field":
      return panels.setIndex(fix.mediaIndex ?? panels.index);
    case "edit-caption":
      return document.getElementById(ids.caption)?.focus();
    case "edit-alt-text":
      panels.setIndex(fix.mediaIndex);
      return document.getElementById(ids.altText)?.focus();
    case "add-media":
      return panels.setPicker(post.media.length === 0 ? "add" : panels.index);
    case "change-time":
      return panels.setPickingTime(true);
    case "reconnect":
      return navigate("/accounts");
  }
}

type ChangingFix = Extract<Fix, { readonly kind: "choose-format" | "clear-field" | "crop" }>;

/** What the fixes that change the post make of it; the others only lead somewhere. */
function changeOf(post: Post, fix: ChangingFix): Patch {
  if (fix.kind === "choose-format") return { format: fix.format };
  if (fix.kind === "clear-field") return withoutField(post, fix.field);
  const crop = { aspect: fix.aspect, x: 0.5, y: 0.5 };
  return { media: replaceAt(post.media, fix.mediaIndex, { crop }) };
}

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

/** Puts a chosen picture into the post, with the alt text it has in the library. */
export function choosePicture(editor: Editor, media: Media): void {
  const { post, draft, panels } = editor;
  const item = itemOf(media);
  const isAdded = typeof panels.picker !== "number";
  draft.edit({
    media: isAdded ? [...post.media, item] : replaceAt(post.media, panels.picker, item),
  });
  panels.setPicker("closed");
}

function itemOf(media: Media): PostMedia {
  const tags = { userTags: [], productTags: [] };
  return { mediaId: media.id, altText: media.altText, crop: startingCrop(media), ...tags };
}

function replaceAt(
  media: readonly PostMedia[],
  index: number,
  patch: Partial<PostMedia>,
): PostMedia[] {
  return media.map((item, at) => (at === index ? { ...item, ...patch } : item));
}

function hasOtherStops(editor: Editor): boolean {
  return stops(editor.checks).some((check) => check.rule !== "time");
}

function goToFirstStop(editor: Editor): void {
  const root = document.getElementById(editor.ids.root);
  root?.querySelector<HTMLElement>("[data-check] button")?.focus();
}
