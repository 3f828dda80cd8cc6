import { sendOnce } from "./send-once.ts";
import { sendUpload } from "./send-upload.ts";

/** How the requests leave that do not go through the port's `fetch`: the publish call and uploads. */
export type Wire = {
  readonly sendOnce: typeof sendOnce;
  readonly sendUpload: typeof sendUpload;
};

/** Node's own connections: what the app speaks with. A rehearsal brings a wire that ends on this computer. */
export const NODE_WIRE: Wire = { sendOnce, sendUpload };
