import { Bookmark, Ellipsis, Heart, MessageCircle, Moon, Send, Sun } from "lucide-react";
import { useState } from "react";
import { Tab, TabList, TabPanel, Tabs } from "react-aria-components";
import { Avatar } from "../../ui/avatar.tsx";
import { Icon } from "../../ui/icon.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { CaptionPreview } from "./caption-preview.tsx";
import { CarouselDots, CarouselView } from "./carousel-view.tsx";
import { FullScreen } from "./full-screen.tsx";
import { PreviewMedia, type PreviewProps } from "./preview-media.tsx";
import styles from "./preview.module.css";

type View = "reel" | "story" | "feed" | "tile";
const VIEW_WORDS: Readonly<Record<View, string>> = {
  reel: "Reel",
  story: "Story",
  feed: "Feed",
  tile: "Grid tile",
};

/** The post as visitors will see it, wherever its format is shown. No likes, no comments: none exist yet. */
export function Preview(props: PreviewProps) {
  const [theme, setTheme] = useState<"light" | "dark" | null>(null);
  const [chosen, setChosen] = useState<View | null>(null);
  const isDark =
    theme === null ? document.documentElement.dataset["theme"] === "dark" : theme === "dark";
  const views = viewsOf(props.post);
  const view = chosen !== null && views.includes(chosen) ? chosen : (views[0] ?? "feed");
  return (
    <Tabs
      className={styles["preview"] ?? ""}
      selectedKey={view}
      onSelectionChange={(key) => setChosen(key as View)}
    >
      <div className={styles["bar"]}>
        <TabList aria-label="Preview" className={styles["tabs"] ?? ""}>
          {views.map((name) => (
            <Tab key={name} id={name} className={styles["tab"] ?? ""}>
              {VIEW_WORDS[name]}
            </Tab>
          ))}
        </TabList>
        <IconButton
          size="small"
          icon={isDark ? Sun : Moon}
          label={isDark ? "Preview in light" : "Preview in dark"}
          onPress={() => setTheme(isDark ? "light" : "dark")}
        />
      </div>
      <div data-theme={isDark ? "dark" : "light"} className={styles["ground"]}>
        {views.map((name) => (
          <TabPanel key={name} id={name} className={styles["panel"] ?? ""}>
            <OneView {...props} view={name} />
          </TabPanel>
        ))}
      </div>
    </Tabs>
  );
}

/** Where Instagram shows it: a story nowhere else, a reel in the feed and the grid where she shares it there. */
function viewsOf({ format, options }: PreviewProps["post"]): readonly View[] {
  if (format === "story") return ["story"];
  if (format !== "reel") return ["feed", "tile"];
  return options.shareToFeed ? ["reel", "feed", "tile"] : ["reel"];
}

function OneView(props: PreviewProps & { readonly view: View }) {
  if (props.view === "tile") return <GridTile {...props} />;
  if (props.view === "feed") return <FeedCard {...props} />;
  return <FullScreen {...props} />;
}

function FeedCard(props: PreviewProps) {
  const { account, post } = props;
  const isCarousel = post.format === "carousel" && post.media.length > 1;
  return (
    <article className={styles["card"]} aria-label="Preview of the post in the feed">
      <div className={styles["head"]}>
        <Avatar username={account.username} kind={account.kind} />
        <span className={styles["who"]}>
          <b className={styles["handle"]}>{handlesOf(props)}</b>
          {post.options.isPaidPartnership && (
            <span className={styles["under"]}>Paid partnership</span>
          )}
          {!post.options.isPaidPartnership && post.options.isAiGenerated && (
            <span className={styles["under"]}>AI info</span>
          )}
        </span>
        <Icon of={Ellipsis} />
      </div>
      {isCarousel ? <CarouselView {...props} /> : <PreviewMedia {...props} shape="feed" />}
      <div className={styles["acts"]} aria-hidden="true">
        <Icon of={Heart} size={20} />
        {post.options.commentsEnabled && <Icon of={MessageCircle} size={20} />}
        <Icon of={Send} size={20} />
        {isCarousel && <CarouselDots count={post.media.length} index={props.index} />}
        <Icon of={Bookmark} size={20} />
      </div>
      <CaptionPreview key={post.id} username={account.username} caption={post.caption} />
    </article>
  );
}

/** Collaborators stand beside the account once they have accepted. */
function handlesOf({ account, post }: PreviewProps): string {
  const [first, ...others] = post.options.collaborators;
  if (first === undefined) return account.username;
  return others.length === 0
    ? `${account.username} and ${first}`
    : `${account.username} and ${others.length + 1} others`;
}

function GridTile(props: PreviewProps) {
  return (
    <>
      <div className={styles["grid"]}>
        <div className={styles["tile"]}>
          <PreviewMedia {...props} index={0} shape="tile" />
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
