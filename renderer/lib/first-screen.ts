type Work = () => unknown;

const waiting: Work[] = [];
let stands = false;

/** Runs `work` once the first screen stands with its contents: what that screen can do without is loaded then. */
export function afterFirstScreen(work: Work): void {
  if (stands) work();
  else waiting.push(work);
}

/** The first screen is painted and answers her: what had to wait for it begins. Called at every later screen too. */
export function noteScreenStands(): void {
  stands = true;
  for (const work of waiting.splice(0)) work();
}
