import { CONTENT_CODES } from "./content-codes.ts";
import type {
  AccountTroubleKind,
  AfterTries,
  FailureAction,
  FailureKind,
  LimitScope,
} from "./failure.ts";
import { GENERAL_CODES } from "./general-codes.ts";

/** One line of the table: a platform code and subcode, and what they mean for us. */
export type ErrorRow = {
  /** Null: the code does not matter, the subcode says it all. A pair: from and to, both included. */
  readonly code: number | readonly [number, number] | null;
  /** Null: any subcode that has no line of its own. */
  readonly subcode: number | null;
  /** Instead of a number: words in the platform's message. */
  readonly label?: string;
  readonly kind: FailureKind;
  readonly action: FailureAction;
  readonly what: string;
  readonly todo: string;
  /** How long to leave it, when the platform does not say; ms. */
  readonly waitMs?: number;
  /** How often that action is worth taking for one thing; where it is not told, the publisher has its own measure. */
  readonly tries?: number;
  /** What it means once that often was not enough. */
  readonly inVain?: AfterTries;
  /** On the allow-list of the publish call: this answer proves that nothing was published. */
  readonly isNotExecuted?: true;
  /** The container is still being prepared: publish it once it is finished. */
  readonly isUnfinished?: true;
  /** What it means for a call that changes something, where that differs. */
  readonly onWrite?: Pick<ErrorRow, "kind" | "action" | "what" | "todo" | "trouble">;
  /** Who is meant by a limit; `action` stops no call, it only sets `retryAt`. */
  readonly scope?: LimitScope;
  /** Not in the table: the platform has said what this version does not know. */
  readonly isUnlisted?: true;
  /** The account itself is held back: its queue stands still until she has mended it (instagram-api notes, 8.5). */
  readonly trouble?: AccountTroubleKind;
};

/** Every code the app knows, after Meta's Error Codes and Handling Errors pages as of 2026-10-04. The first match wins. */
export const ERROR_TABLE: readonly ErrorRow[] = [...CONTENT_CODES, ...GENERAL_CODES];

export type ErrorSigns = {
  readonly code: number | null;
  readonly subcode: number | null;
  readonly message: string;
  readonly isWrite: boolean;
  readonly httpStatus: number;
};

/** What a code means: its own line, else its subcode's, else its code's. A line is always found. */
export function findError(signs: ErrorSigns): ErrorRow {
  const found = findRow(signs) ?? unknownError(signs);
  const row: ErrorRow = isNewSubcode(signs) ? { ...found, isUnlisted: true } : found;
  return signs.isWrite && row.onWrite ? { ...row, ...row.onWrite } : row;
}

/** A publishing subcode without a line of its own: its code's line serves, and the subcode is worth knowing of. */
function isNewSubcode({ subcode }: ErrorSigns): boolean {
  return subcode !== null && subcode > 2_000_000 && findBySubcode(subcode) === undefined;
}

function findRow(signs: ErrorSigns): ErrorRow | undefined {
  return (
    ERROR_TABLE.find((row) => row.label !== undefined && signs.message.includes(row.label)) ??
    ERROR_TABLE.find((row) => isExact(row, signs)) ??
    ERROR_TABLE.find((row) => row.subcode !== null && isPublishingSubcode(row.subcode, signs)) ??
    ERROR_TABLE.find((row) => row.subcode === null && hasCode(row, signs.code))
  );
}

/** The line of a container's subcode alone, as found in the sentence of its `status`. */
export function findBySubcode(subcode: number): ErrorRow | undefined {
  return ERROR_TABLE.find((row) => row.subcode === subcode);
}

function isExact(row: ErrorRow, signs: ErrorSigns): boolean {
  return row.subcode !== null && row.subcode === signs.subcode && hasCode(row, signs.code);
}

/** Publishing subcodes are unique whatever code they come with; small ones such as 33 are not. */
function isPublishingSubcode(subcode: number, signs: ErrorSigns): boolean {
  return subcode === signs.subcode && subcode > 2_000_000;
}

function hasCode(row: ErrorRow, code: number | null): boolean {
  if (row.label !== undefined || row.code === null || code === null) return false;
  return typeof row.code === "number"
    ? row.code === code
    : row.code[0] <= code && code <= row.code[1];
}

/** A read may simply be repeated. A write with an answer nobody knows may have been carried out. */
function unknownError(signs: ErrorSigns): ErrorRow {
  if (signs.httpStatus === 429) return { ...TOO_MANY, code: signs.code, subcode: signs.subcode };
  const isTransient = !signs.isWrite || signs.httpStatus >= 500;
  return {
    code: signs.code,
    subcode: signs.subcode,
    ...(signs.httpStatus < 500 || signs.code !== null ? { isUnlisted: true as const } : {}),
    kind: isTransient ? "transient" : "unknown",
    action: signs.isWrite ? "verify" : "retry",
    what:
      signs.httpStatus >= 500
        ? "Instagram's server had a fault of its own."
        : "Instagram answered with an error the app does not know.",
    todo: "The app tries again by itself. If it keeps happening, look at the details.",
  };
}

/** HTTP's own "too many requests", without a code of the platform. */
const TOO_MANY: Omit<ErrorRow, "code" | "subcode"> = {
  kind: "limited",
  action: "wait",
  scope: "account",
  what: "Instagram allows this account no more calls for now.",
  todo: "The app goes on as soon as there is room again.",
};
