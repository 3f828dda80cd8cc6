import { AppError } from "../../shared/result.ts";

/** What went wrong as an `AppError`, whatever was thrown: a screen branches on `code` and shows `message`. */
export function toAppError(cause: unknown): AppError {
  if (cause instanceof AppError) return cause;
  return new AppError("internal", "Something went wrong. Please try again.", { cause });
}
