import { expect, test } from "vitest";
import { canFillDisk, publishOnFullDisk } from "../harness/small-disk.ts";

const canMount = canFillDisk();
if (!canMount) console.log("Skipped: a small disk cannot be made here, so none was filled.");

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
    const run = publishOnFullDisk("publish.publish-sent", "without");
    expect(run).not.toMatchObject({ full: { state: "published" } });
    expect(run).toMatchObject({ freed: "published", published: ["Green sofa"] });
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
