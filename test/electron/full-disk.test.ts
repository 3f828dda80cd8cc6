import { spawnSync } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";

/** A disk of its own in memory, for one process: needs Linux and the right to make a name space. */
const MOUNTED = 'mount -t tmpfs -o size=48m none "$1" && shift && exec "$@"';
const folder = mkdtempSync(join(tmpdir(), "defeah-full-"));
const onSmallDisk = (...command: readonly string[]) =>
  spawnSync("unshare", ["-rm", "sh", "-c", MOUNTED, "sh", folder, ...command], {
    encoding: "utf8",
  });
const canMount = onSmallDisk("true").status === 0;
if (!canMount) console.log("Skipped: a small disk cannot be made here, so none was filled.");

function publishOnFullDisk(step: string, reserve: "with" | "without") {
  const script = join(import.meta.dirname, "../fixtures/full-disk-run.ts");
  const { stdout, stderr } = onSmallDisk(process.execPath, script, folder, step, reserve);
  if (stdout === "") throw new Error(stderr);
  return JSON.parse(stdout) as Record<string, unknown>;
}

test.skipIf(!canMount)(
  "full when the answer is to be written down: the reserve makes room for it",
  () => {
    expect(publishOnFullDisk("publish.publish-sent", "with")).toEqual({
      hadReserve: true,
      isFilled: true,
      isReserveUsed: true,
      sentWhileFull: 1,
      full: { state: "published", waitReason: null },
      freed: "published",
      isReserveMadeAgain: true,
      published: ["Green sofa"],
    });
  },
  60_000,
);

test.skipIf(!canMount)(
  "without a reserve the answer is lost, and found on the platform when there is room",
  () => {
    const { full, freed, published } = publishOnFullDisk("publish.publish-sent", "without");
    expect(full).not.toMatchObject({ state: "published" });
    expect(freed).toBe("published");
    expect(published).toEqual(["Green sofa"]);
  },
  60_000,
);

test.skipIf(!canMount)(
  "full when the intent is to be written: the reserve is not spent on it, nothing is sent, and it says so",
  () => {
    expect(publishOnFullDisk("publish.probed", "with")).toMatchObject({
      sentWhileFull: 0,
      full: { waitReason: "disk" },
      freed: "published",
      isReserveMadeAgain: true,
      published: ["Green sofa"],
    });
  },
  60_000,
);
