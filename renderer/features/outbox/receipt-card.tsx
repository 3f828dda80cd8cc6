import { CircleCheck, ExternalLink, ListOrdered } from "lucide-react";
import type { ReactNode } from "react";
import type { Receipt } from "../../../shared/contract/publishing.ts";
import { toAppError } from "../../lib/failure.ts";
import { formatDate, formatDuration, formatSeconds } from "../../lib/format.ts";
import { ipc } from "../../lib/ipc.ts";
import { notify } from "../../lib/notices.ts";
import { navigate } from "../../lib/route.ts";
import { showRehearsal } from "../../lib/shown-rehearsal.ts";
import { Button } from "../../ui/button.tsx";
import { FormatMark } from "../../ui/format-mark.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Picture } from "../../ui/picture.tsx";
import { StatusBadge } from "../../ui/status-badge.tsx";
import { AfterworkList } from "./afterwork-list.tsx";
import { AttemptList } from "./attempt-list.tsx";
import { AuditList } from "./audit-list.tsx";
import { FiguresTable } from "./figures-table.tsx";
import styles from "./receipt.module.css";
import { SaveReceipt } from "./save-receipt.tsx";

/** Proof of one publication: when, as what, with which digest, and every attempt. */
export function ReceiptCard(props: { readonly receipt: Receipt }) {
  const { receipt } = props;
  const { publication } = receipt;
  const zone = publication.plan.zone;
  return (
    <article className={styles["receipt"]}>
      <div className={styles["head"]}>
        <Picture src={publication.thumbnail} alt="" ratio="4:5" className={styles["thumb"]} />
        <div className={styles["headWords"]}>
          <p className="medium">{publication.title}</p>
          <p className="small soft">
            @{receipt.username}
            {receipt.accountKind === "practice" && ", practice account"}
          </p>
          <p className="small soft">{formatDate(receipt.dueAt, zone)}</p>
          <FormatMark format={publication.format} />
        </div>
      </div>
      <Verdict receipt={receipt} />
      <dl className={styles["times"]}>
        <Line label="Scheduled">{`${formatDate(receipt.scheduledAt, zone)}, ${formatSeconds(receipt.scheduledAt, zone)}`}</Line>
        {receipt.jitterMs > 0 && (
          <Line label="Planned">{formatSeconds(receipt.dueAt - receipt.jitterMs, zone)}</Line>
        )}
        <Line label="Due">
          {receipt.jitterMs > 0
            ? `${formatSeconds(receipt.dueAt, zone)}, ${formatDuration(receipt.jitterMs)} later by the account’s pace`
            : formatSeconds(receipt.dueAt, zone)}
        </Line>
        {receipt.publishedAt !== null && (
          <Line label="Published">{formatSeconds(receipt.publishedAt, zone)}</Line>
        )}
      </dl>
      {receipt.publishedAt !== null && <Lateness ms={receipt.publishedAt - receipt.dueAt} />}
      <AfterworkList publicationId={publication.id} works={receipt.afterwork} zone={zone} />
      <FiguresTable readings={receipt.readings} zone={zone} />
      <dl className={styles["facts"]}>
        <Fact label="Post">{publication.permalink}</Fact>
        <Fact label="Media ID">{publication.igMediaId}</Fact>
        <Fact label="Container">{receipt.containerId}</Fact>
        <Fact label="Content">{receipt.contentSha256 && `SHA-256 ${receipt.contentSha256}`}</Fact>
        {receipt.items.length < 2 && (
          <Fact label={receipt.items[0]?.kind === "video" ? "Video" : "Picture"}>
            {receipt.imageSha256 && `SHA-256 ${receipt.imageSha256}`}
          </Fact>
        )}
      </dl>
      {receipt.items.length > 1 && <Items items={receipt.items} />}
      <SeeIt receipt={receipt} />
      <AttemptList attempts={receipt.attempts} zone={zone} />
      <AuditList lines={receipt.audit} zone={zone} />
    </article>
  );
}

function Verdict(props: { readonly receipt: Receipt }) {
  const { publication } = props.receipt;
  if (publication.status !== "published")
    return (
      <div className={styles["verdict"]}>
        <StatusBadge status={publication.status} shape="pill" />
        {publication.problem && (
          <p className="small">{`${publication.problem.what} ${publication.problem.todo}`}</p>
        )}
      </div>
    );
  const hasProof = publication.igMediaId !== null;
  return (
    <div className={`${styles["verdict"] ?? ""} sage`}>
      <Icon of={CircleCheck} size={24} className={styles["tick"]} />
      <div>
        <p className={`figure ${styles["word"] ?? ""}`}>Published</p>
        <p className="small soft">
          {hasProof ? "once, with proof" : "Instagram says so; its post is still being found"}
        </p>
      </div>
    </div>
  );
}

/** Instagram's clock has full seconds, so what it says lies up to one before the due time. */
function Lateness(props: { readonly ms: number }) {
  const ms = Math.max(0, props.ms);
  return (
    <p className={styles["late"]}>
      <span className="medium">After the due time</span>
      <span className="figure">
        {ms < 60_000 ? `${Math.round(ms / 1000)} s` : formatDuration(ms)}
      </span>
    </p>
  );
}

/** Nothing of it can be out there, and it may still go out. */
const UNSENT: readonly Receipt["publication"]["status"][] = ["scheduled", "missed", "failed"];

/** Where it can be seen, or what will be sent, and how the receipt is kept. */
function SeeIt(props: { readonly receipt: Receipt }) {
  const { publication, accountKind } = props.receipt;
  const open = async () => {
    try {
      await ipc.publishing.openPermalink({ publicationId: publication.id });
    } catch (cause) {
      notify(toAppError(cause).message, { tone: "bad" }); // said where the press was made
    }
  };
  const profile = `/profile/${encodeURIComponent(publication.accountId)}`;
  return (
    <div className={styles["see"]}>
      {publication.permalink !== null && (
        <>
          <Button size="small" icon={ExternalLink} onPress={() => void open()}>
            {accountKind === "practice" ? "See the practice post" : "See it on Instagram"}
          </Button>
          <Button kind="quiet" size="small" onPress={() => navigate(profile)}>
            Profile
          </Button>
        </>
      )}
      {UNSENT.includes(publication.status) && (
        <Button size="small" icon={ListOrdered} onPress={() => showRehearsal(publication.postId)}>
          What will be sent
        </Button>
      )}
      <SaveReceipt publicationId={publication.id} />
    </div>
  );
}

/** Each picture and video of a carousel: by which container it went, and its file's digest. */
function Items(props: { readonly items: Receipt["items"] }) {
  return (
    <ol className={styles["items"]} aria-label="Pictures and videos">
      {props.items.map((item, at) => (
        // Frozen items have no identity but their place.
        // oxlint-disable-next-line react/no-array-index-key
        <li key={at}>
          <span>{`${at + 1} ${item.kind === "video" ? "Video" : "Picture"}`}</span>
          <span>
            {item.containerId !== null && <span>{`Container ${item.containerId}`}</span>}
            {item.sha256 !== null && <span>{`SHA-256 ${item.sha256}`}</span>}
          </span>
        </li>
      ))}
    </ol>
  );
}

function Line(props: { readonly label: string; readonly children: string }) {
  return (
    <div className={styles["line"]}>
      <dt>{props.label}</dt>
      <dd className="numbers">{props.children}</dd>
    </div>
  );
}

function Fact(props: { readonly label: string; readonly children: ReactNode }) {
  if (props.children === null || props.children === undefined) return null;
  return (
    <div className={styles["fact"]}>
      <dt>{props.label}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}
