import { expect, test } from "vitest";
import { fakePorts } from "../fakes/ports.ts";
import { HOUR, MINUTE, PublishingRun } from "../harness/publishing-run.ts";

const lastTray = (run: PublishingRun) => run.ports.recorded.trays.at(-1);

test("the tray shows the next posts, then that one is published, then nothing", async () => {
  await using run = await PublishingRun.start();
  expect(lastTray(run)).toMatchObject({ state: "idle", tooltip: "Nothing is scheduled" });
  const id = await run.scheduled("Green sofa", 10 * MINUTE);
  await run.clock.advance(1);
  expect(lastTray(run)).toMatchObject({
    tooltip: "Next: Green sofa, Thu 8 Oct, 12:10",
    next: [{ label: "Green sofa, Thu 8 Oct, 12:10", route: `/outbox/${id}` }],
  });
  await run.clock.advance(15 * MINUTE);
  expect(run.ports.recorded.trays.map((view) => view.state)).toContain("publishing");
  expect(lastTray(run)).toMatchObject({ state: "idle", next: [] });
});

test("published is told once, and not at all when she has turned it off", async () => {
  await using run = await PublishingRun.start();
  await run.scheduled("one", 5 * MINUTE);
  await run.clock.advance(10 * MINUTE);
  await run.ipc.settings.set({ notifyOnPublished: false });
  await run.scheduled("two", 5 * MINUTE);
  await run.clock.advance(10 * MINUTE);
  expect(run.published).toEqual(["one", "two"]);
  expect(run.ports.recorded.notes).toMatchObject([{ title: "Published", body: "one" }]);
});

test("a failure is told once, loudly, whatever is turned off, stands in the tray, and is no news after a restart", async () => {
  await using run = await PublishingRun.start();
  await run.ipc.settings.set({ notifyOnPublished: false });
  run.faults({
    on: "create",
    effect: { kind: "error", acts: false, code: 36003, subcode: 2207009 },
  });
  const id = await run.scheduled("Green sofa", 5 * MINUTE);
  await run.clock.advance(10 * MINUTE);
  expect(run.ports.recorded.notes).toMatchObject([
    { title: "Not published", route: `/outbox/${id}` },
  ]);
  expect(lastTray(run)).toMatchObject({
    state: "attention",
    attention: [{ label: "Green sofa: not published", route: `/outbox/${id}` }],
  });
  await run.quit();
  await run.open();
  await run.clock.advance(MINUTE);
  expect(run.ports.recorded.notes).toHaveLength(1);
  expect(lastTray(run)).toMatchObject({ state: "attention" });
});

test("the tray pauses, publishes the next now, starts a draft, and opens screens", async () => {
  await using run = await PublishingRun.start();
  await run.scheduled("Green sofa", 5 * HOUR);
  run.ports.fire.tray({ kind: "set-paused", paused: true });
  await run.clock.advance(1);
  expect(lastTray(run)).toMatchObject({ state: "paused", paused: true });
  run.ports.fire.tray({ kind: "set-paused", paused: false });
  run.ports.fire.tray({ kind: "publish-next" });
  await run.clock.advance(MINUTE);
  expect(run.published).toEqual(["Green sofa"]);
  run.ports.fire.tray({ kind: "open", route: "/outbox" });
  run.ports.fire.tray({ kind: "new-draft" });
  const [outbox, composer = ""] = run.ports.recorded.shown;
  expect(outbox).toBe("/outbox");
  const id = composer.replace("/composer/", "");
  expect(await run.ipc.posts.get({ id })).toMatchObject({ status: "draft", caption: "" });
});

test("start at login is one setting, from the tray too", async () => {
  await using run = await PublishingRun.start();
  run.ports.fire.tray({ kind: "set-start-at-login", enabled: true });
  await run.clock.advance(1);
  expect((await run.ipc.settings.get({})).startAtLogin).toBe(true);
  expect(run.ports.autostart.isEnabled()).toBe(true);
  expect(lastTray(run)).toMatchObject({ startAtLogin: true });
});

test("quitting with a post due within a day asks, and the first button stays", async () => {
  let quits = 0;
  await using run = await PublishingRun.start({
    ports: { host: { ...fakePorts().host, quit: () => void (quits += 1) } },
  });
  await run.scheduled("Green sofa", 23 * HOUR);
  for (const answer of [0, 1]) {
    run.ports.given.answers.push(answer);
    run.ports.fire.tray({ kind: "quit" });
    await run.clock.advance(1);
    expect(quits).toBe(answer);
  }
});

test("quitting with nothing due within a day does not ask", async () => {
  let quits = 0;
  await using run = await PublishingRun.start({
    ports: { host: { ...fakePorts().host, quit: () => void (quits += 1) } },
  });
  await run.scheduled("Green sofa", 25 * HOUR);
  run.ports.fire.tray({ kind: "quit" });
  await run.clock.advance(1);
  expect(quits).toBe(1);
});

test("the computer is kept awake from two minutes before a post is due until it is out", async () => {
  let isAwake = false;
  const log: string[] = [];
  await using run = await PublishingRun.start({
    ports: {
      power: {
        onResume: () => () => {},
        onSuspend: () => () => {},
        keepAwake: () => {
          isAwake = true;
          log.push("awake");
          return () => void (isAwake = false);
        },
      },
    },
  });
  await run.scheduled("Green sofa", 10 * MINUTE);
  await run.clock.advance(7 * MINUTE);
  expect(isAwake).toBe(false);
  await run.clock.advance(90_000);
  expect(isAwake).toBe(true);
  await run.clock.advance(2 * MINUTE);
  expect(run.published).toHaveLength(1);
  expect(isAwake).toBe(false);
});

test("a post that waits for a login does not let the computer sleep through the next one", async () => {
  let isAwake = false;
  await using run = await PublishingRun.start({
    ports: {
      power: {
        onResume: () => () => {},
        onSuspend: () => () => {},
        keepAwake: () => {
          isAwake = true;
          return () => void (isAwake = false);
        },
      },
    },
  });
  await run.scheduled("Green sofa", 10 * MINUTE);
  await run.scheduled("Blue chair", 30 * MINUTE);
  run.faults({ on: "list-media", nth: 1, effect: { kind: "token-death", subcode: 463 } });
  await run.ipc.accounts.profile({ id: run.account.id }).catch(() => undefined);
  await run.clock.advance(20 * MINUTE);
  expect(isAwake).toBe(false);
  await run.clock.advance(9 * MINUTE);
  expect(isAwake).toBe(true);
});
