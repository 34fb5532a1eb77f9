/** Cuts text that arrives in pieces into lines. */
export class LineCutter {
  #rest = "";

  /** A line that has not ended yet. */
  get rest(): string {
    return this.#rest;
  }

  /** Takes a piece of text, cut anywhere, and returns the lines that it ends. */
  take(text: string): readonly string[] {
    const lines = `${this.#rest}${text}`.split("\n");
    this.#rest = lines.pop() ?? "";
    return lines;
  }
}
