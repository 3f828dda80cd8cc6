import {
  BadgeCheck,
  HandCoins,
  MapPin,
  MessageCircle,
  MessageCircleOff,
  ShoppingBag,
  Sparkles,
  UserPlus,
  UsersRound,
} from "lucide-react";
import type { PostOptions } from "../../../shared/contract/posts.ts";
import { captionLength } from "../../../shared/rules/caption.ts";
import { offeredFields } from "../../../shared/rules/fields.ts";
import { normaliseHandle } from "../../../shared/rules/handle.ts";
import { LIMITS } from "../../../shared/rules/limits.ts";
import { Switch } from "../../ui/switch.tsx";
import { OptionLine, OptionRow, OptionText, OptionWords } from "./option-fields.tsx";
import { TagList } from "./tag-list.tsx";
import type { Editor } from "./use-editor.ts";

/** The further fields that this format and login can send; a row each. */
export function OptionRows(props: { readonly editor: Editor }) {
  const { editor } = props;
  const { post, account } = editor;
  const offers = offeredFields(post.format, account.login);
  return (
    <>
      {offers.userTags.isOffered && (
        <OptionRow icon={UserPlus} label="People" field="userTags">
          <TagList editor={editor} kind="user" />
        </OptionRow>
      )}
      {offers.productTags.isOffered && (
        <OptionRow icon={ShoppingBag} label="Products" field="productTags">
          <TagList editor={editor} kind="product" />
        </OptionRow>
      )}
      {offers.locationId.isOffered && <LocationRow editor={editor} />}
      {offers.collaborators.isOffered && <CollaboratorsRow editor={editor} />}
      {offers.isPaidPartnership.isOffered && <PartnershipRows editor={editor} />}
      {offers.isAiGenerated.isOffered && (
        <OptionRow icon={Sparkles} label="Made with AI" field="isAiGenerated">
          <OptionSwitch editor={editor} field="isAiGenerated" label="Label it as made with AI" />
        </OptionRow>
      )}
      {offers.firstComment.isOffered && <FirstCommentRow editor={editor} />}
      {offers.commentsEnabled.isOffered && (
        <OptionRow icon={MessageCircleOff} label="Comments" field="commentsEnabled">
          <OptionSwitch editor={editor} field="commentsEnabled" label="People may comment" />
        </OptionRow>
      )}
    </>
  );
}

type RowProps = { readonly editor: Editor };

/** Changes some of the options. They go whole, so that two changes before a save do not undo each other. */
export function editOptions({ post, draft }: Editor, patch: Partial<PostOptions>): void {
  draft.edit({ options: { ...post.options, ...patch } });
}

/** A switch of the options, changed at once. */
export function OptionSwitch(
  props: RowProps & {
    readonly field: "isPaidPartnership" | "isAiGenerated" | "commentsEnabled" | "shareToFeed";
    readonly label: string;
  },
) {
  const { editor, field } = props;
  return (
    <Switch
      label={props.label}
      isSelected={editor.post.options[field]}
      isDisabled={editor.isReadOnly}
      onChange={(isOn) => editOptions(editor, { [field]: isOn })}
    />
  );
}

function LocationRow({ editor }: RowProps) {
  return (
    <OptionRow icon={MapPin} label="Location" field="locationId">
      <OptionLine
        label="Location"
        value={editor.post.options.locationId ?? ""}
        placeholder="Number of the place’s Facebook Page"
        isReadOnly={editor.isReadOnly}
        onChange={(typed) => editOptions(editor, { locationId: typed.trim() || null })}
      />
    </OptionRow>
  );
}

function CollaboratorsRow({ editor }: RowProps) {
  return (
    <OptionRow icon={UsersRound} label="Collaborators" field="collaborators">
      <OptionWords
        label="Collaborators"
        words={editor.post.options.collaborators}
        placeholder={`Up to ${LIMITS.collaborators} accounts, such as @haus.lund`}
        isReadOnly={editor.isReadOnly}
        sign="@"
        tidy={normaliseHandle}
        onChange={(collaborators) => editOptions(editor, { collaborators })}
      />
    </OptionRow>
  );
}

function PartnershipRows({ editor }: RowProps) {
  return (
    <>
      <OptionRow icon={BadgeCheck} label="Partnership" field="isPaidPartnership">
        <OptionSwitch
          editor={editor}
          field="isPaidPartnership"
          label="Label it as a paid partnership"
        />
      </OptionRow>
      <OptionRow icon={HandCoins} label="Paying brands" field="sponsorIds">
        <OptionWords
          label="Paying brands"
          words={editor.post.options.sponsorIds}
          placeholder={`Up to ${LIMITS.sponsors} account numbers`}
          isReadOnly={editor.isReadOnly}
          sign=""
          tidy={(typed) => typed.trim()}
          onChange={(sponsorIds) => editOptions(editor, { sponsorIds })}
        />
      </OptionRow>
    </>
  );
}

function FirstCommentRow({ editor }: RowProps) {
  const { firstComment } = editor.post.options;
  const length = captionLength(firstComment);
  return (
    <OptionRow icon={MessageCircle} label="First comment" field="firstComment">
      <OptionText
        label="First comment"
        value={firstComment}
        placeholder="Written under the post once it is out"
        isReadOnly={editor.isReadOnly}
        count={`${length} / ${LIMITS.commentCharacters}`}
        onChange={(typed) => editOptions(editor, { firstComment: typed })}
      />
    </OptionRow>
  );
}
