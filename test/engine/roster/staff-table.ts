import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const PAGE = fileURLToPath(new URL("../../../docs/staff-may.md", import.meta.url));

/** One attempt and what became of it. */
export interface TableRow {
  readonly what: string;
  /** Another group's member, other staff of the own group, an admin in the own group; null where it was not tried. */
  readonly refused: readonly (string | null)[];
  readonly control: string;
}

const HEAD = `# What staff may do

Somebody who is staff of one group looks after the servers of that group's members, and reaches nobody else: no other
group's people, no other staff, no admin. Every row was tried on a running hub by staff of a group; the last column says
who may do it: staff with a member of their own group, or only an admin. The numbers are HTTP's.

This page is written by \`UPDATE_STAFF_TABLE=1 npm run show roster\`, which fails where a hub answers otherwise.
`;

/** What the page says of one generation of JupyterHub. */
export function sectionOf(jupyterhub: string): string {
  return sections().get(title(jupyterhub)) ?? "";
}

export function sectionFor(rows: readonly TableRow[]): string {
  const lines = rows.map(({ what, refused, control }) =>
    line([what, ...refused.map((outcome) => outcome ?? ""), control]),
  );
  const columns = ["tried", "another group's member", "other staff", "an admin in the group", "who may"];
  return [line(columns), line(columns.map(() => "---")), ...lines].join("\n");
}

/** Writes what the page says of one generation, and leaves the others. */
export function writeSection(jupyterhub: string, section: string): void {
  const all = new Map(sections()).set(title(jupyterhub), section);
  const parts = [...all]
    .toSorted()
    .toReversed()
    .map(([heading, table]) => `\n## ${heading}\n${table}\n`);
  writeFileSync(PAGE, `${HEAD}${parts.join("")}`);
}

function sections(): ReadonlyMap<string, string> {
  let page: string;
  try {
    page = readFileSync(PAGE, "utf8");
  } catch {
    return new Map();
  }
  const [, ...parts] = page.split(/^## /m);
  return new Map(
    parts.map((part) => {
      const [heading = "", ...rest] = part.trim().split("\n");
      return [heading, rest.join("\n")] as const;
    }),
  );
}

function title(jupyterhub: string): string {
  return `JupyterHub ${jupyterhub}`;
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}
