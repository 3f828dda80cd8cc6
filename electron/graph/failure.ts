import { AppError, type ErrorCode } from "../../shared/result.ts";

/**
 * The five kinds of failure the rest of the app knows. Only `electron/graph` knows a platform code. `rejected` with the action
 * `retry` or `new-container` is worth a few tries before it is final; `transient` is tried until it is too late.
 */
export type FailureKind = "auth" | "limited" | "transient" | "rejected" | "unknown";

/**
 * What to do about it: `retry` the same call, `new-container`, `wait` for `retryAt`, `fix-content` by her, `log-in` again,
 * `account-attention` in Instagram's own app, `verify` on the platform before anything else, `report` as our own fault.
 */
export type FailureAction =
  | "retry"
  | "new-container"
  | "wait"
  | "fix-content"
  | "log-in"
  | "account-attention"
  | "verify"
  | "report";

/** What the platform holds against an account itself, whatever was asked: its queue stands still until she has mended it. */
export type AccountTroubleKind = "checkpoint" | "restricted" | "action-blocked" | "permission";

/** Why an account is held back, in her words. `calmUntilAt`: best left alone until then, epoch ms UTC. */
export type HeldBackFor = {
  readonly kind: AccountTroubleKind;
  readonly what: string;
  readonly todo: string;
  readonly code: string | null;
  readonly calmUntilAt: number | null;
};

/** Whom a limit stops: all accounts of the app, this one, its posts of 24 hours, or nothing but the one thing that was asked. */
export type LimitScope = "app" | "account" | "quota" | "action";

/** What a failure comes to when its action has been taken in vain. */
export type AfterTries = {
  readonly kind: FailureKind;
  readonly action: FailureAction;
  readonly todo: string;
};

export type FailureFacts = {
  readonly kind: FailureKind;
  readonly action: FailureAction;
  /** What happened and what to do, in her words. */
  readonly what: string;
  readonly todo: string;
  readonly code?: number | null;
  readonly subcode?: number | null;
  /** Epoch ms UTC: when trying again may succeed. */
  readonly retryAt?: number | null;
  readonly httpStatus?: number | null;
  /** The server's clock by its `Date` header, epoch ms UTC. */
  readonly serverAt?: number | null;
  /** The reply without secrets, bounded. */
  readonly raw?: string;
  /** No route to the platform, so nothing was sent: name not found, refused, no network. */
  readonly isOffline?: boolean;
  /** For kind `limited`, where the platform's code tells it. */
  readonly scope?: LimitScope | null;
  /** The answer proves that nothing was published. */
  readonly isNotExecuted?: boolean;
  /** Asked to publish what is not finished yet: it is only early. */
  readonly isUnfinished?: boolean;
  /** How often its action is worth taking, and what it means after that. */
  readonly tries?: number | null;
  readonly inVain?: AfterTries | null;
  /** The table of errors has no line for this answer. */
  readonly isUnlisted?: boolean;
  readonly trouble?: AccountTroubleKind | null;
  /** Of the token that was refused (`Access.tokenGeneration`). */
  readonly tokenGeneration?: number | null;
  readonly cause?: unknown;
};

const UNTOLD = {
  code: null,
  subcode: null,
  retryAt: null,
  httpStatus: null,
  serverAt: null,
  raw: "",
  isOffline: false,
  scope: null,
  isNotExecuted: false,
  isUnfinished: false,
  isUnlisted: false,
  tries: null,
  inVain: null,
  trouble: null,
  tokenGeneration: null,
} as const satisfies Partial<FailureFacts>;

