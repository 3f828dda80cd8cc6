import { expect, test } from "vitest";
import { NO_PACING } from "../../shared/contract/pacing-defaults.ts";
import { MOST_SLOTS, type Pacing, type Slot } from "../../shared/contract/pacing.ts";
import { wallTimeAt } from "../../shared/rules/schedule.ts";
import { HOUR, MINUTE, PublishingRun } from "../harness/publishing-run.ts";

const DAY = 24 * HOUR;
const EVENING: Slot = { weekday: 4, time: "18:30" };
const MORNING: Slot = { weekday: 5, time: "09:00" };

/** On Thursday 8 October 2026, 12:00 UTC, with slots this evening and tomorrow morning. */
async function withSlots(slots: readonly Slot[] = [MORNING, EVENING]): Promise<PublishingRun> {
  const run = await PublishingRun.start();
  await run.ipc.pacing.addSlots({ accountId: run.account.id, slots: [...slots] });
  return run;
}

const nextSlot = (run: PublishingRun, postId?: string) =>
  run.ipc.pacing.nextSlot({ accountId: run.account.id, ...(postId && { postId }) });

/** As the composer does: asks for the next slot and schedules there. */
async function queue(run: PublishingRun, caption: string, draft?: string) {
  const postId = draft ?? (await run.draft(caption));
  const slot = await nextSlot(run, postId);
  if (slot.kind !== "free") throw new Error(`No slot: ${JSON.stringify(slot)}`);
  const { wallTime, zone } = slot;
  const reply = await run.ipc.publishing.schedule({ postId, wallTime, zone });
  expect(reply.plan.at).toBe(slot.at);
  return { postId, ...reply };
}

const pace = (run: PublishingRun, change: Partial<Pacing>) =>
  run.ipc.pacing.set({ accountId: run.account.id, pacing: { ...NO_PACING, ...change } });

test("slots are kept over a restart, in the order of the week, each account's its own", async () => {
  await using run = await withSlots();
  const accountId = run.account.id;
  await run.ipc.pacing.addSlots({ accountId, slots: [EVENING, { weekday: 1, time: "07:15" }] });
  await run.quit();
  await run.open();
  const monday = { weekday: 1, time: "07:15" };
  expect(await run.ipc.pacing.slots({ accountId })).toEqual([monday, EVENING, MORNING]);
  expect(await run.ipc.pacing.removeSlot({ accountId, slot: EVENING })).toEqual([monday, MORNING]);
  const other = await run.ipc.accounts.connectPractice({});
  expect(await run.ipc.pacing.slots({ accountId: other.id })).toEqual([]);
  expect(await run.ipc.pacing.nextSlot({ accountId: other.id })).toEqual({ kind: "unset" });
});

test("posts added to the queue one after the other get one slot after the other, and go out then", async () => {
  await using run = await withSlots();
  const first = await queue(run, "one");
  const second = await queue(run, "two");
  const third = await queue(run, "three");
  const places = [first, second, third].map(({ plan }) => plan.wallTime);
  expect(places).toEqual(["2026-10-08T18:30", "2026-10-09T09:00", "2026-10-15T18:30"]);
  expect((await run.receipt(first.publicationId)).audit).toMatchObject([
    { who: "you", action: "schedule" },
  ]);
  await run.clock.advance(DAY);
  expect(run.published).toEqual(["one", "two"]);
});

test("a slot is free again once its post goes elsewhere, and a post's own slot is free to it", async () => {
  await using run = await withSlots();
  const { postId, plan } = await queue(run, "one");
  expect(await nextSlot(run, postId)).toMatchObject({ kind: "free", at: plan.at });
  expect(await nextSlot(run)).toMatchObject({ wallTime: "2026-10-09T09:00" });
  const elsewhere = { wallTime: "2026-10-10T12:00", zone: "UTC" };
  await run.ipc.publishing.move({ postId, ...elsewhere });
  expect(await nextSlot(run)).toMatchObject({ at: plan.at });
});

test("a draft that is planned for a slot has it, until it is deleted", async () => {
  await using run = await withSlots();
  const postId = await run.draft("one");
  const plan = { wallTime: "2026-10-08T18:30", zone: "UTC" };
  await run.ipc.publishing.plan({ postId, plan });
  expect(await nextSlot(run)).toMatchObject({ wallTime: "2026-10-09T09:00" });
  await run.ipc.posts.remove({ id: postId });
  expect(await nextSlot(run)).toMatchObject({ wallTime: "2026-10-08T18:30" });
});

