import type { Figure, Reading } from "../../../shared/contract/analytics.ts";
import { ageName, metricName, metricOrder, partName } from "../../../shared/rules/metrics.ts";
import { VisuallyHidden } from "../../ui/visually-hidden.tsx";
import { FigureNotes } from "./figure-notes.tsx";
import styles from "./figures.module.css";

/** What Instagram told of the post at each age, as it told it, and when the rest is read. */
export function FiguresTable(props: {
  readonly readings: readonly Reading[];
  readonly zone: string;
}) {
  const { readings, zone } = props;
  if (readings.length === 0) return null;
  const rows = rowsOf(readings);
  return (
    <section className={styles["figures"]} aria-label="Figures">
      <h3 className="small soft">Figures</h3>
      {rows.length > 0 && (
        <table className="numbers">
          <thead>
            <tr>
              <th scope="col">
                <VisuallyHidden>Metric</VisuallyHidden>
              </th>
              {readings.map(({ age, state }) => (
                <th key={age} scope="col" data-state={state}>
                  {ageName(age)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ metric, part }) => (
              <tr key={`${metric} ${part ?? ""}`} data-part={part !== null}>
                <th scope="row">{part === null ? metricName(metric) : partName(part)}</th>
                {readings.map((reading) => (
                  <Cell key={reading.age} reading={reading} metric={metric} part={part} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <FigureNotes readings={readings} zone={zone} />
    </section>
  );
}

type Row = Pick<Figure, "metric" | "part">;

/** An age that has come and gone without this number has a dash; one to come has nothing yet. */
function Cell(props: Row & { readonly reading: Reading }) {
  const { reading, metric, part } = props;
  const figure = reading.figures.find((one) => one.metric === metric && one.part === part);
  if (figure === undefined) return <td>{reading.state === "waiting" ? "" : "–"}</td>;
  const whole = WHOLE.format(figure.value);
  return <td title={whole}>{figure.value < 100_000 ? whole : SHORT.format(figure.value)}</td>;
}

const WHOLE = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 1 });
const SHORT = new Intl.NumberFormat("en-US", { notation: "compact", maximumFractionDigits: 1 });

/** Every metric that any age has, in the order of their importance, each followed by its parts. */
function rowsOf(readings: readonly Reading[]): readonly Row[] {
  const known = new Map<string, Row>();
  for (const { metric, part } of readings.flatMap(({ figures }) => figures))
    known.set(`${metric} ${part ?? ""}`, { metric, part });
  return [...known.values()].sort(
    (a, b) =>
      metricOrder(a.metric) - metricOrder(b.metric) ||
      a.metric.localeCompare(b.metric) ||
      Number(a.part !== null) - Number(b.part !== null),
  );
}
