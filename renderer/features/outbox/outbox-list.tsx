import type { ReactNode } from "react";
import type { Publication } from "../../../shared/contract/publishing.ts";
import { Button } from "../../ui/button.tsx";
import { groupOpen, type OutboxFilter } from "./groups.ts";
import { LineRow } from "./line-row.tsx";
import styles from "./outbox.module.css";
import { UnderWayRow } from "./under-way-row.tsx";
import { WaitingRow } from "./waiting-row.tsx";

/** The outbox in groups: what needs her comes first, and empty groups do not show. */
export function OutboxList(props: {
  readonly open: readonly Publication[];
  readonly done: readonly Publication[];
  readonly filter: OutboxFilter;
  readonly selectedId: string | null;
  readonly onOlder: (() => void) | null;
}) {
  const { underWay, waiting, next } = groupOpen(props.open);
  const shows = (group: OutboxFilter) => props.filter === "all" || props.filter === group;
  const isAway = waiting.some((item) => item.status === "missed");
  return (
    <>
      <Group title="Publishing now" items={shows("next") ? underWay : []}>
        {(item) => <UnderWayRow key={item.id} publication={item} />}
      </Group>
      <Group
        title={isAway ? "Needs you · while you were away" : "Needs you"}
        items={shows("waiting") ? waiting : []}
      >
        {(item) => <WaitingRow key={item.id} publication={item} />}
      </Group>
      <Group title="Next" items={shows("next") ? next : []}>
        {(item) => (
          <LineRow key={item.id} publication={item} isSelected={item.id === props.selectedId} />
        )}
      </Group>
      <Group title="Done" items={shows("done") ? props.done : []}>
        {(item) => (
          <LineRow key={item.id} publication={item} isSelected={item.id === props.selectedId} />
        )}
      </Group>
      {props.onOlder && shows("done") && (
        <Button kind="quiet" onPress={props.onOlder}>
          Show older
        </Button>
      )}
    </>
  );
}

function Group(props: {
  readonly title: string;
  readonly items: readonly Publication[];
  readonly children: (item: Publication) => ReactNode;
}) {
  if (props.items.length === 0) return null;
  return (
    <section className={styles["group"]}>
      <h2 className={styles["groupTitle"]}>
        {props.title}
        <span className="numbers">{props.items.length}</span>
      </h2>
      <ul>{props.items.map((item) => props.children(item))}</ul>
    </section>
  );
}
