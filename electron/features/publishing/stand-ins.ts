/** Words that stand for what is secret or not known yet, in shapes that the code that makes requests takes for the real thing. */
export class StandIns {
  private readonly names = new Map<string, string>();
  private readonly seed: string;

  /** `seed`: what no text of hers can hold. */
  constructor(seed: string) {
    this.seed = seed.replace(/\W/g, "");
  }

  /** An id, or a token, for `{name}`. */
  id(name: string): string {
    const id = `${this.seed}${String(this.names.size).padStart(3, "0")}`;
    this.names.set(id, `{${name}}`);
    return id;
  }

  /** An address for `{name}`. It leads nowhere. */
  url(name: string): string {
    const url = `https://${this.id("")}.invalid/`;
    this.names.set(url, `{${name}}`);
    return url;
  }

  /** The text with the names in it. */
  show(text: string): string {
    if (!text.includes(this.seed)) return text;
    return [...this.names].reduceRight((shown, [what, name]) => shown.replaceAll(what, name), text);
  }
}
