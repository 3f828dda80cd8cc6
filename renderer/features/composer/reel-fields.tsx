import { Clapperboard, FlaskConical, Music, Rows3 } from "lucide-react";
import type { Media } from "../../../shared/contract/media.ts";
import type { PostOptions } from "../../../shared/contract/posts.ts";
import { Select } from "../../ui/select.tsx";
import { CoverField } from "./cover-field.tsx";
import { WantedField } from "./more-options.tsx";
import { OptionLine, OptionRow } from "./option-fields.tsx";
import { editOptions, OptionSwitch } from "./option-rows.tsx";
import styles from "./reel-fields.module.css";
import type { Editor } from "./use-editor.ts";

type Trial = NonNullable<PostOptions["trial"]> | "off";
const TRIALS: readonly { readonly value: Trial; readonly label: string; readonly note: string }[] =
  [
    { value: "off", label: "No trial", note: "Followers see it at once." },
    {
      value: "MANUAL",
      label: "Trial, shared by hand",
      note: "Strangers see it first; you share it with followers in the Instagram app.",
    },
    {
      value: "SS_PERFORMANCE",
      label: "Trial, shared if it does well",
      note: "Strangers see it first; Instagram shares it with followers when it does well.",
    },
  ];

/** What only a reel has: its cover, where it is shown, the name of its sound, and the trial. */
export function ReelFields(props: { readonly editor: Editor }) {
  const { editor } = props;
  const { options, media } = editor.post;
  const video = editor.library.byId.get(media[0]?.mediaId ?? "");
  return (
    <WantedField editor={editor}>
      <OptionRow icon={Clapperboard} label="Cover" field="cover">
        <Cover editor={editor} video={video} />
      </OptionRow>
      <OptionRow icon={Rows3} label="Where" field="shareToFeed">
        <OptionSwitch editor={editor} field="shareToFeed" label="In the feed and the grid too" />
      </OptionRow>
      <OptionRow icon={Music} label="Sound’s name" field="audioName">
        <OptionLine
          label="Sound’s name"
          value={options.audioName ?? ""}
          placeholder="Original audio"
          isReadOnly={editor.isReadOnly}
          onChange={(typed) => editOptions(editor, { audioName: typed === "" ? null : typed })}
        />
      </OptionRow>
      <OptionRow icon={FlaskConical} label="Trial" field="trial">
        <Select<Trial>
          label="Trial"
          isLabelHidden
          value={options.trial ?? "off"}
          options={TRIALS}
          isDisabled={editor.isReadOnly}
          className={styles["select"]}
          onChange={(trial) => editOptions(editor, { trial: trial === "off" ? null : trial })}
        />
      </OptionRow>
    </WantedField>
  );
}

function Cover(props: { readonly editor: Editor; readonly video: Media | undefined }) {
  const { editor, video } = props;
  if (!video?.video) return <span className="small soft">Add the video first.</span>;
  const { cover } = editor.post.options;
  const picture = cover?.kind === "picture" ? editor.library.byId.get(cover.mediaId) : undefined;
  return (
    <CoverField
      video={video}
      durationMs={video.video.durationMs}
      cover={cover}
      picture={picture}
      isReadOnly={editor.isReadOnly}
      onChange={(chosen) => editOptions(editor, { cover: chosen })}
      onPick={() => editor.panels.setPicker("cover")}
    />
  );
}
