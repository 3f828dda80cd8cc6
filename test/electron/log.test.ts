import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import fc from "fast-check";
import { expect, test } from "vitest";
import { FileLog } from "../../electron/lib/log.ts";
import { Redactor } from "../../electron/lib/redact.ts";
import { Secret } from "../../electron/lib/secret.ts";

const TOKEN = "IGAAR8ZBkCanaryCanaryCanaryCanaryCanary0123456789";

function logInto() {
  const file = join(mkdtempSync(join(tmpdir(), "defeah-log-")), "log.jsonl");
  return { log: new FileLog(file, () => 0), read: () => readFileSync(file, "utf8") };
}

test.each([
  ["in an address", { url: `https://graph.instagram.com/me?fields=id&access_token=${TOKEN}` }],
  ["in a header", { header: `Bearer ${TOKEN}` }],
  ["in an error's message", { error: new Error(`Malformed access token ${TOKEN}`) }],
  ["in an error's cause", { error: new Error("outer", { cause: new Error(`inner ${TOKEN}`) }) }],
  ["as a Secret", { token: new Secret(TOKEN) }],
  ["in a JSON body", { body: JSON.stringify({ access_token: TOKEN }) }],
  [
    "in a signed address",
    {
      url: "https://s3.example/x.jpg?X-Amz-Signature=canary0123456789&X-Amz-Credential=canaryKey/20261122",
    },
  ],
])("no secret reaches the log %s", (_where, detail) => {
  const { log, read } = logInto();
  log.error("test", detail);
  expect(read()).not.toContain(TOKEN);
  expect(read()).not.toContain("canary");
});

test("a value once registered never passes, whatever surrounds it", () => {
  const secrets = fc.string({ minLength: 6 }).filter((secret) => !"[secret]".includes(secret));
  fc.assert(
    fc.property(secrets, fc.stringMatching(/^[ !#$&()*+,.-]*$/), (secret, around) => {
      const redactor = new Redactor();
      redactor.hide(secret);
      expect(redactor.redact(`${around}${secret}`)).not.toContain(secret);
    }),
  );
});

test("an error's code stays readable", () => {
  const { log, read } = logInto();
  log.error("db.failed", { error: Object.assign(new Error("full"), { code: "SQLITE_FULL" }) });
  expect(read()).toContain("SQLITE_FULL");
});

test("ordinary lines stay readable", () => {
  const { log, read } = logInto();
  log.info("publishing.published", { publicationId: "0191-abc", lateByMs: 12 });
  expect(JSON.parse(read())).toEqual({
    at: "1970-01-01T00:00:00.000Z",
    level: "info",
    event: "publishing.published",
    publicationId: "0191-abc",
    lateByMs: 12,
  });
});

test("a secret prints as nothing wherever it is printed", () => {
  const secret = new Secret(TOKEN);
  expect(
    [
      String(secret),
      JSON.stringify({ secret }),
      inspect(secret),
      inspect({ secret }),
      inspect([secret], { depth: 9 }),
    ].join(),
  ).not.toContain(TOKEN);
});
