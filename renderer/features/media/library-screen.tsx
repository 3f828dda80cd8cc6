import { Plus } from "lucide-react";
import { useEffect, useState } from "react";
import { formatCount } from "../../lib/format.ts";
import { importFromDialog } from "../../lib/imports.ts";
import { drawPosters } from "../../lib/posters.ts";
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

const KINDS = [
  ["picture", "Pictures"],
  ["video", "Videos"],
] as const;
const FILTERS = [
  ["all", "All"],
  ["unused", "Not used yet"],
  ["used", "Used"],
] as const;

const EVERYTHING = { search: "", only: "all", kind: "all", pages: 1 } as const;

/** Everything dropped in: searchable, with what each is used for, described as, and was made of. */
export function LibraryScreen() {
  const [query, setQuery] = useState<LibraryQuery>(EVERYTHING);
  const library = useLibrary(query);
  const pick = useCommand(() => importFromDialog());
  const isAll = query.search === "" && query.only === "all" && query.kind === "all";
  const isEmpty = library.value?.total === 0 && isAll;
  const ask = (change: Partial<LibraryQuery>) => setQuery({ ...query, pages: 1, ...change });
  const problem = library.error ?? pick.error;
  const add = (
    <Button kind="primary" icon={Plus} busy={pick.busy} onPress={() => void pick.run(undefined)}>
      Add pictures or videos
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
  useEffect(() => {
    const bare = pages?.items.filter((item) => !item.hasPoster) ?? [];
    if (bare.length > 0) void drawPosters(bare);
  }, [pages]);
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
          <KindFilter kind={query.kind} onAsk={props.onAsk} />
          <span className={styles["count"]} role="status">
            {pages && countWords(pages.total, query.kind)}
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

/** Both kinds until she asks for one; pressing that one again shows both. */
function KindFilter(props: {
  readonly kind: LibraryQuery["kind"];
  readonly onAsk: (change: Partial<LibraryQuery>) => void;
}) {
  return (
    <span className={styles["kinds"]}>
      {KINDS.map(([kind, words]) => (
        <Chip
          key={kind}
          isSelected={props.kind === kind}
          onChange={(isOn) => props.onAsk({ kind: isOn ? kind : "all" })}
        >
          {words}
        </Chip>
      ))}
    </span>
  );
}

function countWords(total: number, kind: LibraryQuery["kind"]): string {
  if (kind === "all") return `${formatCount(total)} in the library`;
  return `${formatCount(total)} ${kind}${total === 1 ? "" : "s"}`;
}
