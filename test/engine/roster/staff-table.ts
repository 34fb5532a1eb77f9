import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const PAGE = fileURLToPath(new URL("../../../docs/staff-may.md", import.meta.url));

/** One attempt and its result. */
export interface TableRow {
  readonly what: string;
  /** Its result with each of the {@link COLUMNS}; null if it was not tried. */
  readonly outcomes: readonly (string | null)[];
  readonly control: string;
}

const COLUMNS = [
  "another group's member",
  "other staff",
  "an admin in the group",
  "a member with another group's folder",
  "a member who is staff of another group",
] as const;

const HEAD = `# What staff may do

Staff of a group see, start and stop the servers of its members. They open a server only if it leads to nothing of
another group: its owner is staff of no group, and has no folder and no drop-box of another group. They reach nobody
else: no other group's people, no other staff of their group, no admin. Every row was tried on a running hub by staff of
a group. The last column says who may do it: staff with a member who is in their group alone, only an admin, a service with a role for it, or nobody, and
what an admin who tried it was answered. The numbers are HTTP status codes. A hub with \`staff: { open: "members" }\` differs: see [settings](settings.md#staff).

This page is written by \`UPDATE_STAFF_TABLE=1 npm run show roster\`, which fails where a hub answers otherwise.
`;

/** The page's section about one version of JupyterHub. */
export function sectionOf(jupyterhub: string): string {
  return sections().get(title(jupyterhub)) ?? "";
}

export function sectionFor(rows: readonly TableRow[]): string {
  const lines = rows.map(({ what, outcomes, control }) =>
    line([what, ...outcomes.map((outcome) => outcome ?? ""), control]),
  );
  const columns = ["tried", ...COLUMNS, "who may"];
  return [line(columns), line(columns.map(() => "---")), ...lines].join("\n");
}

/** Writes the page's section about one version, and keeps the others. */
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
