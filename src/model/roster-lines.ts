import { foldName } from "./fold-name.ts";
import { bare, divided, joined, refuse } from "./roster-edit.ts";
import { readLine, type RosterLine } from "./roster-line.ts";
import { firstWordOf, wordsOf } from "./words.ts";

/** The lines of a roster while they are edited. Each keeps its place, whatever is added or removed. */
export class RosterLines {
  readonly #mark: string;
  /** Null for a line that was removed. */
  readonly #lines: (string | null)[];
  readonly #carriageReturn: "" | "\r";
  /** Where each person's lines are, by folded name; made when it is first needed. */
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

  /** The lines that there are, without their carriage returns. */
  texts(): readonly string[] {
    return this.#lines.flatMap((line) => (line === null ? [] : bare(line)));
  }

  /** Where the lines of a person are, those that are lost among them. */
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

  /** What a line says; undefined for one that is lost or names nobody. */
  readAt(place: number): RosterLine | undefined {
    const read = readLine(bare(this.#lines[place] ?? ""));
    return read === null || "code" in read ? undefined : read;
  }

  /**
   * Changes a line. Its person must stay the same. A line that is lost stays as it is where the change would make it
   * readable: `name course` is a header, and `name math-course` would be a person.
   *
   * @throws HubwrightError where a line that can be read would become one that cannot.
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

  /** Changes every line. Each must stay the same person's. */
  changeAll(change: (line: string) => string): void {
    for (const place of this.#lines.keys()) this.change(place, change);
  }

  /** Gives the lines of a person another name. */
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

  /** Writes a line behind what is there. */
  add(text: string): void {
    while (this.#lines.at(-1) === null) this.#lines.pop();
    const last = this.#lines.pop() ?? "";
    // The last line may lack all of its end, or the half of it.
    if (last !== "") this.#lines.push(last.endsWith("\r") ? last : last + this.#carriageReturn);
    // One that is lost because a carriage return is left at its end must stay so.
    const place = this.#lines.push(text + (text.endsWith("\r") ? "\r" : this.#carriageReturn)) - 1;
    this.#lines.push("");
    const first = firstWordOf(text);
    if (first !== undefined && this.#places !== undefined) notePlace(this.#places, first, place);
  }
}

/** @throws HubwrightError for a line that would be lost: each of its words may be good, and the whole another thing than a person. */
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
