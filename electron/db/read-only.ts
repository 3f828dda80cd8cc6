import Database from "better-sqlite3";

/**
 * A connection of its own that can only read: for looking at a live database beside its writer, or at a backup. Close it.
 *
 * @throws Error when the file is not there, or is no database.
 */
export function openReadOnly(file: string): Database.Database {
  const client = new Database(file, { readonly: true, fileMustExist: true, timeout: 5000 });
  try {
    client.pragma("trusted_schema = OFF");
    // Opening reads nothing: what is no database shows only now.
    client.prepare("select count(*) from sqlite_schema").get();
    return client;
  } catch (error) {
    client.close();
    throw error;
  }
}
