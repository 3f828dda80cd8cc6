import { Redactor } from "../lib/redact.ts";

const MOST_KEPT = 4000;

/** `text` without `secrets`, without anything shaped like a token, and not endless. */
export function redact(text: string, secrets: readonly string[]): string {
  const redactor = new Redactor();
  for (const secret of secrets) redactor.hide(secret);
  const clean = redactor.redact(text);
  return clean.length > MOST_KEPT ? `${clean.slice(0, MOST_KEPT)}…` : clean;
}
