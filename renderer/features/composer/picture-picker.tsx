import { FolderOpen } from "lucide-react";
import { useState } from "react";
import { ListBox, ListBoxItem } from "react-aria-components";
import type { Media } from "../../../shared/contract/media.ts";
import { formatCount } from "../../lib/format.ts";
import { ipc } from "../../lib/ipc.ts";
import { useLive } from "../../lib/use-live.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Field } from "../../ui/field.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Picture } from "../../ui/picture.tsx";
import { Progress } from "../../ui/progress.tsx";
import styles from "./picture-picker.module.css";
import { useImport, type Import } from "./use-import.ts";

const PAGE = 48;
/** What one read may ask for; older pictures are found by their names. */
const MOST = 200;

/** Chooses one picture: from the library, or from this computer, which brings it into the library first. */
export function PicturePicker(props: {
  readonly isOpen: boolean;
  readonly onChoose: (media: Media) => void;
  readonly onClose: () => void;
}) {
  return (
    <Dialog
      title="Choose a picture"
      size="wide"
      isOpen={props.isOpen}
      onClose={() => props.onClose()}
    >
      {props.isOpen && <PickerBody onChoose={props.onChoose} />}
    </Dialog>
  );
}

function PickerBody(props: { readonly onChoose: (media: Media) => void }) {
  const [search, setSearch] = useState("");
  const [limit, setLimit] = useState(PAGE);
  const query = {
    limit: Math.min(limit, MOST),
    ...(search.trim() !== "" && { search: search.trim() }),
  };
  const page = useLive(ipc.media.list, query, ["media.changed"]);
  const items = page.value?.items ?? [];
  const imports = useImport((media) => props.onChoose(media));
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
        <PictureGrid
          items={items}
          emptyWords={
            search.trim() === ""
              ? "No pictures yet. Choose one from this computer."
              : "No picture of that name."
          }
          onChoose={props.onChoose}
        />
      )}
      {page.value && <More page={page.value} limit={limit} onMore={() => setLimit(limit + PAGE)} />}
    </>
  );
}

function PictureGrid(props: {
  readonly items: readonly Media[];
  readonly emptyWords: string;
  readonly onChoose: (media: Media) => void;
}) {
  return (
    <ListBox
      aria-label="Pictures"
      layout="grid"
      selectionMode="single"
      items={props.items}
      className={styles["grid"] ?? ""}
      renderEmptyState={() => <p className={styles["empty"]}>{props.emptyWords}</p>}
      onAction={(key) => {
        const media = props.items.find((item) => item.id === key);
        if (media) props.onChoose(media);
      }}
    >
      {(media) => (
        <ListBoxItem id={media.id} textValue={media.name} className={styles["tile"] ?? ""}>
          <Picture src={media.thumbnail} alt="" ratio="4:5" isLazy />
          <span className={styles["name"]}>{media.name}</span>
        </ListBoxItem>
      )}
    </ListBox>
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
