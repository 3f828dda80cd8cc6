import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { FaultScript } from "../../electron/practice/faults.ts";
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

type Effect = FaultScript["rules"][number]["effect"];
const insights = (effect: Effect) => ({ on: "media-insights", effect }) as const;

test("a metric that Instagram took back is dropped with a note, the others are kept, and it is left out for a day", async () => {
  await using run = await PublishingRun.start({
    behaviour: {
      ...SEEN,
      metricTroubles: { reposts: "gone", saved: "unknown-error", follows: "untold" },
    },
  });
  const id = await published(run);
  await sleepTo(run, id, HOUR);
  const { "1h": first } = await readings(run, id);
  expect(first?.dropped).toEqual([
    { metric: "saved", why: "Instagram refused it (1)." },
    { metric: "reposts", why: "Instagram refused it (100)." },
    { metric: "follows", why: "Instagram did not tell it." },
  ]);
  const kept = ["reach", "views", "likes", "comments", "shares"];
  expect(metricsOf(first)).toEqual([
    ...kept,
    "total_interactions",
    "profile_visits",
    "profile_activity",
  ]);
  const asked = asks(run);
  const second = await published(run, "image", "Blue chair");
  await sleepTo(run, second, HOUR);
  expect(asks(run) - asked).toBeLessThanOrEqual(2);
  const { "1h": later } = await readings(run, second);
  expect(later?.dropped.map(({ metric }) => metric).sort()).toEqual([
    "follows",
    "reposts",
    "saved",
  ]);
  run.practice.setBehaviour({ metricTroubles: {} });
  await sleepTo(run, second, 7 * DAY);
  expect((await readings(run, second))["7d"]?.dropped).toEqual([]);
});

test("without the permission for figures the reading waits in words, her posts go on, and a new login brings them", async () => {
  await using run = await PublishingRun.start({ behaviour: SEEN });
  const { platformUserId } = run.account;
  const publishes = ["instagram_business_basic", "instagram_business_content_publish"];
  const { token } = run.practice.issueToken(platformUserId, publishes);
  await run.ipc.accounts.connect({ token, timeZone: "UTC" });
  const id = await published(run);
  await sleepTo(run, id, HOUR);
  expect((await readings(run, id))["1h"]).toMatchObject({
    state: "waiting",
    waitReason: "permission",
    note: expect.stringContaining("allow insights"),
    code: "10",
  });
  expect(await run.ipc.accounts.list({})).toMatchObject([{ state: "connected", trouble: null }]);
  await published(run, "image", "Blue chair");
  expect(run.published).toEqual(["Green sofa", "Blue chair"]);
  const whole = run.practice.issueToken(platformUserId);
  await run.ipc.accounts.connect({ token: whole.token, timeZone: "UTC" });
  await run.clock.advance(MINUTE);
  expect((await readings(run, id))["1h"]).toMatchObject({ state: "taken", isLate: true });
});

test("a limited account is left alone for as long as Instagram says", async () => {
  await using run = await PublishingRun.start({ behaviour: SEEN });
  const id = await published(run);
  run.faults(insights({ kind: "rate-limit", code: 80002, regainMinutes: 40 }));
  await sleepTo(run, id, HOUR);
  run.faults();
  expect((await readings(run, id))["1h"]).toMatchObject({
    state: "waiting",
    waitReason: "rate-limit",
  });
  await run.clock.advance(30 * MINUTE);
  expect(asks(run)).toBe(1);
  await run.clock.advance(15 * MINUTE);
  expect((await readings(run, id))["1h"]).toMatchObject({ state: "taken", isLate: true });
});

test("figures leave the calls that publishing needs alone", async () => {
  await using run = await PublishingRun.start({ behaviour: SEEN });
  const id = await published(run);
  run.faults({ on: "read-media", effect: { kind: "usage", percent: 80 } });
  await run.scheduled("Blue chair", 58 * MINUTE);
  await run.clock.advance(HOUR);
  expect(run.published).toEqual(["Green sofa", "Blue chair"]);
  expect((await readings(run, id))["1h"]).toMatchObject({
    state: "waiting",
    waitReason: "rate-limit",
    note: expect.stringContaining("kept for publishing"),
  });
  expect(asks(run)).toBe(0);
});

test("a post that was deleted ends its plan in words", async () => {
  await using run = await PublishingRun.start({ behaviour: SEEN });
  const id = await published(run);
  await sleepTo(run, id, HOUR);
  run.practice.deleteByHand((await run.publication(id)).igMediaId ?? "");
  await sleepTo(run, id, DAY);
  await run.clock.advance(2 * HOUR);
  expect(await states(run, id)).toBe("1h taken, 24h gone, 7d gone, 28d gone");
  expect((await readings(run, id))["28d"]?.note).toContain("not on the account any more");
  expect((await run.publication(id)).status).toBe("published");
  const asked = asks(run);
  await sleepTo(run, id, 7 * DAY);
  expect(asks(run)).toBe(asked);
  demandSound(run.ports.paths.database);
});

test("an outage in which no post is found is waited out: the post is still in the list", async () => {
  await using run = await PublishingRun.start({ behaviour: SEEN });
  const id = await published(run);
  run.practice.setFaults({ rules: [], scenario: { name: "outage-2026-05-23", forMs: 3 * HOUR } });
  await sleepTo(run, id, HOUR);
  await run.clock.advance(8 * HOUR);
  expect(await states(run, id)).toMatch(/^1h taken, 24h waiting/);
});

