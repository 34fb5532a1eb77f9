import { accessMatrix, type PersonAccess } from "../../access/access-matrix.ts";
import { closedBoxes } from "../../access/closed-boxes.ts";
import { type EffectiveAccess, effectiveAccess, effectiveAccessOf } from "../../access/effective-access.ts";
import { resolveMounts } from "../../access/mounts-for.ts";
import type { HubInPlace } from "../../apply/hub-in-place.ts";
import { dayIn } from "../../model/hub/day.ts";
import { foldName } from "../../model/hub/fold-name.ts";
import { accessPage } from "../access-page.ts";
import type { Context, ExitCode, Where } from "../context.ts";
import { formatTable } from "../table.ts";
import { accessAgainst } from "./access-against.ts";
import { inPlace } from "./in-place.ts";

type Options = Where & {
  person?: string;
  inEffect?: boolean;
  against?: string;
  json?: boolean;
  html?: boolean;
  github?: boolean;
};

/**
 * `hubwright access [PERSON]`: who mounts what, how and why; with `--in-effect`, who can really use what; with `--against`, what changes in
 * that since an earlier list.
 */
export async function access(context: Context, options: Options): Promise<ExitCode> {
  const { terminal } = context;
  const place = inPlace(await context.project(options), context);
  const { hub, people } = place;
  const { person } = options;
  const now = new Date();
  if (options.against !== undefined)
    return accessAgainst(context, place, { ...options, against: options.against, now });
  if (person !== undefined && people.person(person) === undefined) {
    terminal.remark(`${JSON.stringify(person)} is not in ${hub.roster}; a person who is not on the list would have:`);
  }
  if (options.html === true) {
    terminal.print(accessPage(hub.name, mountRows(place, person, now), effectiveRows(place, person, now)));
  } else if (options.inEffect === true) {
    const rows = effectiveRows(place, person, now);
    terminal.print(options.json === true ? JSON.stringify(rows, null, 2) : rows.map(describeEffective).join("\n\n"));
  } else {
    const rows = mountRows(place, person, now);
    terminal.print(options.json === true ? JSON.stringify(rows, null, 2) : rows.map(describe).join("\n\n"));
  }
  return 0;
}

/** What decides access. */
type Given = Pick<HubInPlace, "hub" | "people">;

function mountRows({ hub, people }: Given, name: string | undefined, now: Date): readonly PersonAccess[] {
  const closed = closedBoxes(hub, now);
  const rows = accessMatrix(hub, people, { closed, today: dayIn(hub.timezone, now) });
  if (name === undefined) return rows;
  const folded = people.person(name)?.name ?? foldName(name);
  const found = rows.filter(({ person }) => person === folded);
  if (found.length > 0) return found;
  return [{ person: folded, admin: false, hasEnded: false, ...resolveMounts(hub, people, name, { closed }) }];
}

function effectiveRows({ hub, people }: Given, name: string | undefined, now: Date): readonly EffectiveAccess[] {
  if (name === undefined) return [...effectiveAccess(hub, people, { now })];
  const found = effectiveAccessOf(hub, people, name, { now });
  if (found !== undefined) return [found];
  // A person without groups opens nobody's server.
  return mountRows({ hub, people }, name, now).map(({ person, admin, hasEnded, mounts }) => ({
    person,
    admin,
    hasEnded,
    volumes: mounts.map((mount) => ({ ...mount, way: "mount", server: person })),
  }));
}

function describe({ mounts, lost, ...person }: PersonAccess): string {
  const table = formatTable(
    ["at", "access", "because", "volume"],
    mounts.map(({ at, access: may, because, volume }) => [at, may, because, volume]),
  );
  const missing = lost.map(({ at, volume, takenBy }) => `not mounted: ${volume}, because ${takenBy} is at ${at}`);
  return [titleOf(person), ...(person.hasEnded ? [] : [table]), ...missing].join("\n");
}

function describeEffective({ volumes, ...person }: EffectiveAccess): string {
  const table = formatTable(
    ["volume", "access", "because"],
    volumes.map(({ volume, access: may, because }) => [volume, may, because]),
  );
  return [titleOf(person), ...(person.hasEnded ? [] : [table])].join("\n");
}

function titleOf({ person, admin, hasEnded }: Pick<PersonAccess, "person" | "admin" | "hasEnded">): string {
  return `${person}${admin ? " (admin)" : ""}${hasEnded ? ": access has ended" : ""}`;
}
