import { customAlphabet } from "nanoid";

/** One call of a command that changes a hub: what its lock, its events and its log call it. */
export interface Run {
  /** 12 lower-case letters and digits, never the same twice; a double click in a terminal takes all of it. */
  readonly id: string;
  /** The command, for example `"up"`. */
  readonly command: string;
  /** When it began, in UTC: `"2026-11-24T02:31:07.123Z"`. */
  readonly since: string;
}

const newId = customAlphabet("0123456789abcdefghijklmnopqrstuvwxyz", 12);

/** Begins a run. */
export function newRun(command: string): Run {
  return { id: newId(), command, since: new Date().toISOString() };
}

/** A run as people read it: `up 4f9k2m8x1q7z, since 2026-11-24 02:31:07 UTC`. */
export function nameOfRun({ id, command, since }: Run): string {
  return `${command} ${id}, since ${since.replace("T", " ").replace(/\.\d+Z$/, "")} UTC`;
}
