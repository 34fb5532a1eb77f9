import { renameOwner } from "../../apply/rename-owner.ts";
import { foldName } from "../../model/fold-name.ts";
import type { GroupMap } from "../../model/group-map.ts";
import type { Rename } from "../../plan/renamed-volumes.ts";
import type { Project } from "../../workspace/load-hub.ts";
import { withLock } from "../../workspace/lock.ts";
import { readRoster, saveRoster } from "../../workspace/roster-file.ts";
import type { Context, ExitCode } from "../context.ts";
import { inPlace } from "./in-place.ts";

/** `hubwright volumes rename`: a person or a group gets another name, and keeps what they have. */
export async function rename(context: Context, project: Project, asked: Rename): Promise<ExitCode> {
  const { terminal, called } = context;
  const { hub, directory } = project;
  const wanted = asked.what === "person" ? { ...asked, from: foldName(asked.from), to: foldName(asked.to) } : asked;
  const { people } = inPlace(project, context);
  const isListed = !has(people, wanted.what, wanted.from) && has(people, wanted.what, wanted.to);
  const problem = refusal(people, wanted, { roster: hub.roster, called, isListed });
  if (problem !== undefined) {
    terminal.problem(problem);
    return 1;
  }
  // Said before anything is copied: a name that nobody can have costs nothing then.
  renamed(people, wanted);
  const engine = await context.engine();
  const { moved, left } = await withLock(directory, () =>
    renameOwner(hub, wanted, {
      engine,
      isListed,
      on: (line) => terminal.note(line),
      editRoster: async () => saveRoster(directory, hub, renamed(readRoster(directory, hub).people, wanted)),
    }),
  );
  if (isListed && moved.length + left.length === 0) {
    terminal.problem(
      `${JSON.stringify(wanted.from)} is not in ${hub.roster}, and has no volume.\n  hint: ${called} volumes lists what there is.`,
    );
    return 1;
  }
  terminal.note(
    `${wanted.from} is ${wanted.to} now; ${moved.length === 1 ? "1 volume" : `${moved.length} volumes`} came along.`,
  );
  for (const { volume, because } of left) terminal.note(`${volume} stays as it is: ${because}.`);
  if (wanted.what === "person" && hub.signIn.kind === "derived-password")
    terminal.note(`Passwords follow from names: ${called} passwords ${wanted.to}`);
  if (wanted.what === "group" && JSON.stringify(hub).includes(JSON.stringify(wanted.from)))
    terminal.problem(`The definition names ${wanted.from} too.\n  hint: Write ${wanted.to} there, then: ${called} up`);
  return 0;
}

function has(people: GroupMap, what: Rename["what"], name: string): boolean {
  return what === "person" ? people.person(name) !== undefined : people.groups.includes(name);
}

function renamed(people: GroupMap, { what, from, to }: Rename): GroupMap {
  return what === "person" ? people.withPersonRenamed(from, to) : people.withGroupRenamed(from, to);
}

function refusal(
  people: GroupMap,
  { what, from, to }: Rename,
  { roster, called, isListed }: { readonly roster: string; readonly called: string; readonly isListed: boolean },
): string | undefined {
  if (from === to) return `${JSON.stringify(from)} is called that already.\n  hint: Say another name.`;
  // A run that was cut off has done its part of the list already.
  if (isListed) return undefined;
  if (!has(people, what, from))
    return `The ${what} ${JSON.stringify(from)} is not in ${roster}.\n  hint: ${called} ${what === "person" ? "people" : "groups"} lists who is.`;
  if (has(people, what, to))
    return `${JSON.stringify(to)} is in ${roster} already, and two cannot become one.\n  hint: Choose another name.`;
  return undefined;
}
