import { foldName } from "../../model/hub/fold-name.ts";
import type { GroupMap } from "../../model/roster/group-map.ts";
import { HubwrightError } from "../../model/problem/hubwright-error.ts";
import { derivePasswordAsKnown } from "../../model/hub/password.ts";
import { hint, hubwright, problem } from "../../model/problem/problem.ts";
import { csvCell } from "../../model/table/spreadsheet-cell.ts";
import type { Project } from "../../workspace/hub/load-hub.ts";
import { readKey } from "../../workspace/hub/secrets.ts";
import type { Context, ExitCode, Where } from "../context.ts";
import { knownSpellings } from "../../hub-side/spellings.ts";
import { formatTable } from "../table.ts";
import { inPlace } from "./in-place.ts";
import { editRoster } from "./people/edit-roster.ts";
import { strangersOf } from "../../hub-side/known-people.ts";

interface Login {
  readonly name: string;
  readonly groups: readonly string[];
  readonly admin: boolean;
  readonly password: string;
}

/** `hubwright passwords [PERSON…]`: name, groups and password; of everybody when none is named, those added in the admin page included. */
export async function passwords(
  context: Context,
  options: Where & { people: readonly string[]; csv?: boolean; json?: boolean; reset?: boolean },
): Promise<ExitCode> {
  const { terminal } = context;
  const project = await context.project(options);
  const { signIn } = project.hub;
  if (signIn.kind !== "derived-password") {
    terminal.report(
      problem(
        "no-passwords",
        `${project.hub.name} has no passwords: people sign in with ${signIn.authenticator}.`,
        "Look in the sign-in system behind that class.",
      ),
    );
    return 1;
  }
  let { people } = inPlace(project, context);
  if (options.reset === true) {
    ({ after: people } = await editRoster(context, project, (now) => withNewPasswords(now, options.people, project)));
    if (options.json !== true && options.csv !== true) terminal.note(SIGNED_OUT);
  }
  const key = readKey(project.directory);
  const strangers =
    options.people.length > 0
      ? options.people.filter((name) => people.person(name) === undefined)
      : await strangersOrNone(context, project, people);
  const listed =
    options.people.length > 0
      ? people.people.filter(({ name }) => options.people.some((asked) => foldName(asked) === name))
      : people.people;
  for (const name of options.people.length > 0 ? strangers : [])
    terminal.note(
      `${JSON.stringify(name)} is not in ${project.hub.roster}; if added in the admin page, they would sign in with this:`,
    );
  const asked = [...listed.map(({ name }) => name), ...(options.people.length > 0 ? strangers : [])];
  const spelled = await knownSpellings(project.hub.name, context, asked);
  const passwordOf = (name: string, pw: number) => derivePasswordAsKnown(name, key, { length: signIn.length, pw });
  const logins: readonly Login[] = [
    ...listed.flatMap(({ name, admin, groups, pw }) =>
      spelled(name).map((known) => ({
        name: known,
        admin,
        groups: groups.map(({ group }) => group),
        password: passwordOf(known, pw),
      })),
    ),
    // Those whom the hub names are spelled as it knows them.
    ...strangers
      .flatMap((name) => (options.people.length > 0 ? spelled(name) : [name]))
      .map((name) => ({ name, admin: false, groups: [], password: passwordOf(name, 1) })),
  ];
  if (options.json === true) terminal.print(JSON.stringify(logins, null, 2));
  else if (options.csv === true) terminal.print(csvOf(logins));
  else
    terminal.print(
      formatTable(
        ["name", "groups", "password"],
        logins.map(({ name, admin, groups, password }) => [
          name,
          [...(admin ? ["(admin)"] : []), ...groups].join(" "),
          password,
        ]),
      ),
    );
  return 0;
}

const SIGNED_OUT = "Anyone signed in with the old password is signed out, and their server stops within 15 seconds.";

function withNewPasswords(people: GroupMap, names: readonly string[], { hub }: Project): GroupMap {
  const unknown = names.filter((name) => people.person(name) === undefined);
  if (names.length === 0 || unknown.length > 0) {
    throw HubwrightError.of(
      names.length === 0 ? "bad-usage" : "person-unlisted",
      names.length === 0
        ? "No person was named."
        : `${unknown.map((name) => JSON.stringify(name)).join(", ")} is not in ${hub.roster}.`,
      hint`Run: ${hubwright("passwords", "--reset", "NAME")}   A person from the admin page must first be added to ${hub.roster}.`,
    );
  }
  return people.edited((draft) => {
    for (const name of names) draft.nextPassword(name);
  });
}

async function strangersOrNone(context: Context, project: Project, people: GroupMap): Promise<readonly string[]> {
  const strangers = await strangersOf(project.hub.name, context, people);
  if (typeof strangers !== "string") return strangers;
  const why = strangers === "silent" ? "is not up" : "runs another version of hubwright";
  context.terminal.note(`(The hub ${why}, so people added in its admin page are not listed.)`);
  return [];
}

function csvOf(logins: readonly Login[]): string {
  const rows = logins.map(({ name, groups, admin, password }) => [
    name,
    groups.join(" "),
    admin ? "admin" : "",
    password,
  ]);
  return [["name", "groups", "admin", "password"], ...rows]
    .map((row) => row.map((cell) => csvCell(cell)).join(","))
    .join("\n");
}
