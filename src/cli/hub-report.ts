import type { Executed } from "../engine/port.ts";
import type { Context } from "./context.ts";
import { askHub, jsonIn } from "./commands/in-hub.ts";

/** What a running hub says of its roster, as `hubwright_hub.report` prints it. */
export interface HubReport {
  /** How many people the roster in force names. */
  readonly people: number;
  readonly diagnostics: readonly {
    readonly code: string;
    readonly severity: "error" | "warning";
    readonly message: string;
    readonly hint: string;
    readonly line: number | null;
  }[];
  /** Of the file that was read; what is accepted is this file and no other. */
  readonly digest: string | null;
  /** Whom a file leaves out that waits to be accepted. */
  readonly loss: readonly string[];
  readonly held: readonly { readonly name: string; readonly leftOn: string | null }[];
  readonly isRead: boolean;
  /** Who was an admin and could have seen passwords that are still in use; not there in the report of an earlier version. */
  readonly formerAdmins?: readonly {
    readonly name: string;
    readonly until: string;
    /** Whose passwords. */
    readonly people: readonly string[];
  }[];
}

/** Asks a hub for its report; undefined where it does not run or cannot say. */
export async function hubReport(context: Context, hub: string): Promise<HubReport | undefined> {
  return jsonIn(await askHub(context, hub, "report"), isReport);
}

function isReport(value: unknown): value is HubReport {
  return (
    typeof value === "object" &&
    value !== null &&
    "people" in value &&
    typeof value.people === "number" &&
    ["diagnostics", "loss", "held"].every((key) => Array.isArray((value as Record<string, unknown>)[key]))
  );
}

/** Says of each former admin how many passwords they know. */
export function sayFormerAdmins({ formerAdmins = [] }: HubReport): readonly string[] {
  return formerAdmins.map(({ name, until, people }) => {
    const whose = people.length === 1 ? "1 person" : `${people.length} people`;
    return `${printable(name)} was an admin until ${sentence(until)} and could have seen the passwords of ${whose}`;
  });
}

/** Some names for a terminal: quoted as JSON does it, so that no name can write on the screen by itself. */
export function someNames(names: readonly string[], shown = 5): string {
  const rest = names.length - shown;
  return names.slice(0, shown).map(printable).join(", ") + (rest > 0 ? ` and ${rest} more` : "");
}

/** A text from outside with everything written out that a terminal would obey, or that turns writing round. */
export function printable(text: string): string {
  return JSON.stringify(text).replaceAll(
    /[\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** A sentence from outside, on one line and without anything that a terminal would obey. */
export function sentence(text: string): string {
  // Its quoted words were written by JSON already, so this changes nothing in an honest sentence.
  return printable(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("\\\\", "\\");
}

/** Why a module refused: the last line that it complained with; earlier lines are from its log. */
export function reasonIn({ errors }: Executed): string {
  return sentence(errors.trim().split("\n").at(-1) ?? "");
}
