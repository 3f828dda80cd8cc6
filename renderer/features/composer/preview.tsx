import { Bookmark, Ellipsis, Heart, Image, MessageCircle, Moon, Send, Sun } from "lucide-react";
import { useState } from "react";
import { Tab, TabList, TabPanel, Tabs } from "react-aria-components";
import type { Account } from "../../../shared/contract/accounts.ts";
import type { Post } from "../../../shared/contract/posts.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { Icon } from "../../ui/icon.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { CaptionPreview } from "./caption-preview.tsx";
import { CroppedPicture } from "./cropped-picture.tsx";
import styles from "./preview.module.css";
import type { Library } from "./use-media-of.ts";

type PreviewProps = {
  readonly post: Post;
  readonly account: Account;
  readonly library: Library;
  readonly index: number;
};

/** The post as visitors will see it, in the feed and as a tile of the profile. No likes, no comments: none exist yet. */
export function Preview(props: PreviewProps) {
  const [theme, setTheme] = useState<"light" | "dark" | null>(null);
  const isDark =
    theme === null ? document.documentElement.dataset["theme"] === "dark" : theme === "dark";
  return (
    <Tabs className={styles["preview"] ?? ""}>
      <div className={styles["bar"]}>
        <TabList aria-label="Preview" className={styles["tabs"] ?? ""}>
          <Tab id="feed" className={styles["tab"] ?? ""}>
            Feed
          </Tab>
          <Tab id="tile" className={styles["tab"] ?? ""}>
            Grid tile
          </Tab>
        </TabList>
        <IconButton
          size="small"
          icon={isDark ? Sun : Moon}
          label={isDark ? "Preview in light" : "Preview in dark"}
          onPress={() => setTheme(isDark ? "light" : "dark")}
        />
      </div>
      <div data-theme={isDark ? "dark" : "light"} className={styles["ground"]}>
        <TabPanel id="feed" className={styles["panel"] ?? ""}>
          <FeedCard {...props} />
        </TabPanel>
        <TabPanel id="tile" className={styles["panel"] ?? ""}>
          <GridTile {...props} />
        </TabPanel>
      </div>
    </Tabs>
  );
}

function FeedCard(props: PreviewProps) {
  const { account, post } = props;
  return (
    <article className={styles["card"]} aria-label="Preview of the post in the feed">
      <div className={styles["head"]}>
        <Avatar username={account.username} kind={account.kind} />
        <b className={styles["handle"]}>{account.username}</b>
        <Icon of={Ellipsis} />
      </div>
      <PreviewPicture {...props} shape="sent" />
      <div className={styles["acts"]} aria-hidden="true">
        <Icon of={Heart} size={20} />
        <Icon of={MessageCircle} size={20} />
        <Icon of={Send} size={20} />
        <Icon of={Bookmark} size={20} />
      </div>
      <CaptionPreview key={post.id} username={account.username} caption={post.caption} />
    </article>
  );
}

function GridTile(props: PreviewProps) {
  return (
    <>
      <div className={styles["grid"]}>
        <div className={styles["tile"]}>
          <PreviewPicture {...props} shape="tile" />
        </div>
        {[1, 2, 3, 4, 5].map((place) => (
          <span key={place} className={styles["neighbour"]} aria-hidden="true" />
        ))}
      </div>
      <p className={styles["note"]}>
        The profile shows each post as a 3:4 tile, cut from the middle. A new post stands first.
      </p>
    </>
  );
}

function PreviewPicture(props: PreviewProps & { readonly shape: "sent" | "tile" }) {
  const item = props.post.media[props.index];
  const media = item && props.library.byId.get(item.mediaId);
  if (!item || !media)
    return (
      <div className={styles["none"]} data-shape={props.shape}>
        <Icon of={Image} size={24} />
      </div>
    );
  return (
    <CroppedPicture
      media={media}
      crop={item.crop}
      alt={item.altText || media.name}
      shape={props.shape}
      className={styles["picture"]}
    />
  );
}