test("a pause of publishing stops no figures; an account that Instagram holds back is left alone", async () => {
  await using run = await PublishingRun.start({ behaviour: SEEN });
  const id = await published(run);
  await run.ipc.publishing.setPaused({ paused: true });
  await sleepTo(run, id, HOUR);
  expect(await states(run, id)).toMatch(/^1h taken/);
  await run.ipc.publishing.setPaused({ paused: false });
  run.practice.setTrouble(run.account.platformUserId, "checkpoint");
  await run.clock.advance(DAY);
  expect((await readings(run, id))["24h"]).toMatchObject({
    state: "waiting",
    waitReason: "account",
  });
  run.practice.setTrouble(run.account.platformUserId, null);
  await run.ipc.accounts.resume({ id: run.account.id });
  await run.clock.advance(MINUTE);
  expect((await readings(run, id))["24h"]).toMatchObject({ state: "taken" });
});

test("offline is waited out, and a disconnected account until it is back", async () => {
  await using run = await PublishingRun.start({ behaviour: SEEN });
  const id = await published(run);
  run.isOffline = true;
  await sleepTo(run, id, HOUR);
  expect((await readings(run, id))["1h"]).toMatchObject({
    state: "waiting",
    waitReason: "offline",
  });
  run.isOffline = false;
  run.ports.fire.online(true);
  await run.clock.advance(1000);
  expect((await readings(run, id))["1h"]).toMatchObject({ state: "taken" });
  await run.ipc.accounts.disconnect({ id: run.account.id });
  await sleepTo(run, id, DAY);
  expect((await readings(run, id))["24h"]).toMatchObject({ state: "waiting", waitReason: "login" });
  const { token } = run.practice.issueToken(run.account.platformUserId);
  await run.ipc.accounts.connect({ token, timeZone: "UTC" });
  await run.clock.advance(MINUTE);
  expect((await readings(run, id))["24h"]).toMatchObject({ state: "taken" });
});

test("a computer whose clock is days ahead takes and misses nothing early: Instagram's clock decides", async () => {
  await using run = await PublishingRun.start({ behaviour: SEEN });
  const id = await published(run);
  run.clock.jump(9 * DAY);
  run.practice.shiftClock(-9 * DAY);
  await run.clock.advance(10 * MINUTE);
  expect(await states(run, id)).toBe("1h waiting, 24h waiting, 7d waiting, 28d waiting");
  await run.clock.advance(HOUR);
  expect(await states(run, id)).toBe("1h taken, 24h waiting, 7d waiting, 28d waiting");
  expect((await readings(run, id))["1h"]).toMatchObject({ isLate: false, ageMs: HOUR });
  await run.clock.advance(DAY);
  expect(await states(run, id)).toBe("1h taken, 24h taken, 7d waiting, 28d waiting");
  demandSound(run.ports.paths.database);
});

test("an account's posts are listed with their figures, newest first, page by page", async () => {
  await using run = await PublishingRun.start({ behaviour: SEEN });
  const ids: string[] = [];
  for (const words of ["One", "Two", "Three"]) ids.unshift(await published(run, "image", words));
  await sleepTo(run, ids[0]!, HOUR);
  const span = { accountId: run.account.id, fromAt: 0, toAt: run.clock.now(), limit: 2 };
  const first = await run.ipc.analytics.posts(span);
  expect(first.posts.map(({ publicationId }) => publicationId)).toEqual(ids.slice(0, 2));
  expect(first.posts[0]).toMatchObject({ title: "Three", format: "image" });
  expect(first.posts[0]?.readings.map(({ state }) => state)[0]).toBe("taken");
  const second = await run.ipc.analytics.posts({ ...span, cursor: first.nextCursor ?? "" });
  expect(second).toMatchObject({ posts: [{ publicationId: ids[2] }], nextCursor: null });
  expect(await run.ipc.analytics.posts({ ...span, toAt: 1000 })).toMatchObject({ posts: [] });
  await expect(run.ipc.analytics.posts({ ...span, cursor: "x" })).rejects.toMatchObject({
    code: "invalid-input",
  });
});

test("a kept receipt holds the figures, as JSON and on the page", async () => {
  await using run = await PublishingRun.start({ behaviour: SEEN });
  const id = await published(run, "story");
  const image = await published(run);
  await sleepTo(run, id, 23 * HOUR);
  run.ports.given.saveFolder = mkdtempSync(join(tmpdir(), "defeah-receipts-"));
  const keep = async (publicationId: string, as: "json" | "page") => {
    const { saved } = await run.ipc.publishing.exportReceipt({ publicationId, as });
    return readFileSync(join(run.ports.given.saveFolder ?? "", saved ?? ""), "utf8");
  };
  const { receipt } = JSON.parse(await keep(id, "json"));
  expect(receipt.readings).toEqual((await run.receipt(id)).readings);
  const page = await keep(id, "page");
  expect(page).toContain("Figures");
  expect(page).toContain("Tap forward");
  expect(await keep(image, "page")).toContain("Profile visits");
});
