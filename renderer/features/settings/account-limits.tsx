import type { AccountLimits } from "../../../shared/contract/pacing.ts";
import { STATED_LIMIT } from "../../../shared/rules/pacing.ts";
import { formatDuration, formatMoment, formatTimeInZone } from "../../lib/format.ts";
import { Notice } from "../../ui/notice.tsx";
import styles from "./account-limits.module.css";

/** What Instagram allows the account, as it was last heard, and how much of it is used. */
export function AccountLimitsList(props: {
  readonly limits: AccountLimits;
  readonly zone: string;
}) {
  const { limits, zone } = props;
  const { containers, calls, closedUntil } = limits;
  return (
    <div>
      <h3 className="medium">What Instagram allows</h3>
      {closedUntil !== null && (
        <Notice tone="warn">{`The calls Instagram allows are used up. The app goes on ${formatMoment(closedUntil, zone)}.`}</Notice>
      )}
      <dl className={styles["limits"]}>
        <Limit title="Posts">{postWords(limits.posts, zone)}</Limit>
        <Limit title="Uploads">
          {`${containers.used} of ${containers.total} in the last 24 hours; each picture of a carousel is one.`}
        </Limit>
        <Limit title="Calls">
          {calls.percent === null
            ? `${calls.inHour} in the last hour. Instagram tells no count, so the app stays below ${calls.assumed}.`
            : `Instagram counts ${Math.round(calls.percent)} % of them as used.`}
        </Limit>
      </dl>
    </div>
  );
}

function postWords(posts: AccountLimits["posts"], zone: string): string {
  if (posts === null)
    return `Not told yet: Instagram is asked before each post. Until then ${STATED_LIMIT.total} in ${formatDuration(STATED_LIMIT.durationMs)} are assumed.`;
  const { used, total, durationMs, readAt } = posts;
  return `${used} of ${total} in ${formatDuration(durationMs)}, as Instagram said at ${formatTimeInZone(readAt, zone)}.`;
}

function Limit(props: { readonly title: string; readonly children: string }) {
  return (
    <div className={styles["limit"]}>
      <dt className="soft">{props.title}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}
