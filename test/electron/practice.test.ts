import { expect, test } from "vitest";
import { practise } from "../harness/practice-client.ts";

test("a picture goes from its address to the profile: create, poll, publish, read", async () => {
  await using practice = await practise();
  const { call, clock, userId } = practice;

  const me = await call("GET", "/v26.0/me", { fields: "id,user_id,username,name,account_type" });
  expect(me.body).toMatchObject({ user_id: userId, username: "defeah.home", name: "Defeah" });
  expect(userId).toMatch(/^178\d{14}$/);
  expect(me.body.id).not.toBe(userId);

  const creation_id = await practice.container("Green sofa #linen");
  expect(creation_id).toMatch(/^\d{17}$/);
  const status = await call("GET", `/v26.0/${creation_id}`, { fields: "status_code,status" });
  expect(status.body).toMatchObject({ id: creation_id, status_code: "FINISHED" });

  const published = await call("POST", `/v26.0/${userId}/media_publish`, { creation_id });
  expect(published.status).toBe(200);
  expect(Object.keys(published.body)).toEqual(["id"]);

  const fields = "id,caption,media_type,media_product_type,permalink,timestamp,media_url,username";
  const list = await call("GET", `/v26.0/${userId}/media`, { fields });
  expect(list.body.data).toEqual([
    {
      id: published.body.id,
      caption: "Green sofa #linen",
      media_type: "IMAGE",
      media_product_type: "FEED",
      permalink: expect.stringContaining(`${practice.server.origin}/p/`),
      timestamp: new Date(clock.now()).toISOString().replace(".000Z", "+0000"),
      media_url: expect.stringContaining("/pictures/"),
      username: "defeah.home",
    },
  ]);
  expect(practice.published()).toBe(1);
  const page = await fetch(list.body.data[0]!.permalink);
  expect(await page.text()).toContain("Green sofa #linen");
});
