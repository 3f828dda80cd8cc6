import type { Receipt } from "../../../shared/contract/publishing.ts";
import { html, Markup } from "../../lib/markup.ts";
import { figuresOf } from "./receipt-figures.ts";

/** Which program wrote the page, and when. */
export type Made = { readonly by: string; readonly at: number };

const STYLE = `
body{margin:32px auto;max-width:720px;padding:0 24px;color:#2a2420;font:14px/1.5 system-ui,sans-serif}
h1{font:500 28px/1.2 Georgia,serif;margin:0 0 4px}
h2{font:600 15px/1.5 system-ui,sans-serif;margin:24px 0 8px}
p{margin:0 0 8px}
dl{display:grid;grid-template-columns:max-content 1fr;gap:4px 16px;margin:16px 0}
dt,.soft{color:#6b5f55}
dd{margin:0;overflow-wrap:anywhere}
table{border-collapse:collapse;width:100%;font-size:12px;font-variant-numeric:tabular-nums}
th,td{border-top:1px solid #e4dacd;padding:4px 8px 4px 0;text-align:left;vertical-align:top;overflow-wrap:anywhere}
.even{table-layout:fixed;margin-bottom:8px}
@media print{body{margin:0}tr{break-inside:avoid}}
`;

/** A receipt as one page without scripts or outside parts, to be printed or kept. */
export function receiptPage(receipt: Receipt, made: Made): string {
  const { publication, username, accountKind } = receipt;
  const zone = publication.plan.zone;
  const isPractice = accountKind === "practice";
  const csp = "default-src 'none'; style-src 'unsafe-inline'";
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="content-security-policy" content="${csp}" />
        <title>Receipt: ${publication.title}</title>
        ${new Markup(`<style>${STYLE}</style>`)}
      </head>
      <body>
        <h1>${verdictOf(receipt)}</h1>
        <p>${publication.title}</p>
        <p class="soft">
          @${username}${isPractice ? ", practice account: nothing of this is on Instagram" : ""}
        </p>
        <dl>
          ${factsOf(receipt).map(
            ([name, value]) =>
              html`<dt>${name}</dt>
                <dd>${value}</dd>`,
          )}
        </dl>
        ${figuresOf(receipt.readings, (at) => moment(at, zone))}
        <h2>Every attempt</h2>
        ${attemptsOf(receipt, zone)}
        <h2>Audit log</h2>
        <p class="soft">
          Each line's digest covers the line before it. A copy of this page shows later whether
          those lines were changed.
        </p>
        ${auditOf(receipt, zone)}
        <p class="soft">Written by ${made.by}, ${moment(made.at, zone)} (${zone}).</p>
      </body>
    </html>`.text;
}

function attemptsOf({ attempts }: Receipt, zone: string): Markup {
  const rows = attempts.map(({ at, step, outcome, detail }) =>
    rowOf([moment(at, zone), step, outcome, detail]),
  );
  return tableOf([`When (${zone})`, "Step", "Outcome", "Detail"], rows);
}

function auditOf({ audit }: Receipt, zone: string): Markup {
  const rows = audit.map(({ seq, at, who, action, digest }) =>
    rowOf([String(seq), moment(at, zone), who === "you" ? "user" : "app", action, digest]),
  );
  return tableOf(["Line", `When (${zone})`, "Who", "What", "SHA-256"], rows);
}

function tableOf(heads: readonly string[], rows: readonly Markup[]): Markup {
  return html`<table>
    <tr>
      ${heads.map((head) => html`<th>${head}</th>`)}
    </tr>
    ${rows}
  </table>`;
}

function rowOf(cells: readonly string[]): Markup {
  return html`<tr>
    ${cells.map((cell) => html`<td>${cell}</td>`)}
  </tr>`;
}

function verdictOf({ publication }: Receipt): string {
  if (publication.status !== "published") return `Not published so far: ${publication.status}`;
  return publication.igMediaId === null ? "Published, its post still being found" : "Published";
}

function factsOf(receipt: Receipt): readonly (readonly [string, string])[] {
  const { publication } = receipt;
  const { zone } = publication.plan;
  const at = (value: number | null) =>
    value === null ? null : `${moment(value, zone)} ${zone}, ${new Date(value).toISOString()}`;
  const facts: readonly (readonly [string, string | null])[] = [
    ["Scheduled", at(receipt.scheduledAt)],
    ["Planned", receipt.jitterMs > 0 ? at(receipt.dueAt - receipt.jitterMs) : null],
    ["Due", at(receipt.dueAt)],
    ["Published", at(receipt.publishedAt)],
    ["Post", publication.permalink],
    ["Media ID", publication.igMediaId],
    ...receipt.afterwork.map((work) => [AFTERWORKS[work.kind], afterworkFact(work, at)] as const),
    ["Container", receipt.containerId],
    ["Content, SHA-256", receipt.contentSha256],
    ["Picture, SHA-256", receipt.imageSha256],
    ...(receipt.items.length > 1 ? receipt.items.map(itemFact) : []),
    [
      "What happened",
      publication.problem && `${publication.problem.what} ${publication.problem.todo}`,
    ],
  ];
  return facts.filter((fact): fact is readonly [string, string] => fact[1] !== null);
}

const AFTERWORKS = { "first-comment": "First comment", "comments-off": "Comments off" } as const;

function afterworkFact(
  { state, doneAt, problem }: Receipt["afterwork"][number],
  at: (value: number | null) => string | null,
): string {
  if (state === "done") return `Done, ${at(doneAt)}`;
  const why = problem === null ? "" : ` ${problem.what} ${problem.todo}`;
  return `${state === "waiting" ? "Not yet." : "Not done."}${why}`;
}

/** One picture or video of a carousel. */
function itemFact(item: Receipt["items"][number], index: number): readonly [string, string] {
  const container = item.containerId === null ? [] : [`container ${item.containerId}`];
  const digest = item.sha256 === null ? [] : [`SHA-256 ${item.sha256}`];
  return [`Number ${index + 1}, ${item.kind}`, [...container, ...digest].join(", ")];
}

/** `2026-11-23 18:30:05`, in the post's zone. */
function moment(at: number, zone: string): string {
  const options = { dateStyle: "short", timeStyle: "medium", timeZone: zone } as const;
  return new Intl.DateTimeFormat("sv-SE", options).format(at);
}
