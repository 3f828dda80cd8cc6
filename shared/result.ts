/** What crosses the process boundary: data, or an error the screen can act on. Never a thrown exception. */
export type Result<T> =
  | { readonly ok: true; readonly data: T }
  | { readonly ok: false; readonly error: AppErrorJson };

/** Every failure a screen treats differently. Anything unexpected is `internal`. A new code needs a screen that uses it. */
export const ERROR_CODES = [
  "invalid-input",
  "not-found",
  "conflict",
  "account-disconnected",
  "rate-limited",
  "offline",
  "rejected-by-platform",
  "disk-full",
  "internal",
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

/** An `AppError` as plain data. `retryAt` is epoch ms UTC: when trying again may succeed. */
export type AppErrorJson = {
  readonly code: ErrorCode;
  readonly message: string;
  readonly retryAt?: number | undefined;
};

/** A failure with a message written for the user: what happened, what to do. Thrown inside, a `Result` at the boundary. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly retryAt: number | undefined;

  constructor(
    code: ErrorCode,
    message: string,
    options: { cause?: unknown; retryAt?: number | undefined } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = "AppError";
    this.code = code;
    this.retryAt = options.retryAt;
  }

  toJSON(): AppErrorJson {
    return { code: this.code, message: this.message, retryAt: this.retryAt };
  }
}
