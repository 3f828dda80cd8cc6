import { ArrowLeft, ExternalLink, FlaskConical, Radio, RefreshCw } from "lucide-react";
import { useState } from "react";
import type { Profile } from "../../../shared/contract/accounts.ts";
import { formatCount } from "../../lib/format.ts";
import { ipc } from "../../lib/ipc.ts";
import { navigate } from "../../lib/route.ts";
import { useCommand } from "../../lib/use-command.ts";
import { useLive } from "../../lib/use-live.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { Button } from "../../ui/button.tsx";
import { classNames } from "../../ui/class-names.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Icon } from "../../ui/icon.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { ScreenHeader } from "../../ui/screen-header.tsx";
import { Spinner } from "../../ui/spinner.tsx";
import { DrawnGrid } from "./drawn-grid.tsx";
import { ProfileGrid } from "./profile-grid.tsx";
import { ProfilePostDialog } from "./profile-post-dialog.tsx";
import styles from "./profile-screen.module.css";

/** An account as its visitors see it, read from the platform now and again whenever something was published. */
export function ProfileScreen(props: { readonly accountId: string }) {
  const profile = useLive(ipc.accounts.profile, { id: props.accountId }, [
    "publishing.changed",
    "accounts.changed",
  ]);
  const open = useCommand(ipc.accounts.openProfile);
  const error = profile.error ?? open.error;
  return (
    <>
      <ScreenHeader
        title="Profile"
        before={
          <IconButton
            label="Back to Accounts"
            icon={ArrowLeft}
            onPress={() => navigate("/accounts")}
          />
        }
        actions={
          <>
            <Button icon={RefreshCw} busy={profile.isReading} onPress={() => profile.reread()}>
              Read again
            </Button>
            <Button
              icon={ExternalLink}
              busy={open.busy}
              onPress={() => void open.run({ id: props.accountId })}
            >
              Open in the browser
            </Button>
          </>
        }
      />
      <div className={styles["scroll"]}>
        <div className={styles["page"]}>
          {error && (
            <Notice
              tone="bad"
              action={
                <Button size="small" onPress={() => profile.reread()}>
                  Try again
                </Button>
              }
            >
              {error.message}
            </Notice>
          )}
          {profile.value ? (
            <ProfilePage profile={profile.value} />
          ) : (
            !error && (
              <div className={styles["wait"]}>
                <Spinner label="Reading the profile" size="large" />
              </div>
            )
          )}
        </div>
      </div>
    </>
  );
}

function ProfilePage(props: { readonly profile: Profile }) {
  const { account, followersCount, mediaCount, posts } = props.profile;
  const [openId, setOpenId] = useState<string | null>(null);
  const opened = posts.find((post) => post.igMediaId === openId);
  const isPractice = account.kind === "practice";
  return (
    <>
      <div className={styles["top"]}>
        <Avatar username={account.username} kind={account.kind} size="large" />
        <div>
          <h2 className="figure">@{account.username}</h2>
          <span className={classNames(styles["kind"], isPractice ? "plum" : "sage")}>
            <Icon of={isPractice ? FlaskConical : Radio} size={12} />
            {isPractice
              ? "Practice account: nothing here is on the real Instagram"
              : "Live account"}
          </span>
        </div>
        <dl className={styles["counts"]}>
          <Count word="posts" count={mediaCount} />
          <Count word="followers" count={followersCount} />
        </dl>
      </div>
      {posts.length === 0 ? (
        <EmptyState
          drawing={<DrawnGrid />}
          action={
            <Button kind="primary" onPress={() => navigate("/calendar")}>
              Plan the first post
            </Button>
          }
        >
          Nothing is on this profile yet. What goes out shows here.
        </EmptyState>
      ) : (
        <ProfileGrid posts={posts} onOpen={setOpenId} />
      )}
      {opened && (
        <ProfilePostDialog post={opened} zone={account.timeZone} onClose={() => setOpenId(null)} />
      )}
    </>
  );
}

function Count(props: { readonly word: string; readonly count: number | null }) {
  if (props.count === null) return null;
  return (
    <div className={styles["count"]}>
      <dt className="small soft">{props.word}</dt>
      <dd className="figure">{formatCount(props.count)}</dd>
    </div>
  );
}
