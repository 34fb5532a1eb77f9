import { longAway } from "../../../hub-side/long-away.ts";
import { withRoster } from "../../../apply/roster/change-roster.ts";
import { renameOwner } from "../../../apply/volumes/rename-owner.ts";
import type { Engine } from "../../../engine/port.ts";
import { foldName } from "../../../model/hub/fold-name.ts";
import type { GroupMap } from "../../../model/roster/group-map.ts";
import { groupsNamedIn } from "../../../model/roster/groups-named.ts";
import { hint, hubwright, problem, type Problem, warning } from "../../../model/problem/problem.ts";
import type { Rename } from "../../../plan/renamed-volumes.ts";
import type { Project } from "../../../workspace/hub/load-hub.ts";
import type { Context, ExitCode } from "../../context.ts";
import { inPlace } from "../in-place.ts";
import { changeOptions, sayNotSent } from "../people/edit-roster.ts";

/** `hubwright volumes rename`: a person or a group gets another name, and keeps what they have. */
export async function rename(context: Context, project: Project, asked: Rename): Promise<ExitCode> {
  const { terminal } = context;
  const { hub } = project;
  const wanted = asked.what === "person" ? { ...asked, from: foldName(asked.from), to: foldName(asked.to) } : asked;
  const { people } = inPlace(project, context);
  const isListed = !has(people, wanted.what, wanted.from) && has(people, wanted.what, wanted.to);
  const refused = refusal(people, wanted, { roster: hub.roster, isListed });
  if (refused !== undefined) {
    terminal.report(refused);
    return 1;
  }
  // Checked before anything is copied, so that an impossible name costs nothing.
  renamed(people, wanted);
  const engine = await context.engine();
  if (wanted.what === "person") {
    const waiting = await heldProblem(hub.name, isListed ? [wanted.to] : [wanted.from, wanted.to], engine);
    if (waiting !== undefined) {
      terminal.report(waiting);
      return 1;
    }
  }
  // The same goes for a list that was edited in the hub.
  const { moved, left } = await withRoster(project, changeOptions(context, project), async (list) => {
    // An earlier run may have been interrupted between saving the list and sending it.
    if (isListed) await list.send();
    return renameOwner(hub, wanted, {
      engine,
      isListed,
      on: (line) => terminal.note(line),
      editRoster: async () => {
        const { isInForce } = await list.change((now) => renamed(now, wanted));
        if (!isInForce) sayNotSent(context, project);
      },
    });
  });
  if (isListed && moved.length + left.length === 0) {
    terminal.report(
      problem(
        UNKNOWN[wanted.what],
        `${JSON.stringify(wanted.from)} is not in ${hub.roster}, and has no volume.`,
        hint`${hubwright("volumes")} lists all volumes.`,
      ),
    );
    return 1;
  }
  terminal.note(
    `Renamed ${wanted.from} to ${wanted.to}, with ${moved.length === 1 ? "1 volume" : `${moved.length} volumes`}.`,
  );
  for (const { volume, because } of left) terminal.note(`${volume} was left unchanged: ${because}.`);
  if (wanted.what === "person" && hub.signIn.kind === "derived-password")
    terminal.note(hint`Passwords are derived from names. To print the new one: ${hubwright("passwords", wanted.to)}`);
  if (wanted.what === "group" && groupsNamedIn(hub).has(wanted.from))
    terminal.report(
      warning(
        "name-in-definition",
        `The definition names ${wanted.from} too.`,
        hint`Write ${wanted.to} there, then run: ${hubwright("up")}`,
      ),
    );
  return 0;
}

/** A name that came back after long may be another person's: with it, that one would get what the first one left. */
async function heldProblem(hub: string, names: readonly string[], engine: Engine): Promise<Problem | undefined> {
  const [away] = await longAway(hub, engine, names);
  if (away === undefined) return undefined;
  const [name, day] = away;
  const until = day === null ? "before" : `until ${day}`;
  return name === names[0]
    ? problem(
        "name-held",
        `${JSON.stringify(name)} was used here ${until}, and an admin has not decided yet whether it is the same person.`,
        hint`Decide first, while the hub is up: ${hubwright("people", "return", name, "--same")}, or --new`,
      )
    : problem(
        "name-held",
        `${JSON.stringify(name)} belonged to someone else ${until}: the next person with that name is held until an admin decides whose name it is.`,
        "Choose another name.",
      );
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
  { roster, isListed }: { readonly roster: string; readonly isListed: boolean },
): Problem | undefined {
  if (from === to)
    return problem("bad-usage", `${JSON.stringify(from)} already has that name.`, "Choose another name.");
  // An interrupted run has already changed the list.
  if (isListed) return undefined;
  if (!has(people, what, from))
    return problem(
      UNKNOWN[what],
      `The ${what} ${JSON.stringify(from)} is not in ${roster}.`,
      hint`${hubwright(what === "person" ? "people" : "groups")} lists who is.`,
    );
  if (has(people, what, to))
    return problem(
      what === "person" ? "edit-name-taken" : "group-name-taken",
      `${JSON.stringify(to)} is already in ${roster}, and the two cannot be merged.`,
      "Choose another name.",
    );
  return undefined;
}

const UNKNOWN = { person: "person-unlisted", group: "group-unknown" } as const;
