/**
 * Lets a crash test end this process at a named step of the publish path: `DEFEAH_CRASH_AT=<step>` or `<step>:<nth>`,
 * counted from 1. SIGKILL, as a power cut would: nothing is flushed, nothing says goodbye. A packaged app never does it.
 */
export function createCheckpoint(isPackaged: boolean, spec: string | undefined) {
  const [step, nth = "1"] = isPackaged ? [] : (spec?.split(":") ?? []);
  let left = Number(nth);
  return (passed: string): void => {
    if (step === undefined || passed !== step) return;
    left -= 1;
    if (left === 0) process.kill(process.pid, "SIGKILL");
  };
}
