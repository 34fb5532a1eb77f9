import { someNames } from "../../../model/printable.ts";
import { LABEL } from "../../../deployment/deployment.ts";
import type { GroupMap } from "../../../model/roster/group-map.ts";
import { hint, hubwright, problem } from "../../../model/problem/problem.ts";
import type { Project } from "../../../workspace/hub/load-hub.ts";
import type { Context, ExitCode } from "../../context.ts";
import { hubReport, sayFormerAdmins } from "../../../hub-side/report.ts";
import { agreedEdit } from "../../../apply/roster/change-roster.ts";
import { editRoster } from "./edit-roster.ts";
import { noAnswer } from "../../no-answer.ts";

/**
 * `hubwright people reset-passwords`: gives a new password to everybody whose password a former admin could have seen.
 * Says how many servers stop by it, and asks.
 */
export async function resetSeenPasswords(
  context: Context,
  project: Project,
  people: GroupMap,
  { yes = false }: { readonly yes?: boolean },
): Promise<ExitCode> {
  const { hub } = project;
  const { terminal } = context;
  if (hub.signIn.kind !== "derived-password") {
    terminal.report(
      problem(
        "no-passwords",
        `${hub.name} has no passwords: people sign in with ${hub.signIn.authenticator}.`,
        "Change them in the sign-in system behind that class.",
      ),
    );
    return 1;
  }
  const report = await hubReport(hub.name, context);
  if (typeof report === "string") return noAnswer(context, hub.name, report);
  // An earlier version does not know who was an admin.
  if (report.formerAdmins === undefined) return noAnswer(context, hub.name, "other-version", "its former admins");
  const seen = new Set(report.formerAdmins.flatMap((admin) => admin.people));
  const names = people.people.map(({ name }) => name).filter((name) => seen.has(name));
  if (names.length === 0) {
    terminal.note("No former admin could have seen a password that is still in use.");
    return 0;
  }
  const [they, passwords] =
    names.length === 1 ? ["1 person", "a new password"] : [`${names.length} people`, "new passwords"];
  terminal.note(
    [
      ...sayFormerAdmins(report).map(({ message }) => message),
      `${they} would get ${passwords}: ${someNames(names)}. Their sessions and tokens end, and ${await serversOf(context, hub.name, names)}.`,
    ].join("\n"),
  );
  if (!yes && !(await terminal.confirm(`Give ${they} ${passwords}?`, false))) {
    terminal.report(
      problem(
        "refused",
        "No password was changed.",
        hint`To change them without being asked, run: ${hubwright("people", "reset-passwords", "--yes")}`,
      ),
    );
    return 1;
  }
  const next = people.edited((draft) => {
    for (const name of names) draft.nextPassword(name);
  });
  await editRoster(context, project, agreedEdit(project, people, next));
  terminal.note(hint`${they} got ${passwords}; ${hubwright("passwords")} prints them.`);
  return 0;
}

/** What becomes of servers. Those of others are known to the hub alone, and only while their page is open. */
async function serversOf(context: Context, hub: string, names: readonly string[]): Promise<string> {
  const containers = await (await context.engine()).containers();
  const { length } = containers.filter(
    ({ labels, state }) =>
      state === "running" &&
      labels[LABEL.hub] === hub &&
      labels[LABEL.kind] === "notebook" &&
      names.includes(labels[LABEL.person] ?? ""),
  );
  const servers = length === 1 ? "1 of their servers stops" : `${length} of their servers stop`;
  return `${servers}, as do servers of others that they have open`;
}
