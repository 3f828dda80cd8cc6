/** Decoders this app has no use for stay shut, whatever a file's bytes claim. */
const USED = [
  "VipsForeignLoadJpeg",
  "VipsForeignLoadPng",
  "VipsForeignLoadWebp",
  "VipsForeignLoadNsgif",
  "VipsForeignLoadTiff",
  "VipsForeignLoadHeif",
];

let loaded: Promise<void> | undefined;

/**
 * Loads sharp in main, once, and shuts what is not used. On Linux, main must hold the native library before a thread loads
 * and drops it (sharp's installation page). What is shut is shut for the whole process: were each thread to do it, a picture
 * another thread is just opening would be refused for the moment between shutting all and opening the used ones.
 */
export function loadDecoders(): Promise<void> {
  loaded ??= shutUnused();
  return loaded;
}

async function shutUnused(): Promise<void> {
  const { default: sharp } = await import("sharp");
  sharp.block({ operation: ["VipsForeignLoad"] });
  sharp.unblock({ operation: USED });
}
