/** Splits text that arrives in pieces into lines. */
export class LineCutter {
  #rest = "";

  /** A line that has not ended yet. */
  get rest(): string {
    return this.#rest;
  }

  /** Takes a piece of text, which may end anywhere, and returns the lines that are now complete. */
  take(text: string): readonly string[] {
    const lines = `${this.#rest}${text}`.split("\n");
    this.#rest = lines.pop() ?? "";
    return lines;
  }
}
