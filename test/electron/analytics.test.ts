import { basename } from "node:path";
import Database from "better-sqlite3";
import fc from "fast-check";
import { expect, test } from "vitest";
import { listBackups } from "../../electron/db/backup.ts";
import type { FaultScript } from "../../electron/practice/faults.ts";
import type { Reading } from "../../shared/contract/analytics.ts";
import type { PostFormat } from "../../shared/contract/posts.ts";
import type { Receipt } from "../../shared/contract/publishing.ts";
import { fakePorts } from "../fakes/ports.ts";
import { copyDisk } from "../harness/disk-copy.ts";
import { HOUR, MINUTE, PublishingRun } from "../harness/publishing-run.ts";
import {
  asks,
  DAY,
  demandSound,
  metricsOf,
  published,
  readings,
  SEEN,
  sleepTo,
  states,
} from "../harness/readings.ts";

type Rules = FaultScript["rules"];
type Effect = Rules[number]["effect"];

const reachOf = (reading: Reading | undefined) =>
  reading?.figures.find(({ metric }) => metric === "reach")?.value;

test("a post's figures are taken at each of its ages, once, as Instagram tells them then", async () => {
  await using run = await PublishingRun.start({ behaviour: SEEN });
  const id = await published(run);
  const told: number[] = [];
  for (const ageMs of [HOUR, DAY, 7 * DAY, 28 * DAY]) {
    await sleepTo(run, id, ageMs);
    const { readings: all, publishedAt } = await run.receipt(id);
    const now = all.filter(({ state }) => state === "taken").at(-1);
    expect(now).toMatchObject({ ageMs, dueAt: (publishedAt ?? 0) + ageMs, isLate: false });
    told.push(reachOf(now) ?? 0);
  }
  expect(told).toEqual([...told].sort((a, b) => a - b));
  expect(new Set(told.slice(0, 3)).size).toBe(3);
  expect(await states(run, id)).toBe("1h taken, 24h taken, 7d taken, 28d taken");
  const all = await readings(run, id);
  expect(all["28d"]).toMatchObject({ nextAt: null, dropped: [], note: null });
  // Two calls each: the whole, and what profile taps are made of, where there are any.
  expect(asks(run)).toBeLessThanOrEqual(8);
  demandSound(run.ports.paths.database);
});

const FEED =
  "reach views likes comments saved shares reposts total_interactions follows profile_visits profile_activity";
const REEL =
  "reach views likes comments saved shares reposts total_interactions ig_reels_avg_watch_time ig_reels_video_view_total_time reels_skip_rate";
const STORY =
  "reach views shares reposts replies total_interactions follows profile_visits profile_activity navigation";

const WITH_ADS = "total_likes total_comments total_views";

test.each<readonly ["instagram" | "facebook", PostFormat, string]>([
  ["instagram", "image", FEED],
  ["instagram", "carousel", FEED],
  ["instagram", "reel", REEL],
  ["instagram", "story", STORY],
  ["facebook", "image", `${FEED} ${WITH_ADS}`],
  ["facebook", "reel", `${REEL} ${WITH_ADS}`],
  ["facebook", "story", `${STORY} link_clicks total_views`],
])(
  "with %s's login, of a post as %s exactly the metrics of its kind are kept",
  async (login, format, metrics) => {
    await using run = await PublishingRun.start({ login, behaviour: SEEN });
    const id = await published(run, format);
    await sleepTo(run, id, format === "story" ? 23 * HOUR : HOUR);
    const [first] = Object.values(await readings(run, id));
    expect(first).toMatchObject({ state: "taken", dropped: [] });
    expect(metricsOf(first)).toEqual(metrics.split(" "));
  },
);

