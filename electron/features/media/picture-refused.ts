import type { ImportRefusal } from "../../../shared/contract/media.ts";

/** A file that cannot become a picture of the library. `message` is for her: what is wrong and what she can do. */
export class PictureRefused extends Error {
  readonly refusal: ImportRefusal;

  constructor(refusal: ImportRefusal, message: string) {
    super(message);
    this.name = "PictureRefused";
    this.refusal = refusal;
  }
}
