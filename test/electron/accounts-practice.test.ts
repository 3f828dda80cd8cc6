import { expect, test } from "vitest";
import { fakePorts } from "../fakes/ports.ts";
import { createTestApp } from "../harness/test-app.ts";

test("a practice account connects through the same code, shows its profile and opens its page", async () => {
  await using run = await createTestApp(fakePorts());
  const account = await run.ipc.accounts.connectPractice({ timeZone: "Europe/Berlin" });
  expect(account).toMatchObject({
    kind: "practice",
    state: "connected",
    timeZone: "Europe/Berlin",
    tokenExpiryIsEstimate: false,
    tokenIsDurable: true,
  });
  expect(account.platformUserId).toMatch(/^\d{17}$/);
  const profile = await run.ipc.accounts.profile({ id: account.id });
  expect(profile).toMatchObject({ account: { id: account.id }, posts: [], mediaCount: 0 });
  await run.ipc.accounts.openProfile({ id: account.id });
  expect(run.ports.recorded.links[0]).toMatch(/^http:\/\/127\.0\.0\.1:\d+\//);
});

test("practice asked for twice is one account", async () => {
  await using run = await createTestApp(fakePorts());
  const first = await run.ipc.accounts.connectPractice({});
  const second = await run.ipc.accounts.connectPractice({});
  expect(second.id).toBe(first.id);
  expect(await run.ipc.accounts.list({})).toHaveLength(1);
});

test.each([true, false])(
  "a practice account works after a restart (keychain: %s)",
  async (durable) => {
    const ports = fakePorts();
    ports.given.durable = durable;
    let id: string;
    {
      await using run = await createTestApp(ports);
      ({ id } = await run.ipc.accounts.connectPractice({}));
    }
    await using again = await createTestApp(ports);
    expect(await again.ipc.accounts.list({})).toMatchObject([
      { id, state: "connected", tokenIsDurable: durable },
    ]);
    expect(await again.ipc.accounts.profile({ id })).toMatchObject({ posts: [] });
  },
);
