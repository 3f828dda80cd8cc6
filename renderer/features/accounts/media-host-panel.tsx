import { CircleAlert, CircleCheck, CircleDashed } from "lucide-react";
import type { Account } from "../../../shared/contract/accounts.ts";
import type { MediaHost } from "../../../shared/contract/media.ts";
import type { Settings } from "../../../shared/contract/settings.ts";
import { formatMoment } from "../../lib/format.ts";
import { ipc } from "../../lib/ipc.ts";
import { navigate } from "../../lib/route.ts";
import { useCommand } from "../../lib/use-command.ts";
import { useLive } from "../../lib/use-live.ts";
import { ownZone } from "../../lib/zones.ts";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { classNames } from "../../ui/class-names.ts";
import { Icon } from "../../ui/icon.tsx";
import styles from "./accounts-screen.module.css";
import tokenStyles from "./token-panel.module.css";

/** Where the account's pictures stand while Instagram fetches them, and whether that works. */
export function MediaHostPanel(props: { readonly account: Account }) {
  if (props.account.kind === "practice")
    return (
      <section aria-label="Media host" className={styles["host"]}>
        <h2 className="heading">Media host</h2>
        <p className="soft">
          The practice Instagram fetches pictures from this computer, so it needs no media host.
        </p>
      </section>
    );
  return <LiveHost account={props.account} />;
}

function LiveHost(props: { readonly account: Account }) {
  const { id: accountId } = props.account;
  const host = useLive(ipc.media.host, { accountId }, ["settings.changed", "accounts.changed"]);
  const settings = useLive(ipc.settings.get, {}, ["settings.changed"]);
  if (!host.value || !settings.value) return null;
  const { isSetUp } = host.value;
  return (
    <section aria-label="Media host" className={styles["host"]}>
      <div className={styles["hostHead"]}>
        <h2 className="heading">Media host</h2>
        <HostLight host={host.value} />
      </div>
      <p className="soft">{whereOf(props.account, host.value, settings.value)}</p>
      {isSetUp ? (
        <HostCheck accountId={accountId} host={host.value} />
      ) : (
        <Button size="small" onPress={() => navigate("/settings")}>
          Set it up in Settings
        </Button>
      )}
      <Leftovers host={host.value} />
    </section>
  );
}

function whereOf({ page }: Account, { kind, isSetUp }: MediaHost, settings: Settings): string {
  if (kind === "page")
    return `The Facebook Page ${page?.name ?? ""}. A picture stands there as a photo that is not published, only while Instagram fetches it. Facebook encodes it anew on the way. Videos are uploaded to Instagram itself.`;
  if (!isSetUp)
    return "Instagram fetches pictures from the web, so it needs a place to fetch them from before a post can go out.";
  const { mediaHostBucket, mediaHostEndpoint } = settings;
  return `${mediaHostBucket} at ${nameOf(mediaHostEndpoint)}. Pictures stand there only while Instagram fetches them.`;
}

/** Green only for what was tried and went well; set up and not tried is neither. */
function HostLight(props: { readonly host: MediaHost }) {
  const { isSetUp, lastTried } = props.host;
  const [tone, icon, words] = !isSetUp
    ? (["ochre", CircleAlert, "Not set up"] as const)
    : lastTried === null
      ? (["grey", CircleDashed, "Not tried since the start"] as const)
      : lastTried.ok
        ? (["sage", CircleCheck, "Works"] as const)
        : (["rose", CircleAlert, "Does not work"] as const);
  return (
    <span className={classNames(tokenStyles["state"], tone)}>
      <Icon of={icon} size={12} />
      {words}
    </span>
  );
}

function HostCheck(props: { readonly accountId: string; readonly host: MediaHost }) {
  const { accountId } = props;
  const check = useCommand(ipc.media.checkHost);
  const { lastTried } = props.host;
  return (
    <>
      {lastTried && !check.busy && (
        <Notice tone={lastTried.ok ? "good" : "bad"}>
          {lastTried.message}{" "}
          <span className="small">
            {lastTried.by === "check" ? "Checked" : "A post tried it"}{" "}
            {formatMoment(lastTried.at, ownZone())}.
          </span>
        </Notice>
      )}
      {check.error && <Notice tone="bad">{check.error.message}</Notice>}
      <Button size="small" busy={check.busy} onPress={() => void check.run({ accountId })}>
        Check it now
      </Button>
    </>
  );
}

/** Files that should be gone by now. Those at another place can only be removed by hand. */
function Leftovers(props: { readonly host: MediaHost }) {
  const forget = useCommand(ipc.media.forgetLeftovers);
  const { isSetUp, leftovers } = props.host;
  if (leftovers.length === 0) return null;
  // Those elsewhere last: the button under them is for them.
  const sorted = leftovers.toSorted((a, b) => Number(a.isElsewhere) - Number(b.isElsewhere));
  return (
    <>
      {sorted.map(({ place, count, isElsewhere }) => (
        <Notice key={place} tone="warn">
          {leftoverWords({ place, count, isElsewhere })}
        </Notice>
      ))}
      {forget.error && <Notice tone="bad">{forget.error.message}</Notice>}
      {isSetUp && leftovers.some(({ isElsewhere }) => isElsewhere) && (
        <Button size="small" busy={forget.busy} onPress={() => void forget.run({})}>
          I have removed them
        </Button>
      )}
    </>
  );
}

function leftoverWords({ place, count, isElsewhere }: MediaHost["leftovers"][number]): string {
  if (isPage(place))
    return isElsewhere
      ? `${photosOf(count)} that nobody sees may still be on a Facebook Page that is not connected now. Remove them there, or connect it again.`
      : `${photosOf(count)} could not be removed from the Facebook Page yet. Nobody sees them; it is tried again every 15 minutes.`;
  return isElsewhere
    ? `${filesOf(count)} may still stand at ${nameOf(place)}, which is not set up now. Nobody has a link that works. Remove them there, or set that place up again.`
    : `${filesOf(count)} could not be removed from the host yet. Nobody has a link that works; it is tried again every 15 minutes.`;
}

function isPage(place: string): boolean {
  return place.startsWith("facebook-page:");
}

function photosOf(count: number): string {
  return count === 1 ? "One photo" : `${count} photos`;
}

function filesOf(count: number): string {
  return count === 1 ? "One file" : `${count} files`;
}

function nameOf(endpoint: string): string {
  return endpoint.replace(/^https?:\/\//, "");
}
