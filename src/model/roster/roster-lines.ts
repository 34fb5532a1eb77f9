import { foldName } from "../hub/fold-name.ts";
import { bare, divided, joined, refuse } from "./roster-edit.ts";
import { readLine, type RosterLine } from "./roster-line.ts";
import { firstWordOf, wordsOf } from "./words.ts";

/** The lines of a roster while they are edited. Each keeps its position, whatever is added or removed. */
export class RosterLines {
  readonly #mark: string;
  /** Null for a line that was removed. */
  readonly #lines: (string | null)[];
  readonly #carriageReturn: "" | "\r";
  /** Where each person's lines are, by folded name; created when first needed. */
  #places: Map<string, number[]> | undefined;

  constructor(text: string) {
    const { mark, lines } = divided(text);
    this.#mark = mark;
    this.#lines = lines;
    this.#carriageReturn = text.includes("\r\n") ? "\r" : "";
  }

  /** The lines as a text. */
  toText(): string {
    return joined(
      this.#mark,
      this.#lines.filter((line) => line !== null),
    );
  }

  /** The remaining lines, without their carriage returns. */
  texts(): readonly string[] {
    return this.#lines.flatMap((line) => (line === null ? [] : bare(line)));
  }

  /** Where the lines of a person are, including lines that cannot be used. */
  placesOf(name: string): readonly number[] {
    if (this.#places === undefined) {
      this.#places = new Map();
      for (const [place, line] of this.#lines.entries()) {
        const first = line === null ? undefined : firstWordOf(bare(line));
        if (first !== undefined) notePlace(this.#places, first, place);
      }
    }
    return this.#places.get(foldName(name)) ?? [];
  }

  /** What a line says; undefined if it cannot be used or names nobody. */
  readAt(place: number): RosterLine | undefined {
    const read = readLine(bare(this.#lines[place] ?? ""));
    return read === null || "code" in read ? undefined : read;
  }

  /**
   * Changes a line. Its person must stay the same. A line that cannot be used is not changed if the change would make it
   * usable: `name course` is a header, and `name math-course` would be a person.
   *
   * @throws HubwrightError if a readable line would become unreadable.
   */
  change(place: number, change: (line: string) => string): void {
    const line = this.#lines[place];
    if (line === undefined || line === null) return;
    const next = change(line);
    if (next === line) return;
    if (this.readAt(place) !== undefined) requireReadable(bare(next));
    else if (isReadable(bare(next))) return;
    this.#lines[place] = next;
  }

  /** Changes every line. Each must keep its person. */
  changeAll(change: (line: string) => string): void {
    for (const place of this.#lines.keys()) this.change(place, change);
  }

  /** Writes a new name on all lines of a person. */
  rename(from: string, to: string): void {
    for (const place of this.placesOf(from)) {
      this.change(place, (line) => {
        const [first] = wordsOf(bare(line));
        return first === undefined ? line : line.slice(0, first.start) + to + line.slice(first.end);
      });
    }
    this.#places = undefined;
  }

  /** Removes every line of a person. */
  remove(name: string): void {
    for (const place of this.placesOf(name)) this.#lines[place] = null;
    this.#places?.delete(foldName(name));
  }

  /** Adds a line at the end. */
  add(text: string): void {
    while (this.#lines.at(-1) === null) this.#lines.pop();
    const last = this.#lines.pop() ?? "";
    // The last line may lack its line ending, or half of it.
    if (last !== "") this.#lines.push(last.endsWith("\r") ? last : last + this.#carriageReturn);
    // A line that cannot be used because it ends with a carriage return must stay that way.
    const place = this.#lines.push(text + (text.endsWith("\r") ? "\r" : this.#carriageReturn)) - 1;
    this.#lines.push("");
    const first = firstWordOf(text);
    if (first !== undefined && this.#places !== undefined) notePlace(this.#places, first, place);
  }
}

/** @throws HubwrightError for a line that could not be used: each word may be valid, but the whole line may not be a person. */
export function requireReadable(line: string): void {
  const read = readLine(line);
  if (read !== null && "code" in read) refuse(read);
}

function isReadable(line: string): boolean {
  const read = readLine(line);
  return read !== null && !("code" in read);
}

function notePlace(places: Map<string, number[]>, name: string, place: number): void {
  const folded = foldName(name);
  const known = places.get(folded);
  if (known === undefined) places.set(folded, [place]);
  else known.push(place);
}
