import { FolderOpen } from "lucide-react";
import { useState } from "react";
import type { Media } from "../../../shared/contract/media.ts";
import { formatCount } from "../../lib/format.ts";
import { ipc } from "../../lib/ipc.ts";
import { useLive } from "../../lib/use-live.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Field } from "../../ui/field.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Progress } from "../../ui/progress.tsx";
import { PickerGrid } from "./picker-grid.tsx";
import styles from "./picture-picker.module.css";
import { useImport, type Import } from "./use-import.ts";

const PAGE = 48;
/** What one read may ask for; older pictures are found by their names. */
const MOST = 200;

/** How the picker is opened: for one, for one picture, or for several at once; `taken` are in the post already. */
export type Picking = {
  readonly isOpen: boolean;
  readonly title: string;
  readonly kind?: Media["kind"];
  /** More than one: several are marked, then put in together. */
  readonly room: number;
  readonly taken: readonly string[];
};

/** Chooses pictures and videos: from the library, or from this computer, which brings them into the library first. */
export function PicturePicker(
  props: Picking & {
    readonly onChoose: (media: readonly Media[]) => void;
    readonly onClose: () => void;
  },
) {
  return (
    <Dialog title={props.title} size="wide" isOpen={props.isOpen} onClose={() => props.onClose()}>
      {props.isOpen && <PickerBody {...props} />}
    </Dialog>
  );
}

function PickerBody(props: Picking & { readonly onChoose: (media: readonly Media[]) => void }) {
  const { room, taken, kind } = props;
  const [search, setSearch] = useState("");
  const [limit, setLimit] = useState(PAGE);
  const [marked, setMarked] = useState<readonly Media[]>([]);
  const query = {
    limit: Math.min(limit, MOST),
    ...(search.trim() !== "" && { search: search.trim() }),
    ...(kind && { kind }),
  };
  const page = useLive(ipc.media.list, query, ["media.changed"]);
  const items = (page.value?.items ?? []).filter((item) => !taken.includes(item.id));
  const isSeveral = room > 1;
  const mark = (came: readonly Media[]) => {
    const known = [...taken, ...marked.map((media) => media.id)];
    const fresh = came.filter((media) => !known.includes(media.id));
    if (isSeveral) setMarked([...marked, ...fresh].slice(0, room));
  };
  const imports = useImport((media) => props.onChoose([media]), mark);
  return (
    <>
      <div className={styles["bar"]}>
        <Field
          label="Search the library"
          isLabelHidden
          placeholder="Search the library"
          type="search"
          takesFocus
          value={search}
          onChange={setSearch}
          className={styles["search"]}
        />
        <Button icon={FolderOpen} busy={imports.isPicking} onPress={() => void imports.pick()}>
          From this computer…
        </Button>
      </div>
      <ImportState imports={imports} />
      {page.error && <Notice tone="bad">{page.error.message}</Notice>}
      {page.value !== undefined && (
        <PickerGrid
          items={items}
          emptyWords={emptyWords(search, kind)}
          marked={isSeveral ? marked : null}
          onMarked={(media) => setMarked(media.slice(0, room))}
          onChoose={props.onChoose}
        />
      )}
      {page.value && <More page={page.value} limit={limit} onMore={() => setLimit(limit + PAGE)} />}
      {isSeveral && <MarkedBar marked={marked} room={room} onChoose={props.onChoose} />}
    </>
  );
}

function emptyWords(search: string, kind: Media["kind"] | undefined): string {
  if (search.trim() !== "") return "Nothing of that name.";
  const what = kind === "picture" ? "picture" : kind === "video" ? "video" : "picture or video";
  return `No other ${what} yet. Choose one from this computer.`;
}

function MarkedBar(props: {
  readonly marked: readonly Media[];
  readonly room: number;
  readonly onChoose: (media: readonly Media[]) => void;
}) {
  const { marked, room } = props;
  return (
    <div className={styles["marked"]}>
      <span className="small soft numbers" role="status">
        {marked.length === 0 ? `Room for ${room} more` : `${marked.length} of ${room} marked`}
      </span>
      <Button
        kind="primary"
        isDisabled={marked.length === 0}
        onPress={() => props.onChoose(marked)}
      >
        {marked.length > 1 ? `Add ${marked.length}` : "Add"}
      </Button>
    </div>
  );
}

function ImportState(props: { readonly imports: Import }) {
  const { progress, refusals, cancel } = props.imports;
  return (
    <>
      {progress && (
        <div className={styles["progress"]}>
          <Progress
            label={`Importing ${progress.done} of ${progress.total}`}
            value={progress.done}
            max={progress.total}
          />
          <span className="small soft numbers">
            {progress.done} of {progress.total}
          </span>
          <Button size="small" kind="quiet" onPress={() => cancel()}>
            Cancel
          </Button>
        </div>
      )}
      <output className={styles["results"]}>
        {refusals.map((refusal) => (
          <Notice key={refusal.name} tone="warn">
            <b>{refusal.name}</b> {refusal.reason}
          </Notice>
        ))}
      </output>
    </>
  );
}

function More(props: {
  readonly page: { readonly nextCursor: string | null; readonly total: number };
  readonly limit: number;
  readonly onMore: () => void;
}) {
  const { page, limit } = props;
  if (page.nextCursor === null) return null;
  if (limit >= MOST)
    return (
      <p className={styles["older"]}>
        These are the newest {MOST} of {formatCount(page.total)}. Search finds the others.
      </p>
    );
  return (
    <Button kind="quiet" onPress={() => props.onMore()}>
      Show more of {formatCount(page.total)}
    </Button>
  );
}
