import type { Client, Invariant } from "./invariant.ts";

/**
 * What tokens, codes and signed addresses look like. Narrower than the log's redactor, which may take too much: a caption
 * that speaks of a token is no finding.
 */
const LOOKS = new RegExp(
  [
    String.raw`\bIG[A-Za-z]{2}[\w-]{40,}`,
    String.raw`\bEAA[A-Za-z0-9]{30,}`,
    String.raw`\bsk-[A-Za-z0-9_-]{20,}`,
    String.raw`X-Amz-(?:Signature|Credential|Security-Token)=[\w%/+=-]{8,}`,
    String.raw`\b(?:access_token|refresh_token|fb_exchange_token|client_secret)["']?\s*[:=]\s*["']?[\w.~+/|%-]{12,}`,
    String.raw`\bBearer\s+[\w.~+/=|-]{16,}`,
    String.raw`[?&]code=[\w-]{20,}`,
  ].join("|"),
);

/** I12: nothing secret stands in the database in clear, whatever the table. */
export const SECRETS: readonly Invariant[] = [
  {
    number: "I12",
    name: "no secrets in clear",
    says: "No token, code or signed address stands readable in any table.",
    find: findSecrets,
  },
];

type Table = { readonly name: string; readonly wr: number };
type Column = { readonly name: string; readonly type: string };

/** Where such text stands, as `table.column row 12`; never the text itself. */
function findSecrets(client: Client): readonly string[] {
  const tables = client
    .prepare<[], Table>(
      "select name, wr from pragma_table_list where schema = 'main' and type = 'table' and name not like 'sqlite_%'",
    )
    .all();
  return tables.flatMap((table) => findInTable(client, table));
}

function findInTable(client: Client, table: Table): readonly string[] {
  const columns = client
    .prepare<[string], Column>("select name, type from pragma_table_info(?)")
    .all(table.name)
    .filter(({ type }) => /text|blob|any/i.test(type));
  if (columns.length === 0) return [];
  const key = table.wr === 1 ? quote(columns[0]?.name ?? "") : "rowid";
  const wanted = [key, ...columns.map(({ name }) => quote(name))].join(", ");
  const rows = client
    .prepare<[], readonly unknown[]>(`select ${wanted} from ${quote(table.name)}`)
    .raw()
    .iterate();
  const found: string[] = [];
  for (const [row, ...values] of rows)
    for (const [index, value] of values.entries())
      if (looksSecret(value))
        found.push(`${table.name}.${columns[index]?.name} row ${String(row)}`);
  return found;
}

function looksSecret(value: unknown): boolean {
  if (typeof value === "string") return LOOKS.test(value);
  // What is sealed must not be readable as it stands.
  return value instanceof Uint8Array && LOOKS.test(Buffer.from(value).toString("latin1"));
}

function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
