import Database from "better-sqlite3";
import { AppError } from "../../shared/result.ts";

/** What stands between a connection and a full disk. */
export type Reserve = {
  /** Makes room, once. False when there is none to make. */
  release(): boolean;
  /** True from then on, until there is room again. */
  readonly isSpent: boolean;
};

const reserves = new WeakMap<Database.Database, Reserve>();

/** From now on a write of this connection that meets a full disk asks for room, and is tried once more when there is some. */
export function keepReserve(client: Database.Database, reserve: Reserve): void {
  reserves.set(client, reserve);
}

/** Whether room was made for what failed with this error. */
export function madeRoom(client: Database.Database, error: unknown): boolean {
  return isFull(error) && (reserves.get(client)?.release() ?? false);
}

/** @throws AppError `disk-full` while the room that the reserve made is needed for results. */
export function demandReserve(client: Database.Database): void {
  if (reserves.get(client)?.isSpent)
    throw new AppError("disk-full", "The disk is full. Free some space; nothing was sent.");
}

function isFull(error: unknown): boolean {
  return (
    error instanceof Database.SqliteError &&
    /^SQLITE_(FULL|IOERR_(WRITE|SHMSIZE))$/.test(error.code)
  );
}
