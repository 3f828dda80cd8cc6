import type { ImportRefusal } from "../../../shared/contract/media.ts";

/** A file that cannot become a picture or video of the library. `message` is for her: what is wrong and what she can do. */
export class FileRefused extends Error {
  readonly refusal: ImportRefusal;

  constructor(refusal: ImportRefusal, message: string) {
    super(message);
    this.name = "FileRefused";
    this.refusal = refusal;
  }
}
