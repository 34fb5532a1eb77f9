import { createHash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { HubwrightError } from "../../model/problem/hubwright-error.ts";
import type { Diagnostic } from "../../model/problem/diagnostic.ts";
import { GroupMap } from "../../model/roster/group-map.ts";
import { rosterProblem } from "../../model/roster/roster-problem.ts";
import { readProblem } from "../file-problems.ts";
import { firstLineNotUtf8 } from "./not-utf8.ts";
import { systemCode } from "../system-code.ts";
import { rosterFileAt } from "./roster-link.ts";
import { makeDirectory, writeFileOnce, writeFileWhole } from "../write-file.ts";
import type { Place } from "./place.ts";

/** The group that people's notebooks run as, so that a directory of the roster could be given to admins' own. */
export const USERS = 100;
/** What a list of people may have at most, in bytes. */
export const LARGEST = 1024 * 1024;

const LEADS_OUT = rosterProblem("roster-not-a-file/leads-out");

/** Where the roster of a hub is. */
export function rosterPath({ hub, directory }: Place): string {
  return join(directory, hub.roster);
}

/** Reads the roster. A file that cannot be read as one does not throw: its diagnostic says what is wrong. */
export function readRoster(place: Place): {
  readonly people: GroupMap;
  readonly diagnostics: readonly Diagnostic[];
} {
  const path = rosterPath(place);
  const problem = fileProblem(path);
  if (problem !== null) return { people: GroupMap.parse(""), diagnostics: [problem] };
  const bytes = readFileSync(path);
  try {
    const people = GroupMap.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes));
    return { people, diagnostics: people.diagnostics };
  } catch {
    return {
      people: GroupMap.parse(""),
      diagnostics: [whole(rosterProblem("roster-not-utf8", { file: path, line: String(firstLineNotUtf8(bytes)) }))],
    };
  }
}

/**
 * Reads the roster for something that must not be done with an empty one.
 *
 * @throws HubwrightError if there is no list, or it cannot be read as one. Errors in single lines do not count.
 */
export function readableRoster(place: Place): GroupMap {
  const { people, diagnostics } = readRoster(place);
  const unreadable = diagnostics.find(({ code }) => UNREADABLE.has(code));
  if (unreadable !== undefined) throw new HubwrightError([unreadable]);
  return people;
}

/** What says that a file is not a list at all. */
const UNREADABLE: ReadonlySet<Diagnostic["code"]> = new Set([
  "roster-missing",
  "roster-too-large",
  "roster-not-utf8",
  "roster-not-a-file",
]);

function fileProblem(path: string): Diagnostic | null {
  if (rosterFileAt(path) === undefined) return whole(LEADS_OUT);
  try {
    const file = statSync(path);
    if (!file.isFile()) return whole(rosterProblem("roster-not-a-file", { file: path }));
    if (file.size > LARGEST) return whole(rosterProblem("roster-too-large", { file: path }));
    readFileSync(path);
    return null;
  } catch (error) {
    if (systemCode(error) === "ENOENT" || systemCode(error) === "ENOTDIR") {
      return whole(rosterProblem("roster-missing", { file: path }));
    }
    throw readProblem(path, error);
  }
}

function whole(problem: Pick<Diagnostic, "code" | "message" | "hint">): Diagnostic {
  return { severity: "error", at: [], ...problem };
}

/** The text of the roster by its SHA-256, and how long ago it was saved, in milliseconds; undefined where it cannot be read. */
export function rosterText(place: Place): { readonly digest: string | undefined; readonly age: number } {
  const path = rosterPath(place);
  if (fileProblem(path) !== null) return { digest: undefined, age: 0 };
  return {
    digest: createHash("sha256").update(readFileSync(path)).digest("hex"),
    age: Date.now() - statSync(path).mtimeMs,
  };
}

/** Makes the roster's directory and, if there is none, the roster. */
export function makeRoster(place: Place, text: string): boolean {
  const path = rosterPath(place);
  // Nobody outside the group may write: who may change the list decides who may enter.
  makeDirectory(dirname(path), { mode: 0o2770, group: USERS });
  return writeFileOnce(path, text, { mode: 0o660, group: USERS });
}

/** Saves an edited roster, whole or not at all. */
export function saveRoster(place: Place, people: GroupMap): void {
  saveRosterText(place, people.toUserlist());
}

/** Saves a text as the roster, whole or not at all. A link stays one: the file that it leads to is written. */
export function saveRosterText(place: Place, text: string): void {
  const file = rosterFileAt(rosterPath(place));
  if (file === undefined) throw HubwrightError.of("roster-not-a-file", LEADS_OUT.message, LEADS_OUT.hint);
  writeFileWhole(file, text, { mode: 0o660, group: USERS });
}

/** Keeps a list of people that another one took the place of. @returns its path below the hub's directory. */
export function keepReplacedList(directory: string, text: Uint8Array): string {
  const moment = new Date().toISOString().replaceAll(":", "");
  const path = `.hubwright/userlist-${moment}`;
  writeFileWhole(join(directory, path), text, { mode: 0o600 });
  return path;
}
