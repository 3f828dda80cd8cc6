import type { ImportResult, Media } from "../../shared/contract/media.ts";
import { toAppError } from "./failure.ts";
import { ipc } from "./ipc.ts";
import { createStore } from "./store.ts";

/** One file on its way in. `problem` is what kept it out, in words. */
export type ImportItem = {
  readonly id: number;
  readonly name: string;
  readonly state: "waiting" | "importing" | "imported" | "duplicate" | "refused" | "cancelled";
  readonly media: Media | null;
  readonly problem: string | null;
};

type Imports = {
  readonly items: readonly ImportItem[];
  readonly add: (items: readonly ImportItem[]) => void;
  readonly change: (id: number, change: Partial<ImportItem>) => void;
  readonly reset: () => void;
};

/** The files of the running import and, until she closes it, of the last one. */
export const useImports = createStore<Imports>((set) => ({
  items: [],
  add: (items) => set((state) => ({ items: [...state.items, ...items] })),
  change: (id, change) =>
    set((state) => ({
      items: state.items.map((item) => (item.id === id ? { ...item, ...change } : item)),
    })),
  reset: () => set({ items: [] }),
}));

const AT_ONCE = 2;
/** Up to here a file goes across in one message. */
const ONE_MESSAGE_BYTES = 16 * 1024 * 1024;
let lastId = 0;

/** Brings dropped or pasted files into the library, each with its own result; one bad file stops no other. */
export function importFiles(files: readonly File[]): Promise<readonly Media[]> {
  return importAll(
    files.map((file) => ({
      name: file.name || "Pasted picture",
      file,
      bring: () => bringFile(file, file.name || "Pasted picture"),
    })),
  );
}

/** Asks for files with the system's dialog and brings them in. */
export async function importFromDialog(): Promise<readonly Media[]> {
  const { files } = await ipc.media.pick({});
  return importAll(
    files.map(({ ticket, name }) => ({ name, bring: () => ipc.media.importPicked({ ticket }) })),
  );
}

/** Lets the files under way finish and leaves the rest out. */
export function cancelImport(): void {
  const { items, change } = useImports.getState();
  for (const item of items) if (item.state === "waiting") change(item.id, { state: "cancelled" });
}

/** Takes the results of an import that is over away. */
export function closeImport(): void {
  const { items, reset } = useImports.getState();
  if (items.length > 0 && !isBusy(items)) reset();
}

type Incoming = {
  readonly name: string;
  /** Where the screen has it; not for a file picked in the system's dialog. */
  readonly file?: File;
  readonly bring: () => Promise<ImportResult>;
};

async function importAll(incoming: readonly Incoming[]): Promise<readonly Media[]> {
  if (!isBusy(useImports.getState().items)) useImports.getState().reset();
  const queue = incoming.map((file) => ({ ...file, id: ++lastId }));
  useImports
    .getState()
    .add(queue.map(({ id, name }) => ({ id, name, state: "waiting", media: null, problem: null })));
  const came: Media[] = [];
  const work = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const media = isLeftOut(next.id) ? null : await importOne(next.id, next);
      if (media) came.push(media);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return came;
}

function isLeftOut(id: number): boolean {
  return useImports.getState().items.some((item) => item.id === id && item.state === "cancelled");
}

async function importOne(id: number, { bring, file }: Incoming): Promise<Media | null> {
  const { change } = useImports.getState();
  change(id, { state: "importing" });
  try {
    const result = await bring();
    if (result.outcome === "refused") change(id, { state: "refused", problem: result.reason });
    else change(id, { state: result.outcome, media: result.media });
    if (result.outcome === "imported" && !result.media.hasPoster)
      void drawFrame(result.media, file);
    return result.outcome === "refused" ? null : result.media;
  } catch (cause) {
    change(id, { state: "refused", problem: toAppError(cause).message }); // shown beside its name; the next is tried
    return null;
  }
}

/** True while a file waits or is on its way. */
export function isBusy(items: readonly ImportItem[]): boolean {
  return items.some((item) => item.state === "waiting" || item.state === "importing");
}

async function bringFile(file: File, name: string): Promise<ImportResult> {
  if (file.size <= ONE_MESSAGE_BYTES)
    return await ipc.media.import({ name, bytes: await bytesOf(file) });
  const { sendFile } = await import("./send-file.ts");
  return await sendFile(file, name);
}

async function drawFrame(media: Media, file: File | undefined): Promise<void> {
  const { drawPoster } = await import("./posters.ts");
  await drawPoster(media, file);
}

async function bytesOf(file: File): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await file.arrayBuffer());
}
