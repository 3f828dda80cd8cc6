import { openReadOnly } from "../db/read-only.ts";
import { checkInvariants, type Finding } from "./invariants/check.ts";

const USAGE = `npm run check:invariants -- <database>

Holds a database of Defeah Studio, live or a backup, against the promises of its publishing engine. Only reads.
Ends with 0 when all are kept, 1 when one is broken, 2 when the file cannot be read.`;

/** Enough to find the rows; the rest is counted. */
const MOST_ROWS = 10;

/** Prints the table; resolves to the exit code. */
function run(file: string | undefined): number {
  if (file === undefined) {
    process.stderr.write(`${USAGE}\n`);
    return 2;
  }
  let findings: readonly Finding[];
  try {
    const client = openReadOnly(file);
    try {
      findings = checkInvariants(client);
    } finally {
      client.close();
    }
  } catch (error) {
    // A tool's last catch: one line in words instead of a stack.
    const why = error instanceof Error ? error.message : String(error);
    process.stderr.write(`${file} cannot be read as a database of Defeah Studio: ${why}\n`);
    return 2;
  }
  process.stdout.write(`${tableOf(findings)}\n`);
  return findings.every(({ isHeld }) => isHeld) ? 0 : 1;
}

function tableOf(findings: readonly Finding[]): string {
  const wide = Math.max(...findings.map(({ name }) => name.length));
  const lines = findings.map(({ number, name, says, isHeld, rows }) => {
    const head = `${isHeld ? "kept  " : "BROKEN"}  ${number.padEnd(3)}  ${name.padEnd(wide)}  ${says}`;
    return isHeld ? head : [head, ...rowsOf(rows)].join("\n");
  });
  const broken = findings.filter(({ isHeld }) => !isHeld).length;
  const sum = broken === 0 ? "All are kept." : `${broken} of ${findings.length} are broken.`;
  return [...lines, sum].join("\n");
}

function rowsOf(rows: readonly string[]): readonly string[] {
  const more = rows.length - MOST_ROWS;
  return [...rows.slice(0, MOST_ROWS), ...(more > 0 ? [`and ${more} more`] : [])].map(
    (row) => `          ${row}`,
  );
}

process.exitCode = run(process.argv[2]);
