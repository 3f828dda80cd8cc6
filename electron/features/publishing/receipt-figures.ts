import type { Figure, Reading } from "../../../shared/contract/analytics.ts";
import { ageName, metricName, metricOrder, partName } from "../../../shared/rules/metrics.ts";
import { html, Markup } from "../../lib/markup.ts";

const STATES: Readonly<Record<Reading["state"], string>> = {
  waiting: "to come",
  taken: "taken",
  empty: "no figures",
  missed: "missed",
  "too-late": "too late",
  gone: "no post",
  "given-up": "not taken",
};

/** A post's figures as a part of the printed receipt: one column an age, and when each was asked for. Nothing before it is out. */
export function figuresOf(readings: readonly Reading[], moment: (at: number) => string): Markup {
  if (readings.length === 0) return new Markup("");
  return html`<h2>Figures</h2>
    <p class="soft">As Instagram told them at that age, never worked on.</p>
    <table class="even">
      <tr>
        <th></th>
        ${readings.map(({ age }) => html`<th>${ageName(age)}</th>`)}
      </tr>
      ${rowOf("Due", readings, ({ dueAt }) => moment(dueAt))}
      ${rowOf("Asked", readings, ({ askedAt }) => (askedAt === null ? "" : moment(askedAt)))}
      ${rowOf("State", readings, stateOf)}
      ${namesIn(readings).map(([metric, part]) =>
        rowOf(part === null ? metricName(metric) : `– ${partName(part)}`, readings, ({ figures }) =>
          valueOf(figures.find((one) => one.metric === metric && one.part === part)),
        ),
      )}
    </table>
    ${notesOf(readings).map((note) => html`<p class="soft">${note}</p>`)}`;
}

function stateOf({ state, isLate }: Reading): string {
  return isLate ? `${STATES[state]}, late` : STATES[state];
}

/** What there is to say of an age: why it has no figures, how late they are, which metrics it lacks. */
function notesOf(readings: readonly Reading[]): readonly string[] {
  return readings.flatMap(({ age, note, code, dropped }) => {
    const told = note === null ? [] : [code === null ? note : `${note} (${code})`];
    const without = dropped.map(({ metric, why }) => `Without ${metricName(metric)}. ${why}`);
    return [...told, ...without].map((words) => `${ageName(age)}: ${words}`);
  });
}

/** Every metric that any age has, each followed by its parts. */
function namesIn(readings: readonly Reading[]): readonly (readonly [string, string | null])[] {
  const all = readings.flatMap(({ figures }) => figures);
  const metrics = [...new Set(all.map(({ metric }) => metric))].sort(
    (a, b) => metricOrder(a) - metricOrder(b),
  );
  return metrics.flatMap((metric) => {
    const parts = all.filter((one) => one.metric === metric).map(({ part }) => part);
    return [...new Set(parts)].map((part) => [metric, part] as const);
  });
}

function valueOf(figure: Figure | undefined): string {
  return figure === undefined ? "" : String(figure.value);
}

function rowOf(
  name: string,
  readings: readonly Reading[],
  cellOf: (reading: Reading) => string,
): Markup {
  return html`<tr>
    <th>${name}</th>
    ${readings.map((reading) => html`<td>${cellOf(reading)}</td>`)}
  </tr>`;
}