test("a story is read once, at 23 hours, with what navigation is made of", async () => {
  await using run = await PublishingRun.start({ behaviour: SEEN });
  const id = await published(run, "story");
  expect(await states(run, id)).toBe("23h waiting");
  await sleepTo(run, id, 23 * HOUR);
  const { "23h": reading } = await readings(run, id);
  expect(reading).toMatchObject({ state: "taken", ageMs: 23 * HOUR });
  const navigation = reading?.figures.filter(({ metric }) => metric === "navigation") ?? [];
  const parts = navigation.filter(({ part }) => part !== null);
  expect(parts.map(({ part }) => part)).toContain("tap_forward");
  const whole = navigation.find(({ part }) => part === null)?.value;
  expect(parts.reduce((sum, { value }) => sum + value, 0)).toBe(whole);
});

test("a story whose day is over is too late: nothing is invented, and it is not asked for again", async () => {
  await using run = await PublishingRun.start({ behaviour: SEEN });
  const id = await published(run, "story");
  await run.quit();
  run.clock.sleep(26 * HOUR);
  await run.open();
  await run.clock.advance(5 * MINUTE);
  expect((await readings(run, id))["23h"]).toMatchObject({
    state: "too-late",
    figures: [],
    note: expect.stringContaining("24 hours only"),
  });
  const asked = asks(run);
  await run.clock.advance(3 * HOUR);
  expect(asks(run)).toBe(asked);
  demandSound(run.ports.paths.database);
});

test("a story that cannot be asked for in time has a last try before its day is over", async () => {
  await using run = await PublishingRun.start({ behaviour: SEEN });
  const id = await published(run, "story");
  run.faults({ on: "media-insights", effect: { kind: "rate-limit", code: 17, regainMinutes: 50 } });
  await sleepTo(run, id, 23 * HOUR);
  expect((await readings(run, id))["23h"]).toMatchObject({ waitReason: "rate-limit" });
  run.faults();
  await run.clock.advance(HOUR);
  expect((await readings(run, id))["23h"]).toMatchObject({ state: "taken", isLate: true });
});

test("too few viewers, and figures that are not there yet, are recorded as such", async () => {
  await using run = await PublishingRun.start({ behaviour: { audience: 4 } });
  const story = await published(run, "story");
  const image = await published(run);
  await sleepTo(run, story, 23 * HOUR);
  expect((await readings(run, story))["23h"]).toMatchObject({
    state: "waiting",
    note: expect.stringContaining("Fewer than five people"),
  });
  await run.clock.advance(HOUR);
  expect((await readings(run, story))["23h"]).toMatchObject({
    state: "empty",
    code: "10",
    note: expect.stringContaining("Fewer than five people"),
    figures: [],
  });
  run.practice.setBehaviour({ audience: 5000, insightsDelayMs: 2 * DAY });
  await sleepTo(run, image, DAY);
  expect((await readings(run, image))["24h"]).toMatchObject({ state: "empty", code: null });
  await sleepTo(run, image, 7 * DAY);
  expect((await readings(run, image))["7d"]).toMatchObject({ state: "taken" });
});

test("a story without figures at 23 hours is looked at once more before its day is over", async () => {
  await using run = await PublishingRun.start({ behaviour: { audience: 4 } });
  const grows = await published(run, "story");
  await sleepTo(run, grows, 23 * HOUR);
  run.practice.setBehaviour({ audience: 5000 });
  await run.clock.advance(HOUR - 5 * MINUTE);
  expect((await readings(run, grows))["23h"]).toMatchObject({ state: "waiting" });
  await run.clock.advance(5 * MINUTE);
  expect((await readings(run, grows))["23h"]).toMatchObject({ state: "taken", isLate: true });

  run.practice.setBehaviour({ audience: 4 });
  const stays = await published(run, "story");
  await sleepTo(run, stays, 23 * HOUR);
  run.practice.setBehaviour({ audience: 5000 });
  await sleepTo(run, stays, 26 * HOUR);
  // The laptop was shut for the second look: what was said in the story's day stands.
  expect((await readings(run, stays))["23h"]).toMatchObject({
    state: "empty",
    ageMs: 23 * HOUR,
    note: expect.stringContaining("Fewer than five people"),
  });
  demandSound(run.ports.paths.database);
});

