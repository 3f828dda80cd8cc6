import { Plus } from "lucide-react";
import { useState } from "react";
import { formatCount } from "../../lib/format.ts";
import { importFromDialog } from "../../lib/imports.ts";
import { useCommand } from "../../lib/use-command.ts";
import { Button } from "../../ui/button.tsx";
import { Chip } from "../../ui/chip.tsx";
import { Field } from "../../ui/field.tsx";
import { Notice } from "../../ui/notice.tsx";
import { ScreenHeader } from "../../ui/screen-header.tsx";
import { EmptyLibrary } from "./empty-library.tsx";
import styles from "./library.module.css";
import { MediaDetail } from "./media-detail.tsx";
import { MediaGrid } from "./media-grid.tsx";
import { useLibrary, type LibraryPages, type LibraryQuery } from "./use-library.ts";

const FILTERS = [
  ["all", "All"],
  ["unused", "Not used yet"],
  ["used", "Used"],
] as const;

/** Everything dropped in: searchable, with what each picture is used for, described as, and was made of. */
export function LibraryScreen() {
  const [query, setQuery] = useState<LibraryQuery>({ search: "", only: "all", pages: 1 });
  const library = useLibrary(query);
  const pick = useCommand(() => importFromDialog());
  const isEmpty = library.value?.total === 0 && query.search === "" && query.only === "all";
  const ask = (change: Partial<LibraryQuery>) => setQuery({ ...query, pages: 1, ...change });
  const problem = library.error ?? pick.error;
  const add = (
    <Button kind="primary" icon={Plus} busy={pick.busy} onPress={() => void pick.run(undefined)}>
      Add pictures
    </Button>
  );
  return (
    <>
      <ScreenHeader
        title="Library"
        isRuled
        aside={!isEmpty && <Search value={query.search} onChange={(search) => ask({ search })} />}
        actions={!isEmpty && add}
      />
      {problem && <Notice tone="bad">{problem.message}</Notice>}
      {isEmpty ? (
        <EmptyLibrary action={add} />
      ) : (
        <Shelf query={query} pages={library.value} onAsk={ask} />
      )}
    </>
  );
}

function Search(props: { readonly value: string; readonly onChange: (search: string) => void }) {
  return (
    <Field
      label="Search by name or description"
      isLabelHidden
      type="search"
      placeholder="Search by name or description"
      value={props.value}
      onChange={props.onChange}
      className={styles["search"]}
    />
  );
}

function Shelf(props: {
  readonly query: LibraryQuery;
  readonly pages: LibraryPages | undefined;
  readonly onAsk: (change: Partial<LibraryQuery>) => void;
}) {
  const { query, pages } = props;
  const [selectedId, setSelectedId] = useState<string | null>(null);
  const selected = pages?.items.find((item) => item.id === selectedId) ?? null;
  return (
    <div className={styles["columns"]} data-has-detail={selected !== null}>
      <div className={styles["shelf"]}>
        <div className={styles["filters"]} role="group" aria-label="Show">
          {FILTERS.map(([only, words]) => (
            <Chip
              key={only}
              isSelected={query.only === only}
              onChange={() => props.onAsk({ only })}
            >
              {words}
            </Chip>
          ))}
          <span className={styles["count"]} role="status">
            {pages && `${formatCount(pages.total)} pictures`}
          </span>
        </div>
        <MediaGrid
          items={pages?.items ?? []}
          selectedId={selectedId}
          onSelect={setSelectedId}
          onMore={pages?.hasMore ? () => props.onAsk({ pages: query.pages + 1 }) : null}
        />
      </div>
      {selected && (
        <MediaDetail key={selected.id} media={selected} onRemoved={() => setSelectedId(null)} />
      )}
    </div>
  );
}
