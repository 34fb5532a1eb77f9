import { accessMatrix, type PersonAccess } from "../../access/access-matrix.ts";
import { closedBoxes } from "../../access/closed-boxes.ts";
import { resolveMounts } from "../../access/mounts-for.ts";
import { foldName } from "../../model/hub/fold-name.ts";
import { accessPage } from "../access-page.ts";
import type { Context, ExitCode, Where } from "../context.ts";
import { formatTable } from "../table.ts";
import { inPlace } from "./in-place.ts";

/** `hubwright access [PERSON]`: who mounts what, how and why. */
export async function access(
  context: Context,
  options: Where & { person?: string; json?: boolean; html?: boolean },
): Promise<ExitCode> {
  const { terminal } = context;
  const project = await context.project(options);
  const { hub, people } = inPlace(project, context);
  const { person } = options;
  const closed = closedBoxes(hub, new Date());
  if (person !== undefined && people.person(person) === undefined) {
    terminal.remark(`${JSON.stringify(person)} is not in ${hub.roster}; a person who is not on the list would have:`);
  }
  const rows: readonly PersonAccess[] =
    person === undefined
      ? accessMatrix(hub, people, { closed })
      : [
          {
            person: people.person(person)?.name ?? foldName(person),
            admin: people.person(person)?.admin ?? false,
            ...resolveMounts(hub, people, person, { closed }),
          },
        ];
  if (options.json === true) terminal.print(JSON.stringify(rows, null, 2));
  else if (options.html === true) terminal.print(accessPage(hub.name, rows));
  else terminal.print(rows.map(describe).join("\n\n"));
  return 0;
}

function describe({ person, admin, mounts, lost }: PersonAccess): string {
  const table = formatTable(
    ["at", "access", "because", "volume"],
    mounts.map(({ at, access, because, volume }) => [at, access, because, volume]),
  );
  const missing = lost.map(({ at, volume, takenBy }) => `not mounted: ${volume}, because ${takenBy} is at ${at}`);
  return [`${person}${admin ? " (admin)" : ""}`, table, ...missing].join("\n");
}
