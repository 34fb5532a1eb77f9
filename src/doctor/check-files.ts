import { sayProblem } from "../model/problem/format-problem.ts";
import { hint, hubwright } from "../model/problem/problem.ts";
import type { Facts } from "./facts.ts";
import { failure, type Finding, warning } from "./finding.ts";

/** The hub checks the file every second and waits until it stops changing; a busy machine may take longer. In milliseconds. */
const IN_FORCE_WITHIN = 15_000;

/** The files in the hub's directory: list of people, keys, generated files. */
export function checkFiles({ hub, secrets, roster, report, edited, plan, stop }: Facts): readonly Finding[] {
  const found: Finding[] = secrets.map(({ message, hint: next }) => failure("secret-unusable", message, next));
  // A missing or unusable key stops it too, but has been reported already.
  if (stop !== undefined && secrets.length === 0)
    found.push(failure("up-stops", `up would stop before changing anything: ${stop.message}`, stop.hint));
  const errors = roster.diagnostics.filter(({ severity }) => severity === "error");
  if (errors[0] !== undefined)
    found.push(
      failure(
        "roster-faulty",
        `${hub.roster} has ${errors.length === 1 ? "an error" : `${errors.length} errors`}: ${sayProblem(errors[0], { roster: hub.roster })}`,
        hint`Fix it in an editor. To list all errors: ${hubwright("check")}`,
      ),
    );
  const lists = [...plan.conflicts, ...plan.warnings].filter(({ object }) => object === "list");
  for (const { message, hint: next } of lists) found.push(failure("roster-not-in-force", message, next));
  if (report !== undefined && !report.isRead)
    found.push(
      failure(
        "roster-not-read",
        `The running hub cannot read ${hub.roster}, so new people cannot sign in.`,
        hint`For the reason, run: ${hubwright("logs")}   The hub runs as root in its container; the file must be in the directory that is mounted there.`,
      ),
    );
  else if (
    report !== undefined &&
    roster.digest !== undefined &&
    report.digest !== roster.digest &&
    lists.length === 0 &&
    roster.age > IN_FORCE_WITHIN
  )
    found.push(
      failure(
        "roster-not-in-force",
        `${hub.roster} was changed, but the running hub still uses another version.`,
        hub.engine.remote
          ? hint`Send it: ${hubwright("people", "push")}`
          : hint`Restart the hub; notebooks keep running: ${hubwright("restart")}`,
      ),
    );
  if (edited.length > 0)
    found.push(
      warning(
        "files-edited",
        `Generated files were edited by hand: ${edited.join(", ")}.`,
        hint`Move the change to hub.ts. Then write the files again; yours are kept as .edited: ${hubwright("generate", "--overwrite")}`,
      ),
    );
  return found;
}
