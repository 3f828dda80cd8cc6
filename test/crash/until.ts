const LOOK_EVERY_MS = 25;

/** Looks until it is so, or until the time is up; whoever called looks at what there is then. Other processes send no event. */
export async function until(
  isSo: () => boolean | Promise<boolean>,
  withinMs: number,
): Promise<void> {
  const end = Date.now() + withinMs;
  while (!(await isSo()) && Date.now() < end)
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
}
