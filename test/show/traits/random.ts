/** Random choices that are the same for the same seed. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  below(limit: number): number {
    // mulberry32, a generator with 32 bits of state.
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  }

  of<T>(choices: readonly T[]): T {
    const choice = choices[this.below(choices.length)];
    if (choice === undefined) throw new Error("There is nothing to choose from.");
    return choice;
  }

  /** A word with one letter left out, doubled, replaced or swapped with the next. The first one stays. */
  typo(word: string): string {
    const at = 1 + this.below(word.length - 2);
    const [before, letter, next, after] = [word.slice(0, at), word[at] ?? "", word[at + 1] ?? "", word.slice(at + 2)];
    return this.of([
      `${before}${next}${after}`,
      `${before}${letter}${letter}${next}${after}`,
      `${before}${letter === "x" ? "z" : "x"}${next}${after}`,
      `${before}${next}${letter}${after}`,
    ]);
  }
}
