import { sentence } from "../model/printable.ts";
import { hint, hubwright } from "../model/problem/problem.ts";
import type { Facts } from "./facts.ts";
import { failure, type Finding } from "./finding.ts";
import { whyNotStarted } from "./start-failures.ts";
import type { TrialFacts } from "../hub-side/trial.ts";

/** Why someone's server did not start, and what doctor started and could not remove. */
export function checkStart({ hub, trial }: Facts): readonly Finding[] {
  if (trial === undefined) return [];
  const { person, refused, start, left } = trial;
  const found: Finding[] = [];
  if (refused !== null) found.push(refusal(refused, person));
  const hasPrivileges = hub.notebook.privileges !== "none";
  if (start !== null && !start.ready) found.push(whyNotStarted(start, { hub: hub.name, person, hasPrivileges }));
  if (left !== null)
    found.push(
      failure(
        "trial-left",
        `What doctor started for ${person} could not be removed: ${sentence(left)}`,
        hint`The next ${hubwright("doctor", "--spawn", person)} tries again; the person can also stop the server on their Home page.`,
      ),
    );
  return found;
}

function refusal({ kind, because }: NonNullable<TrialFacts["refused"]>, person: string): Finding {
  const said = `The hub does not let ${person} in: ${sentence(because)}`;
  switch (kind) {
    case "ended":
      return failure(
        "person-ended",
        said,
        hint`Set a later date after until= on their line: ${hubwright("people", "edit")}`,
      );
    case "held":
      return failure(
        "person-held",
        said,
        hint`Decide whose name it is: ${hubwright("people", "return", person, "--same")}, or --new`,
      );
    case "left":
    case "unlisted":
      return failure(
        "person-unlisted",
        said,
        hint`If they should have access, add them: ${hubwright("people", "add", person, "GROUP")}`,
      );
  }
}
