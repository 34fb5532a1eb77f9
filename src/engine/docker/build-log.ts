import { LineCutter } from "../line-cutter.ts";

/** How much of a step's output is shown when it fails. */
const KEPT = 20;

/** What a builder has printed: passed on line by line, and the end of it kept for the moment when it fails. */
export class BuildLog {
  readonly #on: (line: string) => void;
  readonly #cutter = new LineCutter();
  #step = "";
  #tail: string[] = [];

  constructor(on: (line: string) => void) {
    this.#on = on;
  }

  /** The step that is being done, and the last lines of what it printed. */
  get last(): { readonly step: string; readonly lines: readonly string[] } {
    return { step: this.#step, lines: this.#tail };
  }

  /** Takes a piece of output, cut anywhere. */
  write(text: string): void {
    for (const line of this.#cutter.take(text)) this.#line(visible(line));
  }

  /** Takes a whole line of a step that is known by its name: BuildKit does several steps at once. */
  line(line: string): void {
    this.#on(visible(line));
  }

  /** Says which step failed. */
  fail(step: string, lines: readonly string[]): void {
    this.#step = step;
    this.#tail = lines.slice(-KEPT).map(visible);
  }

  end(): void {
    if (this.#cutter.rest !== "") this.write("\n");
  }

  #line(line: string): void {
    if (line.trim() === "") return;
    const step = /^Step \d+\/\d+ : (.*)$/s.exec(line)?.[1];
    if (step !== undefined) {
      this.#step = step;
      this.#tail = [];
    } else if (!/^ ---> |^Removing intermediate container /.test(line)) {
      this.#tail = [...this.#tail, line].slice(-KEPT);
    }
    this.#on(line);
  }
}

/** What is left of a line when a bar has drawn over itself, without colors. */
function visible(line: string): string {
  const drawn = line.replace(/\r+$/, "").split("\r").at(-1) ?? "";
  // oxlint-disable-next-line no-control-regex -- escape sequences are what it looks for
  return drawn.replace(/\u001b\[[0-9;?]*[A-Za-z]/g, "");
}
