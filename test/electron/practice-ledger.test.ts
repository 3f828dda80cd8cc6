import { appendFileSync, mkdtempSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { PracticeServer } from "../../electron/practice/server.ts";
import { callGraph, hostPictures, practise } from "../harness/practice-client.ts";
import { PracticeProcess } from "../harness/practice-process.ts";

const V = "/v26.0";
const host = await hostPictures();

function newFolder(): string {
  return mkdtempSync(join(tmpdir(), "practice-"));
}

test("the server comes back as it was: accounts, tokens, containers, posts and pictures", async () => {
  const first = await practise();
  const mediaId = await first.post("kept");
  const creation_id = await first.container("waiting");
  const fields = { fields: "id,caption,timestamp,shortcode,is_ai_generated" };
  const before = await first.call("GET", `${V}/${mediaId}`, fields);
  await first.server.stop();

  await using again = await practise({ folder: first.folder, clock: first.clock });
  const known = { access_token: first.token };
  expect(again.userId).toBe(first.userId);
  const after = await again.call("GET", `${V}/${mediaId}`, { ...known, ...fields });
  expect(after.body).toEqual(before.body);
  const twice = await again.call("POST", `${V}/me/media_publish`, { ...known, creation_id });
  expect(twice.status).toBe(200);
  const page = await fetch(again.server.profileUrl(again.userId));
  const picture = /\/pictures\/[0-9a-f]{64}\.jpg/.exec(await page.text())?.[0];
  expect((await fetch(`${again.server.origin}${picture}`)).status).toBe(200);
});

test("no token and no address of a picture stands in the ledger", async () => {
  await using practice = await practise();
  await practice.post("secret");
  const file = readFileSync(join(practice.folder, "ledger.jsonl"), "utf8");
  expect(file).toContain("secret");
  expect(file).not.toContain(practice.token);
  expect(file).not.toContain("http://");
});

test.each([
  ["half of it", (file: string) => truncateSync(file, readFileSync(file).length - 20)],
  ["all but its end of line", (file: string) => truncateSync(file, readFileSync(file).length - 1)],
])("a last line torn to %s is dropped, and the next one is whole", async (_what, tear) => {
  const first = await practise();
  await first.post("kept");
  await first.post("torn");
  await first.server.stop();
  const file = join(first.folder, "ledger.jsonl");
  tear(file);
  const again = await practise({ folder: first.folder });
  expect(again.published()).toBe(1);
  await again.post("after");
  await again.server.stop();
  await using third = await practise({ folder: first.folder });
  const captions = third.server
    .ledger()
    .flatMap((entry) => (entry.kind === "publish" ? [entry.caption] : []));
  expect(captions).toEqual(["kept", "after"]);
});

test("a torn line that nonsense followed is dropped too, but a damaged middle is told", async () => {
  const folder = newFolder();
  const first = await practise({ folder });
  await first.server.stop();
  const file = join(folder, "ledger.jsonl");
  appendFileSync(file, '{"kind":"publ\n');
  const again = await practise({ folder });
  await again.server.stop();
  writeFileSync(file, `nonsense\n${readFileSync(file, "utf8")}`);
  await expect(new PracticeServer({ folder }).start()).rejects.toThrow("damaged at line 1");
});

test("SIGKILL right after an answer loses nothing that was answered", async () => {
  const folder = newFolder();
  const published: string[] = [];
  for (let round = 0; round < 3; round++) {
    await using server = await PracticeProcess.start({ folder, behaviour: { processingMs: 0 } });
    const { token: access_token } = await server.createAccount("defeah.home");
    const image_url = host.url;
    const made = await callGraph(`${server.origin}${V}/me/media`, "POST", {
      access_token,
      image_url,
    });
    const creation_id = made.body.id;
    const url = `${server.origin}${V}/me/media_publish`;
    published.push((await callGraph(url, "POST", { access_token, creation_id })).body.id);
    await server.kill();
  }
  await using server = await PracticeProcess.start({ folder });
  const kept = (await server.ledger()).filter((entry) => entry.kind === "publish");
  expect(kept.map((entry) => entry.mediaId)).toEqual(published);
});

test("SIGKILL amid many publishes: what was acknowledged is there, once, and every line is whole", async () => {
  const folder = newFolder();
  await using server = await PracticeProcess.start({ folder, behaviour: { processingMs: 0 } });
  const { token: access_token } = await server.createAccount("defeah.home");
  const post = async (edge: string, params: Record<string, string>): Promise<string> =>
    (await callGraph(`${server.origin}${V}/me/${edge}`, "POST", { access_token, ...params })).body
      .id;
  const containers = await Promise.all(
    Array.from({ length: 30 }, () => post("media", { image_url: host.url })),
  );
  const acknowledged: string[] = [];
  await Promise.allSettled(
    containers.map(async (creation_id) => {
      acknowledged.push(await post("media_publish", { creation_id }));
      if (acknowledged.length === 10) await server.kill();
    }),
  );
  await using again = await PracticeProcess.start({ folder });
  const published = (await again.ledger()).filter((entry) => entry.kind === "publish");
  expect(acknowledged.length).toBeGreaterThanOrEqual(10);
  expect(published.map((entry) => entry.mediaId)).toEqual(expect.arrayContaining(acknowledged));
  expect(new Set(published.map((entry) => entry.containerId)).size).toBe(published.length);
});

test("a process of its own takes faults, holds, clocks and posts by hand over its control endpoint", async () => {
  await using server = await PracticeProcess.start({
    folder: newFolder(),
    behaviour: { processingMs: 0 },
  });
  const { platformUserId, token: access_token } = await server.createAccount("defeah.home");
  const call = (path: string) => callGraph(`${server.origin}${V}/${path}`, "GET", { access_token });
  await server.postByHand({ platformUserId, caption: "by hand" });
  const list = await callGraph(`${server.origin}${V}/me/media`, "GET", {
    access_token,
    fields: "caption",
  });
  expect(list.body.data[0]?.caption).toBe("by hand");

  await server.setFaults({ rules: [{ on: "me", effect: { kind: "hold", name: "door" } }] });
  const held = call("me");
  while (!(await server.isHeld("door"))) await new Promise(setImmediate);
  await server.release("door");
  expect((await held).body.id).toMatch(/^\d{17}$/);
  await expect(server.setFaults({ rules: [{ on: "me" }] } as never)).rejects.toThrow("faults");

  await server.shiftClock(-3_600_000);
  const { headers } = await call("me/media");
  const offsetMs = Date.parse(headers.get("date") ?? "") - Date.now();
  expect(Math.round(offsetMs / 60_000)).toBe(-60);
  expect((await server.seen()).map((seen) => seen.endpoint)).toContain("me");
});
