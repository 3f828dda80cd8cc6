/** When a test lets this process end, or hang. */
type Plan = {
  /** `DEFEAH_CRASH_AT`: SIGKILL there, as a power cut would: nothing is flushed, nothing says goodbye. */
  readonly crashAt: string | undefined;
  /** `DEFEAH_FREEZE_AT`: the whole process stands still there for good, event loop and all. */
  readonly freezeAt: string | undefined;
};

/**
 * Lets a crash test end or hang this process at a named step of the publish path: `<step>` or `<step>:<nth>`, counted from 1.
 * A packaged app never does it.
 */
export function createCheckpoint(isPackaged: boolean, { crashAt, freezeAt }: Plan) {
  if (isPackaged) return () => {};
  const crash = countdown(crashAt, () => process.kill(process.pid, "SIGKILL"));
  const freeze = countdown(freezeAt, () =>
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0),
  );
  return (passed: string): void => {
    crash(passed);
    freeze(passed);
  };
}

function countdown(spec: string | undefined, act: () => void): (passed: string) => void {
  const [step, nth = "1"] = spec ? spec.split(":") : [];
  let left = Number(nth);
  return (passed) => {
    if (step === undefined || passed !== step) return;
    left -= 1;
    if (left === 0) act();
  };
}
