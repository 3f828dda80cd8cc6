import { parentPort, workerData } from "node:worker_threads";
import Database from "better-sqlite3";

/** Another program that writes to the database for a while: holds its lock and says so. */
const { file, forMs, signal } = workerData as {
  readonly file: string;
  readonly forMs: number;
  readonly signal: Int32Array;
};
const db = new Database(file);
db.exec("begin immediate");
Atomics.store(signal, 0, 1);
Atomics.notify(signal, 0);
Atomics.wait(signal, 0, 1, forMs);
db.exec("commit");
db.close();
parentPort?.close();