test("the queue keeps the account's pace, and what it schedules is warned of by nothing", async () => {
  await using run = await withSlots();
  await run.scheduled("by hand", 6 * HOUR);
  await pace(run, { leastGapMinutes: 60 });
  const gap = await queue(run, "one");
  expect(gap).toMatchObject({ plan: { wallTime: "2026-10-09T09:00" }, warnings: [] });
  await pace(run, { dailyCap: 1 });
  const cap = await queue(run, "two");
  expect(cap).toMatchObject({ plan: { wallTime: "2026-10-15T18:30" }, warnings: [] });
  await pace(run, { quiet: { from: "18:00", to: "08:00" } });
  expect(await nextSlot(run)).toMatchObject({ wallTime: "2026-10-16T09:00" });
  await pace(run, { quiet: { from: "08:00", to: "19:00" } });
  expect(await nextSlot(run)).toEqual({
    kind: "none",
    reason: expect.stringContaining("lies in the account’s quiet hours, 08:00 to 19:00."),
  });
});

test("other slots, or another pace, move nothing that is scheduled", async () => {
  await using run = await withSlots();
  const { publicationId, plan } = await queue(run, "one");
  const accountId = run.account.id;
  await run.ipc.pacing.removeSlot({ accountId, slot: EVENING });
  await run.ipc.pacing.addSlots({ accountId, slots: [{ weekday: 4, time: "15:00" }] });
  await pace(run, { quiet: { from: "18:00", to: "20:00" } });
  expect((await run.publication(publicationId)).plan).toEqual(plan);
  await run.clock.advance(7 * HOUR);
  expect(run.published).toEqual(["one"]);
});

test("slots go by the account's own clock, also when that is another or is changed", async () => {
  await using run = await withSlots([{ weekday: 7, time: "02:30" }]);
  const { id } = run.account;
  expect(await nextSlot(run)).toMatchObject({ at: Date.UTC(2026, 9, 11, 2, 30), zone: "UTC" });
  await run.ipc.accounts.setTimeZone({ id, timeZone: "Europe/Berlin" });
  const before = await queue(run, "one");
  expect(before.plan).toEqual({
    wallTime: "2026-10-11T02:30",
    zone: "Europe/Berlin",
    at: Date.UTC(2026, 9, 11, 0, 30),
  });
  await queue(run, "two");
  const twice = await queue(run, "three");
  expect(twice).toMatchObject({ shift: "overlap", plan: { at: Date.UTC(2026, 9, 25, 0, 30) } });
  const after = await queue(run, "four");
  expect(after).toMatchObject({ shift: "none", plan: { at: Date.UTC(2026, 10, 1, 1, 30) } });
});

test("a slot the clocks skip goes out at the time after, and is said to", async () => {
  await using run = await withSlots([{ weekday: 7, time: "02:30" }]);
  await run.ipc.accounts.setTimeZone({ id: run.account.id, timeZone: "Europe/Berlin" });
  run.clock.sleep(Date.UTC(2027, 2, 27, 12) - run.clock.now());
  const { plan, shift } = await queue(run, "one");
  expect(shift).toBe("gap");
  expect(plan.wallTime).toBe("2027-03-28T03:30");
  expect(wallTimeAt(plan.at - MINUTE, "Europe/Berlin")).toBe("2027-03-28T03:29");
});

const many = Array.from({ length: MOST_SLOTS + 1 }, (_, index) => ({
  weekday: 1 + (index % 7),
  time: `${String(Math.floor(index / 7)).padStart(2, "0")}:00`,
}));

test.each([
  ["the eighth day of the week", [{ weekday: 8, time: "18:30" }]],
  ["half past twenty-four", [{ weekday: 1, time: "24:30" }]],
  ["a time without its noughts", [{ weekday: 1, time: "9:00" }]],
  ["the same slot twice", [EVENING, EVENING]],
  ["more than it says", [{ ...EVENING, at: 5 }]],
  ["too many at once", many],
])("%s is refused, and nothing is added", async (_, slots) => {
  await using run = await withSlots();
  const accountId = run.account.id;
  const input = { accountId, slots: [{ weekday: 1, time: "12:00" }, ...slots] };
  expect(await run.app.app.dispatch("pacing.addSlots", input)).toMatchObject({
    ok: false,
    error: { code: "invalid-input" },
  });
  expect(await run.ipc.pacing.slots({ accountId })).toEqual([EVENING, MORNING]);
});

test("nor do slots become too many one by one, and no account that is not there gets any", async () => {
  await using run = await withSlots(many.slice(0, MOST_SLOTS));
  const accountId = run.account.id;
  const last = many.slice(-1);
  await expect(run.ipc.pacing.addSlots({ accountId, slots: last })).rejects.toMatchObject({
    code: "invalid-input",
    message: expect.stringContaining("at most 50 slots a week"),
  });
  expect(await run.ipc.pacing.slots({ accountId })).toHaveLength(MOST_SLOTS);
  await expect(run.ipc.pacing.addSlots({ accountId: "nobody", slots: last })).rejects.toMatchObject(
    { code: "not-found" },
  );
});
