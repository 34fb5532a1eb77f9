import { basename, resolve } from "node:path";
import { type AccessDifference, compareAccess, isGain, sayDifferences } from "../../access/compare-access.ts";
import type { HubInPlace } from "../../apply/hub-in-place.ts";
import { HubwrightError } from "../../model/problem/hubwright-error.ts";
import { GroupMap } from "../../model/roster/group-map.ts";
import { rosterProblem } from "../../model/roster/roster-problem.ts";
import { firstLineNotUtf8 } from "../../workspace/hub/not-utf8.ts";
import { readPeopleTable } from "../../workspace/read-people-table.ts";
import { annotation } from "../annotation.ts";
import type { Context, ExitCode } from "../context.ts";

/** How to compare, and how to print it. */
export interface AgainstOptions {
  readonly person?: string;
  /** The earlier list: a path, or `-` for standard input. */
  readonly against: string;
  readonly now: Date;
  readonly json?: boolean;
  readonly github?: boolean;
}

const NEXT = "Name a file with an earlier user list, or - to read it from standard input.";

/** Prints what everyone can use that they could not with an earlier list, and the reverse. Exit code 2 if somebody gained access. */
export async function accessAgainst(
  context: Context,
  { hub, people }: Pick<HubInPlace, "hub" | "people">,
  { person, against, now, ...form }: AgainstOptions,
): Promise<ExitCode> {
  const { terminal } = context;
  const before = await readEarlier(context, against);
  const all = compareAccess(hub, before, people, { now });
  const name = person === undefined ? undefined : (people.person(person) ?? before.person(person))?.name;
  const differences = person === undefined ? all : all.filter((one) => one.person === name);
  if (form.json === true) terminal.print(JSON.stringify(differences, null, 2));
  else if (form.github === true) {
    for (const line of annotationsOf(differences, people, hub.roster)) terminal.print(line);
  } else {
    for (const line of sayDifferences(differences)) terminal.print(line);
    if (differences.length === 0) terminal.note("Nobody gains or loses access.");
  }
  return differences.some(isGain) ? 2 : 0;
}

async function readEarlier(context: Context, against: string): Promise<GroupMap> {
  const isInput = against === "-";
  const name = isInput ? "standard input" : basename(against);
  const bytes = isInput ? await context.input() : readPeopleTable(resolve(context.cwd, against), NEXT);
  const text = decoded(bytes, name);
  const before = GroupMap.parse(text);
  for (const diagnostic of before.diagnostics)
    if (diagnostic.severity === "error") context.terminal.report({ ...diagnostic, severity: "warning" }, name);
  return before;
}

function decoded(bytes: Uint8Array, name: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    const values = { file: name, line: String(firstLineNotUtf8(bytes)) };
    throw new HubwrightError([{ severity: "error", ...rosterProblem("roster-not-utf8", values) }]);
  }
}

/** Gains are warnings on the person's line, losses are notices. */
function annotationsOf(differences: readonly AccessDifference[], people: GroupMap, roster: string): readonly string[] {
  const names = [...new Set(differences.map(({ person }) => person))];
  return names.flatMap((person) => {
    const own = differences.filter((one) => one.person === person);
    const place = { file: roster, line: people.person(person)?.line };
    const of = (level: "warning" | "notice", some: readonly AccessDifference[]) =>
      sayDifferences(some).map((text) =>
        annotation(level, place, `access-${level === "warning" ? "gained" : "lost"}`, text),
      );
    return [
      ...of("warning", own.filter(isGain)),
      ...of(
        "notice",
        own.filter((one) => !isGain(one)),
      ),
    ];
  });
}