test("after nine days off only the newest due age is taken, with its real age; the others are missed", async () => {
  await using run = await PublishingRun.start({ behaviour: SEEN });
  const id = await published(run);
  await run.quit();
  run.clock.sleep(9 * DAY);
  await run.open();
  await run.clock.advance(5 * MINUTE);
  expect(await states(run, id)).toBe("1h missed, 24h missed, 7d taken, 28d waiting");
  const all = await readings(run, id);
  expect(all["1h"]).toMatchObject({
    figures: [],
    askedAt: null,
    note: expect.stringMatching(/not running/),
  });
  expect(all["7d"]).toMatchObject({ isLate: true, note: expect.stringContaining("9 days") });
  expect(all["7d"]?.ageMs).toBeGreaterThanOrEqual(9 * DAY);
  demandSound(run.ports.paths.database);
});

test("killed between Instagram's answer and its record: the next start asks again, and no number is there twice", async () => {
  let meet: (url: string) => void = () => {};
  await using run = await PublishingRun.start({
    behaviour: SEEN,
    ports: {
      fetch: async (input, init) => {
        const reply = await fetch(input, init);
        meet(String(input instanceof Request ? input.url : input));
        return reply;
      },
    },
  });
  const after = fakePorts({ clock: run.clock, fetch });
  let hasHappened = false;
  meet = (url) => {
    if (hasHappened) throw new Error("The app is dead.");
    if (!url.includes("/insights")) return;
    hasHappened = true;
    copyDisk(run.ports.paths, after.paths);
    throw new Error("The app is dead.");
  };
  const id = await published(run);
  await sleepTo(run, id, HOUR);
  expect(hasHappened).toBe(true);
  await run.quit();
  await run.open(after);
  await run.clock.advance(2 * MINUTE);
  const { "1h": first } = await readings(run, id);
  expect(metricsOf(first)).toEqual(FEED.split(" "));
  expect(asks(run)).toBeGreaterThanOrEqual(2);
  demandSound(after.paths.database);
});

/** What is due is over, what was asked for was asked in turn, and nothing was taken in another's time. */
function demandInOrder({ readings: all, publishedAt }: Receipt, now: number): void {
  const times = all.flatMap(({ askedAt }) => askedAt ?? []);
  expect(times).toEqual([...new Set(times)].sort((a, b) => a - b));
  for (const [index, { state, dueAt, askedAt, figures }] of all.entries()) {
    const next = all[index + 1];
    expect(state === "waiting").toBe(dueAt > now);
    expect(figures.length > 0).toBe(state === "taken");
    if (askedAt !== null) expect(askedAt).toBeGreaterThanOrEqual(dueAt);
    if (state === "taken" && next) expect(askedAt).toBeLessThanOrEqual(next.dueAt);
    if (state === "missed") expect(next?.state).toMatch(/missed|taken/);
    if (state === "too-late") expect(now - (publishedAt ?? 0)).toBeGreaterThan(DAY);
  }
}

const step = fc.record({
  hours: fc.oneof(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 400 })),
  isQuit: fc.boolean(),
});
test("however the laptop is shut and the app is closed: each age once, in order, at its own time or not at all", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 5 }), async (steps) => {
      await using run = await PublishingRun.start({ behaviour: SEEN });
      const ids = [await published(run), await published(run, "story")];
      for (const { hours, isQuit } of steps) {
        if (isQuit) await run.quit();
        run.clock.sleep(hours * HOUR);
        if (isQuit) await run.open();
        await run.clock.advance(2 * MINUTE);
      }
      for (const id of ids) demandInOrder(await run.receipt(id), run.clock.now());
      demandSound(run.ports.paths.database);
    }),
    { numRuns: 3 },
  );
}, 60_000);

