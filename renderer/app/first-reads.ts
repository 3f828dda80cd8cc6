import { wallTimeAt } from "../../shared/rules/schedule.ts";
import { rangeAround } from "../features/calendar/range.ts";
import { askEarly } from "../lib/early-answers.ts";
import { ipc } from "../lib/ipc.ts";

/**
 * The first screen's questions, asked from a small file of their own while the large one is still on its way: when that is
 * there, so are the answers, and the screen is drawn once, whole. Never rejects. No React and no screen may be imported here.
 */
export const firstReads: Promise<unknown> = Promise.all([
  askEarly(ipc.accounts.list, {}).then((accounts) => askCalendar(accounts?.[0])),
  askEarly(ipc.settings.get, {}),
  askEarly(ipc.publishing.status, {}),
]);

// The first use of `Intl` in a page has the engine list every locale it knows (10 to 20 ms): done while the page waits anyway.
Intl.DateTimeFormat.supportedLocalesOf("en-GB");

/** Of the account that the frame shows first, if the calendar is what it shows. */
async function askCalendar(
  account: { readonly id: string; readonly timeZone: string } | undefined,
): Promise<void> {
  if (!account || !/^\/(calendar)?$/.test(window.location.pathname)) return;
  const today = wallTimeAt(Date.now(), account.timeZone).slice(0, 10);
  await askEarly(ipc.publishing.calendar, { accountId: account.id, ...rangeAround(today) });
}
