import type { Terminal } from "./terminal.ts";

type State = "waiting" | "running" | "done" | "failed" | "stopped";

/** What is seen of a step. Times in milliseconds. */
export interface Row {
  readonly label: string;
  /** How many levels of steps are above it. */
  readonly depth: number;
  state: State;
  began: number;
  took: number;
  /** The last line that it printed, or what it failed of. */
  said: string;
}

/** What a picture of a tree depends on besides its steps. */
export interface Look {
  /** The moment, on the clock of the events. In milliseconds. */
  readonly now: number;
  /** How many lines there may be. */
  readonly height: number;
  readonly style: Terminal["style"];
}

const SPINNER = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];
/** How long one turn of the spinner is seen. In milliseconds. */
const TURN = 100;
/** Draws a step as one line. */
export function line({ label, depth, state, began, took, said }: Row, { now, style }: Look): string {
  const indent = "  ".repeat(depth);
  switch (state) {
    case "waiting":
      return `${indent}${style("dim", `· ${label}`)}`;
    case "running": {
      const icon = SPINNER[Math.floor((now - began) / TURN) % SPINNER.length] ?? "";
      return `${indent}${icon} ${label} ${seconds(now - began)}  ${style("dim", said)}`.trimEnd();
    }
    case "done":
      return `${indent}${style("green", "✔")} ${label} ${style("dim", seconds(took))}`;
    case "failed":
      return `${indent}${style("red", "✖")} ${label} ${style("dim", seconds(took))}  ${placeIn(said)}`;
    case "stopped":
      return `${indent}${style("yellow", "■")} ${label} ${style("dim", seconds(took))}  stopped`;
  }
}

/** Of a message the line that says where: the step of a Dockerfile, else the first one. */
function placeIn(message: string): string {
  const [first = "", second = ""] = message.split("\n");
  return first.endsWith("It failed at:") ? `at ${second.trim()}` : first;
}

/** A time as people read it. In: milliseconds. */
export function seconds(milliseconds: number): string {
  return milliseconds < 9950 ? `${(milliseconds / 1000).toFixed(1)} s` : `${Math.round(milliseconds / 1000)} s`;
}