test("a reading whose job was lost is taken up at the next start", async () => {
  await using run = await PublishingRun.start({ behaviour: SEEN });
  const id = await published(run);
  await run.quit();
  const disk = new Database(run.ports.paths.database);
  disk.exec("delete from job where kind = 'reading'");
  disk.close();
  await run.open();
  await sleepTo(run, id, HOUR);
  expect(await states(run, id)).toMatch(/^1h taken/);
});

test("a backup from before a reading is restored: it is taken once more, late, and said so", async () => {
  await using run = await PublishingRun.start({ behaviour: SEEN });
  const id = await published(run);
  await sleepTo(run, id, DAY);
  await run.clock.advance(2 * HOUR);
  const backup = basename(listBackups(run.ports.paths.backupFolder)[0]?.file ?? "");
  await sleepTo(run, id, 7 * DAY);
  const before = await readings(run, id);
  expect(before["7d"]).toMatchObject({ state: "taken", isLate: false });
  await run.clock.advance(10 * HOUR);
  await run.ipc.settings.restore({ name: backup });
  await run.clock.advance(1000);
  await run.quit();
  await run.open();
  await run.clock.advance(10 * MINUTE);
  expect(await states(run, id)).toBe("1h taken, 24h taken, 7d taken, 28d waiting");
  expect((await readings(run, id))["7d"]).toMatchObject({ isLate: true });
  expect((await run.publication(id)).state).toBe("published");
  demandSound(run.ports.paths.database);
});

const always = (effect: Effect): Rules => [{ on: "media-insights", effect }];
test.each<readonly [name: string, rules: Rules]>([
  ["never answers", always({ kind: "drop", acts: false })],
  ["has a fault of its own", always({ kind: "server-error", acts: false, status: 500 })],
  ["answers with nothing", always({ kind: "empty", acts: true })],
  ["answers with half of it", always({ kind: "truncated", acts: true })],
  ["refuses the question", always({ kind: "error", acts: false, code: 100 })],
  ["does not find the post", always({ kind: "error", acts: false, code: 100, subcode: 33 })],
  ["knows an error of its own", always({ kind: "error", acts: false, code: 1 })],
  ["says what nobody knows", always({ kind: "error", acts: false, code: 87_654 })],
  ["takes back the permission", always({ kind: "error", acts: false, code: 10 })],
  ["limits the account", always({ kind: "rate-limit", code: 80002, regainMinutes: 30 })],
  ["lets the token die", always({ kind: "token-death", subcode: 463 })],
])(
  "where Instagram %s: the post is as published as before, and the reading says why it has no figures",
  async (_, rules) => {
    await using run = await PublishingRun.start({ behaviour: SEEN });
    const id = await published(run);
    const before = await run.receipt(id);
    run.faults(...rules);
    await run.clock.advance(2 * HOUR);
    const { publication, attempts, readings: all, ...rest } = await run.receipt(id);
    expect(publication).toEqual(before.publication);
    expect(attempts).toEqual(before.attempts);
    expect(rest).toMatchObject({ containerId: before.containerId, audit: before.audit });
    expect(asks(run)).toBeLessThanOrEqual(24);
    expect(all[0]?.figures).toEqual([]);
    expect(all[0]?.note).toBeTruthy();
    demandSound(run.ports.paths.database);
  },
  20_000,
);

test("tries are bounded: what Instagram never answers is given up, and the next age has its chance", async () => {
  await using run = await PublishingRun.start({ behaviour: SEEN });
  const id = await published(run);
  run.faults(...always({ kind: "drop", acts: false }));
  await run.clock.advance(22 * HOUR);
  expect(await states(run, id)).toMatch(/^1h given-up, 24h waiting/);
  const asked = asks(run);
  expect(asked).toBeLessThanOrEqual(12);
  run.faults();
  await run.clock.advance(3 * HOUR);
  expect(await states(run, id)).toMatch(/^1h given-up, 24h taken/);
});