/** One call to the platform that did not end well, told once for the machine and once for her. Holds no secret. */
export class GraphFailure extends Error {
  readonly kind: FailureKind;
  readonly action: FailureAction;
  readonly what: string;
  readonly todo: string;
  readonly code: number | null;
  readonly subcode: number | null;
  readonly retryAt: number | null;
  readonly httpStatus: number | null;
  readonly serverAt: number | null;
  readonly userMessage: string;
  readonly raw: string;
  readonly isOffline: boolean;
  readonly scope: LimitScope | null;
  readonly isNotExecuted: boolean;
  readonly isUnfinished: boolean;
  readonly isUnlisted: boolean;
  readonly trouble: AccountTroubleKind | null;
  readonly tokenGeneration: number | null;
  readonly tries: number | null;
  readonly inVain: AfterTries | null;
  readonly #told: FailureFacts;

  constructor(told: FailureFacts) {
    super(`${told.what} ${told.todo}`.trim(), { cause: told.cause });
    this.name = "GraphFailure";
    this.#told = told;
    const facts = { ...UNTOLD, ...told };
    this.kind = facts.kind;
    this.action = facts.action;
    this.what = facts.what;
    this.todo = facts.todo;
    this.code = facts.code;
    this.subcode = facts.subcode;
    this.retryAt = facts.retryAt;
    this.httpStatus = facts.httpStatus;
    this.serverAt = facts.serverAt;
    this.userMessage = this.message;
    this.raw = facts.raw;
    this.isOffline = facts.isOffline;
    this.scope = facts.scope;
    this.isNotExecuted = facts.isNotExecuted;
    this.isUnfinished = facts.isUnfinished;
    this.isUnlisted = facts.isUnlisted;
    this.tries = facts.tries;
    this.inVain = facts.inVain;
    this.trouble = facts.trouble;
    this.tokenGeneration = facts.tokenGeneration;
  }

  /** What it means after so many tries before this one. */
  after(tries: number): GraphFailure {
    if (this.inVain === null || tries < (this.tries ?? 0)) return this;
    return new GraphFailure({ ...this.#told, ...this.inVain, inVain: null, cause: this });
  }

  /** What the platform holds against the account, as it can be kept; null when nothing. */
  get heldBackFor(): HeldBackFor | null {
    if (this.trouble === null) return null;
    const { trouble: kind, what, todo, label: code } = this;
    return { kind, what, todo, code, calmUntilAt: this.kind === "limited" ? this.retryAt : null };
  }

  /** Such as `36003/2207009`; null when no platform code is behind it. */
  get label(): string | null {
    if (this.code === null && this.subcode === null) return null;
    return this.subcode === null ? String(this.code) : `${this.code ?? "-"}/${this.subcode}`;
  }

  /** The object is not there, or not yet, or not for this token: the platform does not say which (100/33). */
  get isNotFound(): boolean {
    return this.code === 100 && this.subcode === 33;
  }

  /** Said of the call and not of the token: it was not given what this needs (3, 10, 200 to 299; Handling Errors). */
  get lacksPermission(): boolean {
    const { kind, code } = this;
    return (
      kind === "auth" && code !== null && (code === 3 || code === 10 || (200 <= code && code < 300))
    );
  }

  /** "Not enough viewers": asked in vain, and nothing is wrong. */
  get hasNothingToTell(): boolean {
    return this.kind === "rejected" && this.action === "wait";
  }

  /**
   * True when the server never answered, answered 5xx, or said 1 or 2 (unknown, service down; Handling Errors): what a breaker
   * counts and a read may repeat.
   */
  get isServerTrouble(): boolean {
    if (this.kind !== "transient" || this.isOffline) return false;
    return (this.httpStatus ?? 599) >= 500 || this.code === 1 || this.code === 2;
  }
}

const CODES: Readonly<Record<FailureKind, ErrorCode>> = {
  auth: "account-disconnected",
  limited: "rate-limited",
  transient: "offline",
  rejected: "rejected-by-platform",
  unknown: "rejected-by-platform",
};

/** A platform failure as the error a screen gets. Anything that is no `GraphFailure` comes back as it is. */
export function asAppError(error: unknown): unknown {
  if (!(error instanceof GraphFailure)) return error;
  return new AppError(CODES[error.kind], error.userMessage, {
    cause: error,
    retryAt: error.retryAt ?? undefined,
  });
}
