/**
 * Shorter waits for crash tests: `DEFEAH_TEST_TIMES={"graph": {…}, "publishing": {…}}`, in the names of `GraphTiming` and
 * `PublishingTimes`. The shell imports no feature, so `main.ts` gives them their types. A packaged app has none.
 */
export function readTestTimes(
  isPackaged: boolean,
  json: string | undefined,
): { readonly graph?: unknown; readonly publishing?: unknown } {
  return isPackaged || !json ? {} : (JSON.parse(json) as object);
}
