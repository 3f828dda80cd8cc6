import { MINUTE } from "../harness/publishing-run.ts";
import * as hits from "./hits.ts";
import { CALL_MOMENTS, callsOn, STEP_MOMENTS } from "./moments.ts";
import { among, each, eachCall, READS, WRITES, type Row } from "./row.ts";

/** 10 to 16: the line, and answers that say nothing. */
export const LINES: readonly Row[] = [
  {
    number: 10,
    fault: "network cut before send (DNS, refused)",
    strikes: each(STEP_MOMENTS, hits.offline(20 * MINUTE)),
  },
  {
    number: 11,
    fault: "network cut after send",
    strikes: eachCall(CALL_MOMENTS, { kind: "drop", acts: true }),
    alsoIn: ["crash -- --faults"],
  },
  {
    number: 12,
    fault: "half-open connection (no FIN, no data)",
    strikes: [
      ...eachCall(WRITES, { kind: "half-open", acts: true }, { kind: "half-open", acts: false }),
      ...eachCall(READS, { kind: "half-open", acts: false }),
    ],
    alsoIn: ["crash -- --faults (half-open line)"],
  },
  {
    number: 13,
    fault: "5xx, server did execute",
    strikes: [
      ...eachCall(WRITES, { kind: "server-error", acts: true }),
      ...eachCall(callsOn("publish"), { kind: "server-error", acts: true, status: 502 }),
    ],
    alsoIn: ["crash -- --faults"],
  },
  {
    number: 14,
    fault: "5xx, server did not",
    strikes: [
      ...eachCall(CALL_MOMENTS, { kind: "server-error", acts: false }),
      ...each(among("publish.rendered"), hits.failHost(503)),
    ],
    alsoIn: ["crash -- --faults"],
  },
  {
    number: 15,
    fault: "200 with empty or truncated JSON",
    strikes: [
      ...eachCall(CALL_MOMENTS, { kind: "truncated", acts: true }),
      ...eachCall(WRITES, { kind: "empty", acts: true }),
    ],
    alsoIn: ["crash -- --faults"],
  },
  {
    number: 16,
    fault: "4xx 2207051 or code 4 after executing",
    strikes: [
      ...eachCall(callsOn("publish"), { kind: "error", acts: true, code: 4, subcode: 2207051 }),
      ...eachCall(callsOn("publish"), { kind: "error", acts: true, code: 4 }),
      ...eachCall(callsOn("create", "comment"), { kind: "error", acts: true, code: 4 }),
    ],
    alsoIn: ["crash -- --faults"],
  },
];
