import { foldName } from "../model/hub/fold-name.ts";
import { shown } from "../model/problem/diagnostic.ts";
import type { Standing } from "../model/roster/roster-line.ts";
import { TestMistake } from "./test-mistake.ts";

/** Someone who is not on the list, whom an admin added on JupyterHub's own pages. They are in no group. */
export class Stranger {
  /** Their name, as written. */
  readonly name: string;

  /** @param name - Any name that is not on the list. */
  constructor(name: string) {
    this.name = name;
  }
}

/** One person: a name on the list, in upper or lower case, or a {@link stranger}. */
export type Who = string | Stranger;

/** Everybody in a group, or only those with one standing in it. */
export interface GroupOfPeople {
  /** The group's name. */
  readonly group: string;
  /** Whether only its staff or only its members are meant; everybody in it without it. */
  readonly standing?: Standing;
}

/**
 * Someone who is not on the list, whom an admin added on JupyterHub's own pages: they get what everyone gets, and nothing if the hub
 * says `strangers: "deny"`. A plain string would be refused as an unknown name.
 *
 * @param name - Any name that is not on the list.
 *
 * @example
 * ```ts
 * expectNoRead(who, stranger(), "math-shared-team-1");
 * ```
 */
export function stranger(name = "a-stranger"): Stranger {
  if (typeof name !== "string" || name.trim() === "") throw new TestMistake(`A stranger's name is not ${shown(name)}.`);
  return new Stranger(foldName(name));
}
