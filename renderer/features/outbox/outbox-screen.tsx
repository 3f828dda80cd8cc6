import { Pause, Play } from "lucide-react";
import { useState } from "react";
import type { Publication } from "../../../shared/contract/publishing.ts";
import { ipc } from "../../lib/ipc.ts";
import { navigate } from "../../lib/route.ts";
import { useShownAccount } from "../../lib/shown-account.tsx";
import { useCommand } from "../../lib/use-command.ts";
import { useLive } from "../../lib/use-live.ts";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { ScreenHeader } from "../../ui/screen-header.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { AccountAlert } from "./account-alert.tsx";
import { EmptyOutbox } from "./empty-outbox.tsx";
import { groupOpen, type OutboxFilter } from "./groups.ts";
import { OutboxList } from "./outbox-list.tsx";
import styles from "./outbox.module.css";
import { ReceiptPanel } from "./receipt-panel.tsx";

const FIRST_PAGE = 50;
const LONGEST_PAGE = 200;

/** What is due, going out, waiting for her and done; with an id, the receipt of one publication beside it. */
export function OutboxScreen(props: { readonly publicationId: string | null }) {
  const account = useShownAccount();
  const [filter, setFilter] = useState<OutboxFilter>("all");
  const [limit, setLimit] = useState(FIRST_PAGE);
  const page = useLive(ipc.publishing.outbox, { accountId: account.id, limit }, [
    "publishing.changed",
    "posts.changed",
  ]);
  const open = page.value?.open ?? [];
  const done = page.value?.done ?? [];
  const isEmpty = page.value !== undefined && open.length + done.length === 0;
  const hasMore = typeof page.value?.nextCursor === "string" && limit < LONGEST_PAGE;
  return (
    <>
      <OutboxHeader filter={filter} open={open} onFilter={setFilter} />
      {isEmpty ? (
        <EmptyOutbox />
      ) : (
        <div className={styles["columns"]} data-has-receipt={props.publicationId !== null}>
          <div className={styles["list"]}>
            <AccountAlert account={account} />
            {page.error && <Notice tone="bad">{page.error.message}</Notice>}
            <OutboxList
              open={open}
              done={done}
              filter={filter}
              selectedId={props.publicationId}
              onOlder={hasMore ? () => setLimit(LONGEST_PAGE) : null}
            />
          </div>
          {props.publicationId !== null && (
            <ReceiptPanel publicationId={props.publicationId} onClose={() => navigate("/outbox")} />
          )}
        </div>
      )}
    </>
  );
}

function OutboxHeader(props: {
  readonly filter: OutboxFilter;
  readonly open: readonly Publication[];
  readonly onFilter: (filter: OutboxFilter) => void;
}) {
  const status = useLive(ipc.publishing.status, {}, ["publishing.changed", "settings.changed"]);
  const pause = useCommand(ipc.publishing.setPaused);
  const groups = groupOpen(props.open);
  const isPaused = status.value?.paused ?? false;
  return (
    <ScreenHeader
      title="Outbox"
      isRuled
      actions={
        <>
          <Segmented
            label="What to show"
            value={props.filter}
            options={[
              { value: "all", label: "All" },
              { value: "next", label: `Next ${groups.next.length}` },
              { value: "waiting", label: `Needs you ${groups.waiting.length}` },
              { value: "done", label: "Done" },
            ]}
            onChange={props.onFilter}
          />
          <Button
            icon={isPaused ? Play : Pause}
            busy={pause.busy}
            onPress={() => void pause.run({ paused: !isPaused })}
          >
            {isPaused ? "Resume publishing" : "Pause all publishing"}
          </Button>
        </>
      }
    />
  );
}
