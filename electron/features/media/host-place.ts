import type { HostedObjectRow } from "./tables.ts";

/** What is put up. `body` knows its length and may be a file that is read while it is sent. */
export type HostedObject = {
  readonly body: Blob;
  readonly sha256: string;
  readonly mime: string;
  readonly extension: string;
};
/** A refusal means that nothing was stored. */
export type PutEnd =
  | { readonly kind: "stored"; readonly url: string }
  | { readonly kind: "refused"; readonly error: Error };
export type PutOptions = {
  readonly object: HostedObject;
  /** Told at once what the place calls the file, where that is not its key. */
  readonly named: (ref: string) => void;
};

/** A place on the web where a file stands while the platform fetches it: put, given out as an address, removed. */
export interface HostPlace {
  /** Tells places apart, in the rows of what stands there too. */
  readonly name: string;
  /** False: what is fetched from it is the same picture, but not the same bytes. */
  readonly keepsBytes: boolean;
  /** @throws AppError `invalid-input` for an address the platform could not fetch from, `offline` when its name is unknown. */
  demandPublic(): Promise<void>;
  /** @throws AppError or GraphFailure, in words, when nobody knows whether the file stands there now. */
  put(key: string, options: PutOptions): Promise<PutEnd>;
  /**
   * True also when it is not there. False: it could not be found, and it is not certain that it was ever there.
   *
   * @throws AppError or GraphFailure
   */
  remove(row: Pick<HostedObjectRow, "key" | "ref">): Promise<boolean>;
}
